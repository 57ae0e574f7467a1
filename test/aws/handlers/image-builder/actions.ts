import type {
  CancelImageCreationRequest,
  CancelImageCreationResponse,
  DeleteImageRequest,
  DeleteImageResponse,
  DistributeImageRequest,
  DistributeImageResponse,
  RetryImageRequest,
  RetryImageResponse,
  StartImagePipelineExecutionRequest,
  StartImagePipelineExecutionResponse,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { change, startBuild, startDistribution } from '../../image-builder/build';
import { isFinal } from '../../image-builder/moment';
import type { BuildRecord, PipelineRecord } from '../../image-builder/records';
import { isDistributed, scriptOf } from '../../image-builder/script';
import type { Region } from '../../world';
import { notFound, own, ownBuild, readableBuild } from './common';
import { once } from './once';

/** What starts, stops and removes builds. Each is refused where the state of the image forbids it. */
export const actions = {
  /**
   * The new build finds what the last one of the pipeline found.
   * Assumption: a pipeline does one build at a time, as the declared ResourceInUseException suggests.
   */
  StartImagePipelineExecution(
    input: StartImagePipelineExecutionRequest,
    context: Context,
  ): StartImagePipelineExecutionResponse {
    return once('StartImagePipelineExecution', input, context, () => {
      const { world, region } = context;
      const { imagePipelineArn, clientToken, tags = {} } = input;
      const { pipelines } = region.imageBuilder;
      const pipeline = own(context, 'image pipeline', pipelines, imagePipelineArn);
      const before = buildsOf(region, pipeline);
      const running = before.find(({ state }) => !isFinal(state.status ?? ''));
      if (running) {
        throw awsError(
          'ResourceInUseException',
          `The image pipeline ${pipeline.arn} is in use: it builds ${running.arn}.`,
        );
      }
      const last = before.findLast(({ run }) => run !== undefined);
      const { arn } = startBuild(world, region, pipeline, {
        tags,
        ...(last?.osVersion !== undefined && { osVersion: last.osVersion }),
        ...(last?.run && { findings: last.run.findings, packages: last.run.packages }),
      });
      return { clientToken, imageBuildVersionArn: arn };
    });
  },

  /** Source: the model: "can only be used on images in a non-terminal state". */
  CancelImageCreation(
    input: CancelImageCreationRequest,
    context: Context,
  ): CancelImageCreationResponse {
    return once('CancelImageCreation', input, context, () => {
      const { world, region } = context;
      const build = ownBuild(context, input.imageBuildVersionArn);
      if (isFinal(build.state.status ?? '')) throw wrongState(build, 'cancelled');
      change(world, region, build, { cancelledAt: world.now() });
      return { clientToken: input.clientToken, imageBuildVersionArn: build.arn };
    });
  },

  /**
   * Source: the model: it "retries an image distribution without rebuilding the image". Assumption:
   * so it is for images whose distribution failed, and for no others.
   */
  RetryImage(input: RetryImageRequest, context: Context): RetryImageResponse {
    return once('RetryImage', input, context, () => {
      const { world, region } = context;
      const build = ownBuild(context, input.imageBuildVersionArn);
      const { run, state } = build;
      if (state.status !== 'FAILED' || !run || !isDistributed(scriptOf(run.outline))) {
        throw wrongState(build, 'retried');
      }
      change(world, region, build, { retriedAt: world.now() });
      return { clientToken: input.clientToken, imageBuildVersionArn: build.arn };
    });
  },

  DistributeImage(input: DistributeImageRequest, context: Context): DistributeImageResponse {
    return once('DistributeImage', input, context, () => {
      const { world, region } = context;
      const { distributionConfigurationArn, executionRole = '', tags = {} } = input;
      const { distributions } = region.imageBuilder;
      const settings = own(
        context,
        'distribution configuration',
        distributions,
        distributionConfigurationArn,
      );
      const source = sourceOf(context, input.sourceImage ?? '');
      if (source.type !== 'AMI' || source.state.status !== 'AVAILABLE') {
        throw wrongState(source, 'distributed');
      }
      const { arn } = startDistribution(world, region, source, settings, { executionRole, tags });
      return { clientToken: input.clientToken, imageBuildVersionArn: arn };
    });
  },

  /**
   * Removes the image of Image Builder alone: its AMIs and containers stay, as the model says.
   * Source of the wording: reports of ResourceDependencyException by users of the AWS CLI.
   */
  DeleteImage({ imageBuildVersionArn }: DeleteImageRequest, context: Context): DeleteImageResponse {
    const { imageBuilder } = context.region;
    const build = ownBuild(context, imageBuildVersionArn);
    const { arn, state } = build;
    if (!isFinal(state.status ?? '')) throw wrongState(build, 'deleted');
    const recipes = [...imageBuilder.imageRecipes.values()];
    if (recipes.some(({ parentImage }) => parentImage === arn)) {
      throw awsError(
        'ResourceDependencyException',
        `Resource dependency error: The resource ARN '${arn}' has other resources depending on it.`,
      );
    }
    imageBuilder.builds.delete(arn);
    return { imageBuildVersionArn: arn };
  },
} satisfies Handlers;

function buildsOf(region: Region, { arn }: PipelineRecord): readonly BuildRecord[] {
  return [...region.imageBuilder.builds.values()].filter(
    ({ sourcePipelineArn }) => sourcePipelineArn === arn,
  );
}

/**
 * Source: the model on DistributeImage: an image's ARN, an AMI or an SSM parameter. Only AMIs that
 * Image Builder made are known here, and no parameters are.
 */
function sourceOf(context: Context, source: string): BuildRecord {
  if (source.startsWith('arn:')) return readableBuild(context, source);
  const { region, account } = context;
  const found = [...region.imageBuilder.builds.values()].find(
    ({ owner, outputResources }) =>
      owner === account.id && (outputResources?.amis ?? []).some(({ image }) => image === source),
  );
  if (found) return found;
  throw notFound('source image', source);
}

/** Assumption: which of the declared errors says that the state forbids it. */
function wrongState({ arn, state }: BuildRecord, done: string) {
  return awsError(
    'InvalidRequestException',
    `The image ${arn} is in the state ${state.status ?? ''} and cannot be ${done}.`,
  );
}
