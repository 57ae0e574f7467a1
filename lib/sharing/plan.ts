import type { ImageRef, ImageShare, SharePermissions } from '../images/image';
import type { Problem } from '../problems/problem';
import type { AccountId, AccountScope, RegionCode } from '../scope';
import { sha256 } from '../sha256';

/** What an account shall be able to do afterwards. Both false means: not shared any more. */
export interface DesiredShare extends SharePermissions {
  readonly account: AccountId;
}

/** Who an image shall be shared with. An image of one name in two Regions is two images. */
export interface DesiredImage {
  readonly region: RegionCode;
  readonly image: ImageRef;
  readonly desired: readonly DesiredShare[];
  /** Exactly so: accounts that are not named lose access. Without it they are left alone. */
  readonly exact?: true;
}

export type ShareChange = 'add' | 'change' | 'remove' | 'unchanged';

/** What a change causes in the other account, each explained by `explainEffect`. */
export type ShareEffect =
  | 'can-run-fleets'
  | 'can-make-copies'
  | 'fleets-drop-to-zero'
  | 'builders-and-images-remain';

/** What becomes of one account of an image. An absent `before` or `after` means: not shared. */
export interface ShareDifference {
  readonly account: AccountId;
  readonly change: ShareChange;
  readonly before?: SharePermissions;
  readonly after?: SharePermissions;
}

/** One item of a plan: one account of one image. */
export interface ShareItem extends ShareDifference {
  readonly kind: 'share';
  readonly region: RegionCode;
  /** The name of the image, which is one in a Region of its owner. */
  readonly image: string;
}

/** One image of a plan, as it was read for it. */
export interface PlannedImage {
  readonly region: RegionCode;
  readonly image: ImageRef;
  /** With how many accounts it is shared, before and after. */
  readonly sharedBefore: number;
  readonly sharedAfter: number;
  /** Why nothing of this image is planned; it has no items then. */
  readonly obstacle?: Problem;
}

/** A change of sharing that was planned from a fresh read. Times are epoch milliseconds. */
export interface SharePlan {
  readonly kind: 'shares';
  /** Identifies exactly this plan: the account, and every item with its before and after. */
  readonly digest: string;
  readonly scope: AccountScope;
  readonly images: readonly PlannedImage[];
  /** By image, in the order of `images`; removals first, as they make room for others. */
  readonly items: readonly ShareItem[];
  readonly madeAt: number;
  readonly expiresAt: number;
}

/** A plan older than this must be made again: what it was made from may have changed. */
export const planLifetime = 15 * 60_000;

/**
 * How many accounts an image can be shared with.
 * Source: AppStream quotas, L-99A44980. It can be raised, so AWS's own refusal is shown too.
 */
export const shareQuota = 100;

/** The most images of a plan, and the most items. */
export const planLimits = { images: 500, items: 20_000 } as const;

/** Where an image is, and its name. */
export type ImagePlace = Pick<ShareItem, 'region' | 'image'>;

/** A text for an image, unique in an account. */
export function imageKey({ region, image }: ImagePlace): string {
  return `${region}/${image}`;
}

/** A text for one account on one image, unique in a plan. */
export function itemKey(item: ImagePlace & Pick<ShareItem, 'account'>): string {
  return `${imageKey(item)}/${item.account}`;
}

/**
 * Compares the desired shares of an image with the current ones: an item for each desired
 * account, and with `exact` one for each other account that loses access. Removals come first.
 */
export function diffShares(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
  exact = false,
): readonly ShareDifference[] {
  const byAccount = new Map(current.map((share) => [share.account, permissionsOf(share)]));
  const named = new Set(desired.map(({ account }) => account));
  const others = exact ? current.filter(({ account }) => !named.has(account)) : [];
  const wanted = [
    ...desired,
    ...others.map(({ account }) => ({ account, fleet: false, imageBuilder: false })),
  ];
  const items = wanted.map((want): ShareDifference => {
    const before = byAccount.get(want.account);
    const after = want.fleet || want.imageBuilder ? permissionsOf(want) : undefined;
    return {
      account: want.account,
      change: changeOf(before, after),
      ...(before && { before }),
      ...(after && { after }),
    };
  });
  return [
    ...items.filter(({ change }) => change === 'remove'),
    ...items.filter(({ change }) => change !== 'remove'),
  ];
}

/** Whether two permissions, or their absence, are the same. */
export function samePermissions(a?: SharePermissions, b?: SharePermissions): boolean {
  return (
    (a?.fleet ?? false) === (b?.fleet ?? false) &&
    (a?.imageBuilder ?? false) === (b?.imageBuilder ?? false)
  );
}

/** With how many accounts the image will be shared when its items are applied. */
export function sharedAfter(
  current: readonly ImageShare[],
  items: readonly ShareDifference[],
): number {
  const { add, remove } = countChanges(items);
  return current.length + add - remove;
}

/** How many items change what. */
export function countChanges(
  items: readonly Pick<ShareDifference, 'change'>[],
): Readonly<Record<ShareChange, number>> {
  const counts = { add: 0, change: 0, remove: 0, unchanged: 0 };
  for (const { change } of items) counts[change] += 1;
  return counts;
}

/** The digest of a plan's content, in hex: SHA-256 over a canonical text of it. */
export function digestOf(
  { partition, account }: AccountScope,
  images: readonly Pick<PlannedImage, 'region' | 'image'>[],
  items: readonly ShareItem[],
): Promise<string> {
  // Sorted by code units, which is the same everywhere.
  const text = JSON.stringify([
    partition,
    account,
    images.map(({ region, image }) => `${region}/${image.name}/${image.arn ?? ''}`).toSorted(),
    items.map((item) => `${itemKey(item)}:${bits(item.before)}:${bits(item.after)}`).toSorted(),
  ]);
  return sha256(text);
}

/** The permissions of a share, without the rest of it. */
export function permissionsOf({ fleet, imageBuilder }: SharePermissions): SharePermissions {
  return { fleet, imageBuilder };
}

/**
 * What a change causes in the other account.
 * Source: "Share an Image That You Own With Another AWS Account", AppStream guide.
 */
export function effectsOf({
  before,
  after,
}: Pick<ShareDifference, 'before' | 'after'>): readonly ShareEffect[] {
  const effects: ShareEffect[] = [];
  if (!before?.fleet && after?.fleet) effects.push('can-run-fleets');
  if (!before?.imageBuilder && after?.imageBuilder) effects.push('can-make-copies');
  if (before?.fleet && !after?.fleet) effects.push('fleets-drop-to-zero');
  if (before?.imageBuilder && !after?.imageBuilder) effects.push('builders-and-images-remain');
  return effects;
}

function changeOf(before?: SharePermissions, after?: SharePermissions): ShareChange {
  if (samePermissions(before, after)) return 'unchanged';
  if (!before) return 'add';
  return after ? 'change' : 'remove';
}

function bits(permissions?: SharePermissions): string {
  return `${permissions?.fleet ? 'f' : ''}${permissions?.imageBuilder ? 'b' : ''}`;
}

/** An image that is given to somebody. */
export interface GivenImage extends Required<ImageRef> {
  readonly region: RegionCode;
}

/** The images of a plan that somebody is given, or may use in a further way. */
export function givenImages({
  images,
  items,
}: Pick<SharePlan, 'images' | 'items'>): readonly GivenImage[] {
  const given = new Set(items.filter(isGiven).map(imageKey));
  return images.flatMap(({ region, image: { name, arn } }) =>
    arn !== undefined && given.has(imageKey({ region, image: name })) ? { region, name, arn } : [],
  );
}

function isGiven(item: ShareItem): boolean {
  return effectsOf(item).some((each) => each === 'can-run-fleets' || each === 'can-make-copies');
}

/** What a job is started from to carry a plan out. */
export function jobOfPlan({ digest, scope, images, items }: SharePlan) {
  return { digest, scope, tasks: items, regions: images.map(({ region }) => region) };
}
