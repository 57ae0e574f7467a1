import type {
  CopyImageRequest,
  CopyImageResponse,
  CreateUpdatedImageRequest,
  CreateUpdatedImageResult,
} from '@aws-sdk/client-appstream';
import { lasts } from '../../appstream/lasts';
import { comingOf } from '../../appstream/life';
import { isWindows, latestAgent } from '../../appstream/platforms';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import type { ImageRecord, Region } from '../../world';
import { addImage } from '../../world';
import {
  given,
  ownedBy,
  requireAvailable,
  requireFreeName,
  requireOwnImage,
  requireRoomForImage,
} from './common';
import { seenBy } from './images';

/** New images that are made from others without a builder. */
export const copies = {
  /**
   * Source: the model: within the account, also to the same Region, and without tags. What is shared
   * stays with the source. Assumption: its base image is that of the source.
   */
  CopyImage(input: CopyImageRequest, context: Context): CopyImageResponse {
    const { world, account } = context;
    const { DestinationImageName = '', DestinationRegion = '' } = input;
    const source = requireOwnImage(context, input.SourceImageName);
    requireAvailable(source);
    const region = destinationOf(context, DestinationRegion);
    requireFreeName(region, account.id, DestinationImageName);
    requireRoomForCopy(context, region);
    requireRoomForImage(context, region, account.id);
    addImage(region, account.id, DestinationImageName, {
      ...takenOver(source),
      ...given({ Description: input.DestinationImageDescription }),
      State: 'COPYING',
      CreatedTime: new Date(world.now()),
      copyOf: source.Arn,
      coming: [
        comingOf(world, DestinationImageName, {
          from: 'COPYING',
          lasts: lasts.copy,
          to: 'AVAILABLE',
          code: 'IMAGE_COPY_FAILURE',
        }),
      ],
    });
    return { DestinationImageName };
  },

  /**
   * Source: the model. Assumptions: there is an update when the image runs on Windows and its agent
   * is not the newest; a dry run says so of any image of the account, and looks at nothing else.
   */
  CreateUpdatedImage(input: CreateUpdatedImageRequest, context: Context): CreateUpdatedImageResult {
    const { world, region, account } = context;
    const { newImageName = '', newImageTags } = input;
    const source = requireOwnImage(context, input.existingImageName);
    if (input.dryRun === true) return { canUpdateImage: canBeUpdated(source) };
    requireUpdatable(source);
    requireFreeName(region, account.id, newImageName);
    requireRoomForUpdate(context);
    requireRoomForImage(context, region, account.id);
    const image = addImage(region, account.id, newImageName, {
      ...takenOver(source),
      ...given({
        DisplayName: input.newImageDisplayName,
        Description: input.newImageDescription,
      }),
      State: 'PENDING',
      BaseImageArn: source.Arn,
      AppstreamAgentVersion: latestAgent,
      LatestAppstreamAgentVersion: 'TRUE',
      CreatedTime: new Date(world.now()),
      coming: [
        comingOf(world, newImageName, {
          from: 'PENDING',
          lasts: lasts.update,
          to: 'AVAILABLE',
          code: 'IMAGE_UPDATE_FAILURE',
        }),
      ],
      ...(newImageTags && { tags: newImageTags }),
    });
    return { image: seenBy(image, account.id), canUpdateImage: true };
  },
} satisfies Handlers;

/** Source of the builder that is left out: the model on ImageBuilderName. */
function takenOver(source: ImageRecord) {
  const {
    Arn: _arn,
    Name: _name,
    owner: _owner,
    permissions: _permissions,
    tags: _tags,
    coming: _coming,
    copyOf: _copyOf,
    ImageBuilderName: _builder,
    StateChangeReason: _reason,
    ImageErrors: _errors,
    software,
    ...image
  } = source;
  return { ...image, ...(software && { software: new Map(software) }) };
}

/** Assumption: the error for a Region that is not there, or is of another partition. */
function destinationOf({ world, account }: Context, name: string): Region {
  const region = world.regions.get(name);
  if (region?.partition === account.partition) return region;
  throw awsError('ValidationException', `The Region ${name} is not supported.`);
}

/** Source: quota L-60244546, copies at once per destination Region, 2 unless raised. */
function requireRoomForCopy({ world, account }: Context, region: Region): void {
  const { copiesPerDestination: quota } = world.quotas;
  const copying = ownedBy(region.images, account.id).filter(
    ({ State, copyOf }) => State === 'COPYING' && copyOf !== undefined,
  );
  if (copying.length < quota) return;
  throw awsError(
    'LimitExceededException',
    `The limit of ${quota} concurrent image copies to ${region.name} has been reached.`,
  );
}

function canBeUpdated({ Platform, AppstreamAgentVersion }: ImageRecord): boolean {
  return isWindows(Platform) && AppstreamAgentVersion !== latestAgent;
}

/** Assumption: which of the declared errors answers for an image that is not available. */
function requireUpdatable(image: ImageRecord): void {
  const { Name, State } = image;
  if (State !== 'AVAILABLE') {
    throw awsError(
      'OperationNotPermittedException',
      `The image ${Name} is ${State} and cannot be updated.`,
    );
  }
  if (canBeUpdated(image)) return;
  throw awsError('IncompatibleImageException', `The image ${Name} cannot be updated.`);
}

/** Source: quota L-9B6418E0, image updates at once, 5 unless raised. */
function requireRoomForUpdate({ world, region, account }: Context): void {
  const { updates: quota } = world.quotas;
  const updating = ownedBy(region.images, account.id).filter(
    ({ State, coming }) => State === 'PENDING' && coming !== undefined,
  );
  if (updating.length < quota) return;
  throw awsError(
    'LimitExceededException',
    `The limit of ${quota} concurrent image updates has been reached.`,
  );
}
