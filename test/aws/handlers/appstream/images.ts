import type {
  DeleteImageRequest,
  DeleteImageResult,
  DescribeImagesRequest,
  DescribeImagesResult,
  Image,
} from '@aws-sdk/client-appstream';
import { lasts } from '../../appstream/lasts';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import type { ImageRecord, Region } from '../../world';
import { ownImage } from '../../world';
import { missing, ownedBy, pageSize, requireOwnImage, unique } from './common';

/** Largest and default page of DescribeImages: MaxResults is 0..25 in the model. */
const imagesPerPage = 25;

/** The images of an account, and the end of one. */
export const images = {
  DescribeImages(input: DescribeImagesRequest, context: Context): DescribeImagesResult {
    const { account, region } = context;
    const chosen = chosenImages(input, account.id, region)
      .map((image) => seenBy(image, account.id))
      .filter((image) => input.Type === undefined || image.Visibility === input.Type);
    const { items, token } = context.page(chosen, (image) => image.Arn ?? '', {
      token: input.NextToken,
      size: pageSize(input.MaxResults, imagesPerPage),
    });
    return { Images: items, NextToken: token };
  },

  /** Assumption: it is gone a while after, and can be seen being deleted until then. */
  DeleteImage(input: DeleteImageRequest, context: Context): DeleteImageResult {
    const { world, account } = context;
    const image = requireOwnImage(context, input.Name);
    requireFinished(image);
    requireUnshared(image);
    requireUnused(context, image);
    image.State = 'DELETING';
    image.coming = [{ at: world.now() + lasts.deletion, from: 'DELETING', to: undefined }];
    return { Image: seenBy(image, account.id) };
  },
} satisfies Handlers;

/**
 * Gives the images that a request means: `Names` finds public and own images, shared ones are
 * found by `Arns` alone, and without either it is everything that the account can use.
 * Source: the API reference's words on Names and Arns of DescribeImages. That both at once are
 * refused is an assumption from the error that the operation declares.
 */
function chosenImages(
  input: DescribeImagesRequest,
  accountId: string,
  region: Region,
): readonly ImageRecord[] {
  const { Names: names = [], Arns: arns = [] } = input;
  if (names.length > 0 && arns.length > 0) {
    throw awsError(
      'InvalidParameterCombinationException',
      'Image names and image ARNs cannot be specified together.',
    );
  }
  if (names.length > 0) {
    return unique(names).map(
      (name) =>
        ownImage(region, accountId, name) ??
        ownImage(region, '', name) ??
        missing('image', name, accountId),
    );
  }
  const usable = [...region.images.values()].filter((image) => canUse(image, accountId));
  if (arns.length === 0) return usable;
  return unique(arns).map(
    (arn) => usable.find((image) => image.Arn === arn) ?? missing('image', arn, accountId),
  );
}

/** Tells whether an account can see an image: a public one, its own, or one that is shared with it. */
export function canUse(image: ImageRecord, accountId: string): boolean {
  return image.owner === '' || image.owner === accountId || image.permissions.has(accountId);
}

/** Describes an image as one account sees it: public, its own, or shared with it. */
export function seenBy(record: ImageRecord, accountId: string): Image {
  const {
    owner,
    permissions,
    tags: _tags,
    coming: _coming,
    copyOf: _copyOf,
    software: _software,
    ...image
  } = record;
  if (owner === '') return { ...image, Visibility: 'PUBLIC' };
  if (owner === accountId) {
    const shared = permissions.size > 0 ? 'TRUE' : 'FALSE';
    return { ...image, Visibility: 'PRIVATE', ImageSharedWithOthers: shared };
  }
  return { ...image, Visibility: 'SHARED', ImagePermissions: permissions.get(accountId) };
}

/** Assumption: which of the declared errors answers for an image that is still being made. */
function requireFinished(image: ImageRecord): void {
  if (image.State === 'AVAILABLE' || image.State === 'FAILED') return;
  throw awsError(
    'OperationNotPermittedException',
    `The image ${image.Name} is ${image.State} and cannot be deleted.`,
  );
}

/** Source: "Administer Your Images" of the Administration Guide: an image that is shared stays. */
function requireUnshared(image: ImageRecord): void {
  if (image.permissions.size === 0) return;
  throw inUse(image, 'it is shared with other accounts');
}

/**
 * Source: the same page for fleets. Assumptions: fleets in any state; those of other accounts do not
 * count once the image is no longer shared; image builders count while they are made from it, as they
 * have a copy afterwards; so do exports and copies that go on.
 */
function requireUnused({ world, region, account }: Context, image: ImageRecord): void {
  const fleet = ownedBy(region.fleets, account.id).find(({ ImageArn }) => ImageArn === image.Arn);
  if (fleet) throw inUse(image, `the fleet ${fleet.Name} uses it`);
  const builder = [...region.imageBuilders.values()].find(
    ({ ImageArn, State }) => ImageArn === image.Arn && State === 'PENDING',
  );
  if (builder) throw inUse(image, `the image builder ${builder.Name} is made from it`);
  const exporting = [...region.exportTasks.values()].some(
    ({ ImageArn, State }) => ImageArn === image.Arn && State === 'EXPORTING',
  );
  if (exporting) throw inUse(image, 'it is being exported');
  const copying = [...world.regions.values()].some((each) =>
    ownedBy(each.images, account.id).some(
      ({ State, copyOf }) => State === 'COPYING' && copyOf === image.Arn,
    ),
  );
  if (copying) throw inUse(image, 'it is being copied');
}

function inUse(image: ImageRecord, why: string) {
  return awsError(
    'ResourceInUseException',
    `The image ${image.Name} is in use and cannot be deleted: ${why}.`,
  );
}
