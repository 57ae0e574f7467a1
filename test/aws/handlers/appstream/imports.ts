import type {
  Application,
  ApplicationConfig,
  CreateImportedImageRequest,
  CreateImportedImageResult,
} from '@aws-sdk/client-appstream';
import { lasts } from '../../appstream/lasts';
import type { Coming } from '../../appstream/life';
import { comingOf } from '../../appstream/life';
import { latestAgent, platformOfAmi } from '../../appstream/platforms';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { isSharedWith } from '../../image-builder/amis';
import type { AmiRecord } from '../../image-builder/records';
import { addImage } from '../../world';
import { given, missing, requireFreeName, requireRole, requireRoomForImage } from './common';
import { seenBy } from './images';

/** Images out of AMIs of EC2. */
export const imports = {
  /**
   * Source: the model. A dry run that succeeds is an error, after all else was checked. Assumptions:
   * images of WorkSpaces are not there; both versions of the agent are the newest one at the time.
   */
  CreateImportedImage(
    input: CreateImportedImageRequest,
    context: Context,
  ): CreateImportedImageResult {
    const { world, region, account } = context;
    const { Name = '', AppCatalogConfig = [], Tags } = input;
    requireOneSource(input);
    requireDifferent(AppCatalogConfig);
    requireRole(context, input.IamRoleArn);
    const ami = amiOf(context, input.SourceAmiId ?? input.WorkspaceImageId ?? '');
    requireImportable(ami);
    requireFreeName(region, account.id, Name);
    requireRoomForImage(context, region, account.id);
    if (input.DryRun === true) {
      throw awsError(
        'DryRunOperationException',
        'Request would have succeeded, but DryRun flag is set.',
      );
    }
    const image = addImage(region, account.id, Name, {
      ...given({ DisplayName: input.DisplayName, Description: input.Description }),
      State: 'IMPORTING',
      ImageType: 'CUSTOM',
      Platform: platformOfAmi(ami),
      ImageBuilderSupported: true,
      SupportedInstanceFamilies: ['GENERAL_PURPOSE', 'COMPUTE_OPTIMIZED', 'MEMORY_OPTIMIZED'],
      DynamicAppProvidersEnabled: 'DISABLED',
      ManagedSoftwareIncluded: false,
      AppstreamAgentVersion: latestAgent,
      LatestAppstreamAgentVersion: 'TRUE',
      CreatedTime: new Date(world.now()),
      Applications: AppCatalogConfig.map((each) => applicationOf(each, world.now())),
      coming: comingOfImport(context, Name, input.RuntimeValidationConfig !== undefined),
      ...(Tags && { tags: Tags }),
    });
    return { Image: seenBy(image, account.id) };
  },
} satisfies Handlers;

/** An image whose streaming is tried out is VALIDATING after it was imported. */
function comingOfImport({ world }: Context, name: string, validated: boolean): readonly Coming[] {
  const code = 'IMAGE_IMPORT_FAILURE';
  const { importing, validation } = lasts;
  if (!validated) {
    return [comingOf(world, name, { from: 'IMPORTING', lasts: importing, to: 'AVAILABLE', code })];
  }
  const at = world.now() + importing;
  return [
    { at, from: 'IMPORTING', to: 'VALIDATING' },
    comingOf(world, name, { from: 'VALIDATING', lasts: validation, to: 'AVAILABLE', code, at }),
  ];
}

function applicationOf(
  {
    Name,
    DisplayName = Name,
    AbsoluteAppPath,
    LaunchParameters,
    WorkingDirectory,
  }: ApplicationConfig,
  now: number,
): Application {
  return {
    ...given({
      Name,
      DisplayName,
      LaunchPath: AbsoluteAppPath,
      LaunchParameters,
      WorkingDirectory,
    }),
    Enabled: true,
    Metadata: {},
    CreatedTime: new Date(now),
  };
}

/** Assumption: one source is to be named, and the role with it. */
function requireOneSource(input: CreateImportedImageRequest): void {
  const { SourceAmiId, WorkspaceImageId, IamRoleArn } = input;
  if ((SourceAmiId === undefined) === (WorkspaceImageId === undefined)) {
    throw awsError(
      'InvalidParameterCombinationException',
      'Exactly one of SourceAmiId and WorkspaceImageId must be specified.',
    );
  }
  if (SourceAmiId === undefined || IamRoleArn !== undefined) return;
  throw awsError(
    'InvalidParameterCombinationException',
    'IamRoleArn must be specified with SourceAmiId.',
  );
}

/** Source: the model on the name of an application: unique in the catalog. Assumption: the error. */
function requireDifferent(catalog: readonly ApplicationConfig[]): void {
  const names = catalog.map(({ Name }) => Name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw awsError(
    'InvalidParameterCombinationException',
    `The application ${twice} is in the application catalog more than once.`,
  );
}

/**
 * Gives the AMI in the caller's Region: one that belongs to the account or is shared with it.
 * Assumption: a public one is neither.
 */
function amiOf({ world, region, account }: Context, id: string): AmiRecord {
  const ami = region.amis.get(id);
  if (!ami) return missing('AMI', id, account.id);
  if (ami.OwnerId === account.id || isSharedWith(world, ami, account.id)) return ami;
  return missing('AMI', id, account.id);
}

/** Assumption: the error for either. AppStream's instances are all of x86. */
function requireImportable({ ImageId, State, Architecture }: AmiRecord): void {
  if (State !== 'available') {
    throw awsError(
      'OperationNotPermittedException',
      `The AMI ${ImageId} is ${State ?? 'in no state'} and cannot be imported.`,
    );
  }
  if (Architecture === 'x86_64') return;
  throw awsError(
    'IncompatibleImageException',
    `The AMI ${ImageId} has the architecture ${Architecture ?? 'unknown'}, which is not supported.`,
  );
}
