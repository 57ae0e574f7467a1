import type {
  AssociateSoftwareToImageBuilderRequest,
  DescribeSoftwareAssociationsRequest,
  DescribeSoftwareAssociationsResult,
  DisassociateSoftwareFromImageBuilderRequest,
  StartSoftwareDeploymentToImageBuilderRequest,
} from '@aws-sdk/client-appstream';
import { requireBuilderState } from './builder-rules';
import { lasts } from '../../appstream/lasts';
import { isWindows } from '../../appstream/platforms';
import type { SoftwareRecord } from '../../appstream/software';
import { deploySoftware, isOffered } from '../../appstream/software';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import type { ImageBuilderRecord } from '../../world';
import { missing, othersPerPage, pageSize, requireOwnBuilder } from './common';

/** License-included software of image builders: associated first, and then deployed. */
export const software = {
  AssociateSoftwareToImageBuilder(
    input: AssociateSoftwareToImageBuilderRequest,
    context: Context,
  ): object {
    const builder = requireOwnBuilder(context, input.ImageBuilderName);
    const names = input.SoftwareNames ?? [];
    requireOffered(names);
    requireInstallable(builder.Name, builder.Platform);
    requireBuilderState(builder, ['RUNNING', 'STOPPED'], 'given software');
    const associated = softwareOf(builder);
    requireNew(builder, associated, names);
    for (const SoftwareName of names) {
      associated.set(SoftwareName, { SoftwareName, Status: 'STAGED_FOR_INSTALLATION' });
    }
    return {};
  },

  /** What is not installed yet is no longer associated; what is has to be uninstalled. */
  DisassociateSoftwareFromImageBuilder(
    input: DisassociateSoftwareFromImageBuilderRequest,
    context: Context,
  ): object {
    const builder = requireOwnBuilder(context, input.ImageBuilderName);
    const names = input.SoftwareNames ?? [];
    requireOffered(names);
    requireBuilderState(builder, ['RUNNING', 'STOPPED'], 'rid of software');
    const associated = softwareOf(builder);
    const records = names.map((name) => associated.get(name) ?? notAssociated(builder, name));
    for (const { SoftwareName, Status } of records) {
      if (Status === 'STAGED_FOR_INSTALLATION' || Status === 'FAILED_TO_INSTALL') {
        associated.delete(SoftwareName);
      } else {
        associated.set(SoftwareName, { SoftwareName, Status: 'STAGED_FOR_UNINSTALLATION' });
      }
    }
    return {};
  },

  /** Assumption: the builder says SYNCING_APPS meanwhile, and it is refused when nothing is staged. */
  StartSoftwareDeploymentToImageBuilder(
    input: StartSoftwareDeploymentToImageBuilderRequest,
    context: Context,
  ): object {
    const { world } = context;
    const builder = requireOwnBuilder(context, input.ImageBuilderName);
    refuseWhileDeploying(builder);
    requireBuilderState(builder, ['RUNNING'], 'given software');
    const until = world.now() + lasts.deployment;
    const count = deploySoftware(world, builder, until, input.RetryFailedDeployments ?? false);
    if (count === 0) {
      throw awsError(
        'OperationNotPermittedException',
        `The image builder ${builder.Name} has no software that waits for its deployment.`,
      );
    }
    builder.State = 'SYNCING_APPS';
    builder.coming = [{ at: until, from: 'SYNCING_APPS', to: 'RUNNING' }];
    return {};
  },

  DescribeSoftwareAssociations(
    input: DescribeSoftwareAssociationsRequest,
    context: Context,
  ): DescribeSoftwareAssociationsResult {
    const { region, account } = context;
    const { AssociatedResource: arn = '' } = input;
    const resource = region.imageBuilders.get(arn) ?? region.images.get(arn);
    if (resource?.owner !== account.id) return missing('resource', arn, account.id);
    const { items, token } = context.page(
      [...(resource.software?.values() ?? [])],
      ({ SoftwareName }) => SoftwareName,
      { token: input.NextToken, size: pageSize(input.MaxResults, othersPerPage) },
    );
    return {
      AssociatedResource: arn,
      SoftwareAssociations: items.map(({ ends: _ends, ...each }) => each),
      NextToken: token,
    };
  },
} satisfies Handlers;

/** Source: the model on SoftwareNames. Assumption: the error for any other name. */
export function requireOffered(names: readonly string[]): void {
  const unknown = names.find((name) => !isOffered(name));
  if (unknown === undefined) return;
  throw awsError(
    'InvalidParameterCombinationException',
    `The license included application ${unknown} is not supported.`,
  );
}

/** Source: all of the software is Microsoft's, for Windows. Assumption: the words. */
export function requireInstallable(name: string, platform: string | undefined): void {
  if (isWindows(platform)) return;
  throw awsError(
    'IncompatibleImageException',
    `${name} runs on ${platform ?? 'an unknown platform'}, which has no license included applications.`,
  );
}

function softwareOf(builder: ImageBuilderRecord): Map<string, SoftwareRecord> {
  builder.software ??= new Map();
  return builder.software;
}

/** Assumption: associating again what is associated is refused. */
function requireNew(
  { Name }: ImageBuilderRecord,
  associated: ReadonlyMap<string, SoftwareRecord>,
  names: readonly string[],
): void {
  const there = names.find((name) => associated.has(name));
  if (there === undefined) return;
  throw awsError(
    'InvalidParameterCombinationException',
    `${there} is already associated with the image builder ${Name}.`,
  );
}

function notAssociated({ Name }: ImageBuilderRecord, name: string): never {
  throw awsError(
    'ResourceNotFoundException',
    `${name} is not associated with the image builder ${Name}.`,
  );
}

/** Assumption: one deployment at a time, as the declared error suggests. */
function refuseWhileDeploying({ Name, State }: ImageBuilderRecord): void {
  if (State !== 'SYNCING_APPS') return;
  throw awsError(
    'ConcurrentModificationException',
    `The image builder ${Name} is being changed by another deployment.`,
  );
}
