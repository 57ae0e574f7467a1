import type {
  DeleteImagePermissionsRequest,
  DescribeFleetsRequest,
  DescribeFleetsResult,
  DescribeImageBuildersRequest,
  DescribeImageBuildersResult,
  DescribeImagePermissionsRequest,
  DescribeImagePermissionsResult,
  DescribeImagesRequest,
  DescribeImagesResult,
  Image,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  UpdateImagePermissionsRequest,
} from '@aws-sdk/client-appstream';
import { awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import type { FleetRecord, ImageBuilderRecord, ImageRecord, Region } from '../world';
import { ownImage, setPermissions } from '../world';

/** Largest and default page of DescribeImages: MaxResults is 0..25 in the model. */
const imagesPerPage = 25;

/** Largest and default page of DescribeImagePermissions: MaxResults is 0..500 in the model. */
const permissionsPerPage = 500;

/** Assumption: DescribeFleets and DescribeImageBuilders document no page size at all. */
const othersPerPage = 25;

/** AppStream 2.0, as far as the product calls it. */
export const appstream = {
  DescribeImages(input: DescribeImagesRequest, context: Context): DescribeImagesResult {
    const { account, region } = context;
    const images = chosenImages(input, account.id, region)
      .map((image) => seenBy(image, account.id))
      .filter((image) => input.Type === undefined || image.Visibility === input.Type);
    const { items, token } = context.page(images, (image) => image.Arn ?? '', {
      token: input.NextToken,
      size: pageSize(input.MaxResults, imagesPerPage),
    });
    return { Images: items, NextToken: token };
  },

  DescribeImagePermissions(
    input: DescribeImagePermissionsRequest,
    context: Context,
  ): DescribeImagePermissionsResult {
    const image = requireOwnImage(context, input.Name);
    const only = input.SharedAwsAccountIds;
    const shares = [...image.permissions]
      .filter(([id]) => !only || only.includes(id))
      .map(([sharedAccountId, imagePermissions]) => ({ sharedAccountId, imagePermissions }));
    const { items, token } = context.page(shares, (share) => share.sharedAccountId, {
      token: input.NextToken,
      size: pageSize(input.MaxResults, permissionsPerPage),
    });
    return { Name: image.Name, SharedImagePermissionsList: items, NextToken: token };
  },

  UpdateImagePermissions(input: UpdateImagePermissionsRequest, context: Context): object {
    const image = requireOwnImage(context, input.Name);
    const accountId = input.SharedAccountId ?? '';
    requireAvailable(image);
    requireAccountId(accountId);
    refuseOwnAccount(image, accountId);
    // Assumption: a flag that is left out counts as false, as the console sends both.
    const permissions = {
      allowFleet: input.ImagePermissions?.allowFleet ?? false,
      allowImageBuilder: input.ImagePermissions?.allowImageBuilder ?? false,
    };
    if (permissions.allowFleet || permissions.allowImageBuilder) {
      requireRoomFor(accountId, image, context.world.quotas.accountsPerImage);
    }
    setPermissions(context.region, image, accountId, permissions);
    return {};
  },

  DeleteImagePermissions(input: DeleteImagePermissionsRequest, context: Context): object {
    const image = requireOwnImage(context, input.Name);
    const accountId = input.SharedAccountId ?? '';
    requireAvailable(image);
    requireAccountId(accountId);
    requireShared(image, accountId);
    setPermissions(context.region, image, accountId, {
      allowFleet: false,
      allowImageBuilder: false,
    });
    return {};
  },

  ListTagsForResource(
    input: ListTagsForResourceRequest,
    { account, region }: Context,
  ): ListTagsForResourceResponse {
    const arn = input.ResourceArn ?? '';
    const resource =
      region.images.get(arn) ?? region.fleets.get(arn) ?? region.imageBuilders.get(arn);
    // Assumption: an account reads the tags of its own resources only, for tags are not shared.
    if (!resource || resource.owner !== account.id) {
      throw awsError('ResourceNotFoundException', `The resource ${arn} does not exist.`);
    }
    return { Tags: Object.fromEntries(resource.tags) };
  },

  DescribeFleets(input: DescribeFleetsRequest, context: Context): DescribeFleetsResult {
    const fleets = ownedBy(context.region.fleets, context.account.id);
    const { items, token } = context.page(
      chosenByName('fleet', fleets, input.Names, context.account.id),
      (fleet) => fleet.Name,
      { token: input.NextToken, size: othersPerPage },
    );
    return { Fleets: items.map(describedFleet), NextToken: token };
  },

  DescribeImageBuilders(
    input: DescribeImageBuildersRequest,
    context: Context,
  ): DescribeImageBuildersResult {
    const builders = ownedBy(context.region.imageBuilders, context.account.id);
    const { items, token } = context.page(
      chosenByName('image builder', builders, input.Names, context.account.id),
      (builder) => builder.Name,
      { token: input.NextToken, size: pageSize(input.MaxResults, othersPerPage) },
    );
    return { ImageBuilders: items.map(describedBuilder), NextToken: token };
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

function canUse(image: ImageRecord, accountId: string): boolean {
  return image.owner === '' || image.owner === accountId || image.permissions.has(accountId);
}

/** Describes an image as one account sees it: public, its own, or shared with it. */
function seenBy(record: ImageRecord, accountId: string): Image {
  const { owner, permissions, tags: _tags, ...image } = record;
  if (owner === '') return { ...image, Visibility: 'PUBLIC' };
  if (owner === accountId) {
    const shared = permissions.size > 0 ? 'TRUE' : 'FALSE';
    return { ...image, Visibility: 'PRIVATE', ImageSharedWithOthers: shared };
  }
  return { ...image, Visibility: 'SHARED', ImagePermissions: permissions.get(accountId) };
}

function describedFleet({ owner: _owner, tags: _tags, ...fleet }: FleetRecord) {
  return { ...fleet, InstanceType: fleet.InstanceType, State: fleet.State };
}

function describedBuilder({ owner: _owner, tags: _tags, ...builder }: ImageBuilderRecord) {
  return builder;
}

function requireOwnImage({ account, region }: Context, name = ''): ImageRecord {
  return ownImage(region, account.id, name) ?? missing('image', name, account.id);
}

/** The wording is that of terraform-provider-aws issue 25875, for images and other resources. */
function missing(type: string, name: string, accountId: string): never {
  throw awsError(
    'ResourceNotFoundException',
    `The ${type} ${name} for account ${accountId} does not exist.`,
  );
}

/** Wording: terraform-provider-aws issue 25590. */
function requireAvailable(image: ImageRecord): void {
  if (image.State === 'AVAILABLE') return;
  throw awsError(
    'ResourceNotAvailableException',
    `The image ${image.Name} is ${image.State}. The image must be in an AVAILABLE state for this action to succeed.`,
  );
}

/**
 * An account id has 12 digits. The model's pattern takes any number of digits and only the prose
 * says 12: that AWS refuses the others, and how, is an assumption on the safe side.
 */
function requireAccountId(accountId: string): void {
  if (/^\d{12}$/u.test(accountId)) return;
  throw awsError(
    'ValidationException',
    `The account ID ${accountId} is not a valid AWS account ID.`,
  );
}

/** Assumption: no document says which of the declared errors answers sharing with oneself. */
function refuseOwnAccount(image: ImageRecord, accountId: string): void {
  if (accountId !== image.owner) return;
  throw awsError(
    'ResourceNotAvailableException',
    `The image ${image.Name} cannot be shared with the account that owns it.`,
  );
}

/** Source: AppStream quota L-99A44980, 100 accounts an image; changing a share needs no room. */
function requireRoomFor(accountId: string, image: ImageRecord, quota: number): void {
  if (image.permissions.has(accountId) || image.permissions.size < quota) return;
  throw awsError(
    'LimitExceededException',
    `The image ${image.Name} is already shared with ${image.permissions.size} accounts, which is the limit.`,
  );
}

/** Assumption: deleting what is not there is not found, as the declared errors suggest. */
function requireShared(image: ImageRecord, accountId: string): void {
  if (image.permissions.has(accountId)) return;
  throw awsError(
    'ResourceNotFoundException',
    `The image ${image.Name} is not shared with account ${accountId}.`,
  );
}

function ownedBy<Item extends { readonly owner: string }>(
  all: ReadonlyMap<string, Item>,
  owner: string,
): readonly Item[] {
  return [...all.values()].filter((item) => item.owner === owner);
}

function chosenByName<Item extends { readonly Name: string }>(
  type: string,
  items: readonly Item[],
  names: readonly string[] | undefined,
  accountId: string,
): readonly Item[] {
  if (!names || names.length === 0) return items;
  return unique(names).map(
    (name) => items.find((item) => item.Name === name) ?? missing(type, name, accountId),
  );
}

/** Assumption: MaxResults 0, which the model allows, means the default. */
function pageSize(asked: number | undefined, most: number): number {
  return asked === undefined || asked <= 0 ? most : Math.min(asked, most);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
