import type {
  CreateImageBuilderRequest,
  CreateImageBuilderResult,
  CreateImageBuilderStreamingURLRequest,
  CreateImageBuilderStreamingURLResult,
  DeleteImageBuilderRequest,
  DeleteImageBuilderResult,
  DescribeImageBuildersRequest,
  DescribeImageBuildersResult,
  ImageBuilder,
  StartImageBuilderRequest,
  StartImageBuilderResult,
  StopImageBuilderRequest,
  StopImageBuilderResult,
} from '@aws-sdk/client-appstream';
import {
  baseOf,
  requireBuilderState,
  requireFamily,
  requireLaunchable,
  requireNewBuilder,
  requireSettings,
  requireValidity,
} from './builder-rules';
import { lasts } from '../../appstream/lasts';
import { comingOf } from '../../appstream/life';
import { latestAgent } from '../../appstream/platforms';
import type { SoftwareRecord } from '../../appstream/software';
import { deploySoftware } from '../../appstream/software';
import type { Context, Handlers } from '../../handler';
import { canary, takeNumber } from '../../secrets';
import type { ImageBuilderRecord, ImageRecord, World } from '../../world';
import { addImageBuilder } from '../../world';
import {
  chosenByName,
  given,
  othersPerPage,
  ownedBy,
  pageSize,
  requireOwnBuilder,
  requireRole,
} from './common';
import { requireInstallable, requireOffered } from './software';

/** Source: the model on Validity. */
const defaultValidity = 3600;

/** Image builders, from their launch to their end. */
export const builders = {
  DescribeImageBuilders(
    input: DescribeImageBuildersRequest,
    context: Context,
  ): DescribeImageBuildersResult {
    const all = ownedBy(context.region.imageBuilders, context.account.id);
    const { items, token } = context.page(
      chosenByName('image builder', all, input.Names, context.account.id),
      (builder) => builder.Name,
      { token: input.NextToken, size: pageSize(input.MaxResults, othersPerPage) },
    );
    return { ImageBuilders: items.map(described), NextToken: token };
  },

  CreateImageBuilder(input: CreateImageBuilderRequest, context: Context): CreateImageBuilderResult {
    const { world, region, account } = context;
    const { Name = '', InstanceType = '', Tags, SoftwaresToInstall = [] } = input;
    requireNewBuilder(context, Name);
    const image = baseOf(context, input);
    requireLaunchable(image);
    requireFamily(image, InstanceType);
    requireSettings(input);
    requireRole(context, input.IamRoleArn);
    const removed = input.SoftwaresToUninstall ?? [];
    requireOffered([...SoftwaresToInstall, ...removed]);
    if (SoftwaresToInstall.length > 0) requireInstallable(image.Name, image.Platform);
    const builder = addImageBuilder(region, account.id, Name, {
      image,
      InstanceType,
      State: 'PENDING',
      CreatedTime: new Date(world.now()),
      Platform: image.Platform,
      ...given({
        Description: input.Description,
        DisplayName: input.DisplayName,
        VpcConfig: input.VpcConfig,
        IamRoleArn: input.IamRoleArn,
        DomainJoinInfo: input.DomainJoinInfo,
        AccessEndpoints: input.AccessEndpoints,
        RootVolumeConfig: input.RootVolumeConfig,
        DisableIMDSV1: input.DisableIMDSV1,
      }),
      EnableDefaultInternetAccess: input.EnableDefaultInternetAccess ?? false,
      ...agentOf(input.AppstreamAgentVersion ?? image.AppstreamAgentVersion),
      catalog: image.Applications ?? [],
      software: softwareFor(image, SoftwaresToInstall, removed),
      coming: [launching(world, Name, lasts.launch)],
      ...(Tags && { tags: Tags }),
    });
    deploySoftware(world, builder, world.now() + lasts.launch);
    return { ImageBuilder: described(builder) };
  },

  /** Assumption: which of the declared errors answers when it is not stopped. */
  StartImageBuilder(input: StartImageBuilderRequest, context: Context): StartImageBuilderResult {
    const builder = requireOwnBuilder(context, input.Name);
    requireBuilderState(builder, ['STOPPED'], 'started', 'ResourceNotAvailableException');
    builder.State = 'PENDING';
    builder.coming = [launching(context.world, builder.Name, lasts.start)];
    if (input.AppstreamAgentVersion !== undefined) {
      Object.assign(builder, agentOf(input.AppstreamAgentVersion));
    }
    return { ImageBuilder: described(builder) };
  },

  StopImageBuilder(input: StopImageBuilderRequest, context: Context): StopImageBuilderResult {
    const builder = requireOwnBuilder(context, input.Name);
    requireBuilderState(builder, ['RUNNING'], 'stopped');
    builder.State = 'STOPPING';
    const at = context.world.now() + lasts.stop;
    builder.coming = [{ at, from: 'STOPPING', to: 'STOPPED' }];
    return { ImageBuilder: described(builder) };
  },

  /** Assumptions: a running builder can be deleted too; it can be seen being deleted for a while. */
  DeleteImageBuilder(input: DeleteImageBuilderRequest, context: Context): DeleteImageBuilderResult {
    const builder = requireOwnBuilder(context, input.Name);
    requireBuilderState(builder, ['RUNNING', 'STOPPED', 'FAILED'], 'deleted');
    builder.State = 'DELETING';
    const at = context.world.now() + lasts.deletion;
    builder.coming = [{ at, from: 'DELETING', to: undefined }];
    return { ImageBuilder: described(builder) };
  },

  /** Assumption: the form of the address, and that the builder has to run. */
  CreateImageBuilderStreamingURL(
    input: CreateImageBuilderStreamingURLRequest,
    context: Context,
  ): CreateImageBuilderStreamingURLResult {
    const { world, region } = context;
    const builder = requireOwnBuilder(context, input.Name);
    const { Validity = defaultValidity } = input;
    requireValidity(Validity);
    requireBuilderState(builder, ['RUNNING'], 'streamed');
    const secret = canary('streaming/url', takeNumber(world), 80);
    const Expires = new Date(world.now() + Validity * 1000);
    return {
      StreamingURL: `https://appstream2.${region.name}.aws.amazon.com/authenticate?parameters=${encodeURIComponent(secret)}`,
      Expires,
    };
  },
} satisfies Handlers;

function described(record: ImageBuilderRecord): ImageBuilder {
  const {
    owner: _owner,
    tags: _tags,
    coming: _coming,
    software: _software,
    catalog: _catalog,
    ...builder
  } = record;
  return builder;
}

function launching(world: World, name: string, time: number) {
  return comingOf(world, name, {
    from: 'PENDING',
    lasts: time,
    to: 'RUNNING',
    code: 'INTERNAL_ERROR',
  });
}

/** Source: the model on AppstreamAgentVersion: `LATEST` is the newest one. */
function agentOf(
  version: string | undefined,
): Pick<ImageBuilderRecord, 'AppstreamAgentVersion' | 'LatestAppstreamAgentVersion'> {
  const AppstreamAgentVersion = version === 'LATEST' ? latestAgent : version;
  if (AppstreamAgentVersion === undefined) return {};
  const isLatest = AppstreamAgentVersion === latestAgent;
  return { AppstreamAgentVersion, LatestAppstreamAgentVersion: isLatest ? 'TRUE' : 'FALSE' };
}

/** What the image has, with what is staged for the launch. */
function softwareFor(
  image: ImageRecord,
  install: readonly string[],
  remove: readonly string[],
): Map<string, SoftwareRecord> {
  const software = new Map(image.software ?? []);
  for (const SoftwareName of install) {
    software.set(SoftwareName, { SoftwareName, Status: 'STAGED_FOR_INSTALLATION' });
  }
  for (const SoftwareName of remove) {
    if (!software.has(SoftwareName)) continue;
    software.set(SoftwareName, { SoftwareName, Status: 'STAGED_FOR_UNINSTALLATION' });
  }
  return software;
}
