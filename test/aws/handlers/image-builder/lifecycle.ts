import type {
  GetLifecycleExecutionRequest,
  GetLifecycleExecutionResponse,
  StartResourceStateUpdateRequest,
  StartResourceStateUpdateResponse,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { lifecycleLasts } from '../../image-builder/lifecycle';
import { isFinal } from '../../image-builder/moment';
import { uuidOf } from '../../image-builder/names';
import type { BuildRecord } from '../../image-builder/records';
import { invalid, notFound, ownBuild } from './common';
import { once } from './once';

/** Changes of the state of images that are there: deprecated, disabled, deleted, available again. */
export const lifecycle = {
  StartResourceStateUpdate(
    input: StartResourceStateUpdateRequest,
    context: Context,
  ): StartResourceStateUpdateResponse {
    return once('StartResourceStateUpdate', input, context, () => {
      const { world, region, account } = context;
      const build = ownBuild(context, input.resourceArn);
      refuseWhileInUse(build, context);
      refuseTransition(build, input);
      refuseIncomplete(input, world.now());
      const { lifecycles } = region.imageBuilder;
      const id = `lce-${uuidOf('lifecycle', build.arn, lifecycles.size)}`;
      lifecycles.set(id, {
        id,
        owner: account.id,
        resourceArn: build.arn,
        status: input.state?.status ?? 'AVAILABLE',
        include: input.includeResources ?? {},
        exclude: input.exclusionRules?.amis ?? {},
        takesEffectAt: input.updateAt?.getTime(),
        startedAt: world.now(),
        endsAt: world.now() + lifecycleLasts,
        state: { status: 'IN_PROGRESS' },
        hasImpactedResources: false,
      });
      build.lifecycleExecutionId = id;
      return { lifecycleExecutionId: id, resourceArn: build.arn };
    });
  },

  /** Assumption: the impact is told when the execution has ended. */
  GetLifecycleExecution(
    { lifecycleExecutionId = '' }: GetLifecycleExecutionRequest,
    { region, account }: Context,
  ): GetLifecycleExecutionResponse {
    const found = region.imageBuilder.lifecycles.get(lifecycleExecutionId);
    if (found?.owner !== account.id) throw notFound('lifecycle execution', lifecycleExecutionId);
    const { id, state, startedAt, endsAt, hasImpactedResources } = found;
    return {
      lifecycleExecution: {
        lifecycleExecutionId: id,
        state,
        startTime: new Date(startedAt),
        ...(state.status !== 'IN_PROGRESS' && {
          resourcesImpactedSummary: { hasImpactedResources },
          endTime: new Date(endsAt),
        }),
      },
    };
  },
} satisfies Handlers;

/** Assumption: the declared ResourceInUseException stands for builds and changes under way. */
function refuseWhileInUse({ arn, state }: BuildRecord, { region }: Context): void {
  const changing = [...region.imageBuilder.lifecycles.values()].some(
    (each) => each.resourceArn === arn && each.state.status === 'IN_PROGRESS',
  );
  if (!changing && isFinal(state.status ?? '')) return;
  throw awsError('ResourceInUseException', `The resource ${arn} is currently in use.`);
}

/** Source: the model on `resourceArn` and `state` of the request. */
function refuseTransition(
  { arn, type, state: { status = 'PENDING' } }: BuildRecord,
  { state }: StartResourceStateUpdateRequest,
): void {
  const wanted = state?.status;
  if (wanted === undefined) throw invalid('state', 'It has no status.');
  const ended = status === 'FAILED' || status === 'CANCELLED';
  const onlyDeleted = ended || type === 'DOCKER';
  if (status === 'DELETED' || status === wanted || (onlyDeleted && wanted !== 'DELETED')) {
    throw invalid('state', `The image ${arn} cannot go from ${status} to ${wanted}.`);
  }
}

/** Source: the model on `includeResources` and `updateAt` of the request. */
function refuseIncomplete(
  { state, includeResources, executionRole, updateAt }: StartResourceStateUpdateRequest,
  now: number,
): void {
  if (includeResources && executionRole === undefined) {
    throw invalid('executionRole', 'It is required when resources are included.');
  }
  if (state?.status === 'DELETED' && !includeResources) {
    throw invalid('includeResources', 'It is required to delete an image and its resources.');
  }
  if (updateAt === undefined) return;
  if (state?.status !== 'DEPRECATED') throw invalid('updateAt', 'It is for deprecation alone.');
  if (updateAt.getTime() <= now) throw invalid('updateAt', 'It is not in the future.');
}
