import { awsError } from '../../errors';
import type { Context } from '../../handler';
import type { ImageBuilderRecord, ImageRecord, Region } from '../../world';
import { ownImage, ownImageBuilder } from '../../world';

/** Assumption: DescribeFleets, DescribeImageBuilders and DescribeStacks document no page size. */
export const othersPerPage = 25;

/** Gives the caller's own image of that name. */
export function requireOwnImage({ account, region }: Context, name = ''): ImageRecord {
  return ownImage(region, account.id, name) ?? missing('image', name, account.id);
}

/** The wording is that of terraform-provider-aws issue 25875, for images and other resources. */
export function missing(type: string, name: string, accountId: string): never {
  throw awsError(
    'ResourceNotFoundException',
    `The ${type} ${name} for account ${accountId} does not exist.`,
  );
}

/** Gives the caller's own image builder of that name. */
export function requireOwnBuilder({ account, region }: Context, name = ''): ImageBuilderRecord {
  return ownImageBuilder(region, account.id, name) ?? missing('image builder', name, account.id);
}

/** Wording: terraform-provider-aws issue 25590. */
export function requireAvailable(image: ImageRecord): void {
  if (image.State === 'AVAILABLE') return;
  throw awsError(
    'ResourceNotAvailableException',
    `The image ${image.Name} is ${image.State}. The image must be in an AVAILABLE state for this action to succeed.`,
  );
}

/** Gives what an account owns. */
export function ownedBy<Item extends { readonly owner: string }>(
  all: ReadonlyMap<string, Item>,
  owner: string,
): readonly Item[] {
  return [...all.values()].filter((item) => item.owner === owner);
}

/** Gives the things of those names in their order, or all of them when there are no names. */
export function chosenByName<Item extends { readonly Name: string }>(
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
export function pageSize(asked: number | undefined, most: number): number {
  return asked === undefined || asked <= 0 ? most : Math.min(asked, most);
}

/** Gives values without those that were there before. */
export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Source: the model on the names of images: unique within the account and Region. */
export function requireFreeName(region: Region, accountId: string, name = ''): void {
  if (!ownImage(region, accountId, name)) return;
  throw awsError(
    'ResourceAlreadyExistsException',
    `The image ${name} for account ${accountId} already exists.`,
  );
}

/**
 * Source: the quota of images, 10 unless raised. Assumption: every image counts, in whatever state it
 * is.
 */
export function requireRoomForImage({ world }: Context, region: Region, accountId: string): void {
  const { images: quota } = world.quotas;
  if (ownedBy(region.images, accountId).length < quota) return;
  throw awsError(
    'LimitExceededException',
    `The limit of ${quota} images for account ${accountId} has been reached.`,
  );
}

/**
 * Source: "InvalidRoleException: encountered an error because your IAM role" in terraform-provider-aws,
 * and the model on IamRoleArn: it trusts `appstream.amazonaws.com`. Assumption: a role of another
 * account is refused as one that is not there.
 */
export function requireRole({ account }: Context, arn: string | undefined): void {
  if (arn === undefined) return;
  const role = [...account.roles.values()].find((each) => each.arn === arn);
  if (role?.trusts.has('appstream.amazonaws.com')) return;
  throw awsError(
    'InvalidRoleException',
    `AppStream 2.0 encountered an error because your IAM role ${arn} does not exist or cannot be assumed.`,
  );
}

/** Gives what a request says without the members that it leaves out. */
export function given<Values extends object>(
  values: Values,
): {
  readonly [Name in keyof Values]: Exclude<Values[Name], undefined>;
} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof Values]: Exclude<Values[Name], undefined>;
  };
}
