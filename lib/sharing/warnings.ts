import type { CompanyPolicy } from '../safety/policy';
import type { AccountId } from '../scope';
import {
  countChanges,
  effectsOf,
  imageKey,
  itemKey,
  shareQuota,
  type PlannedImage,
  type ShareEffect,
  type ShareItem,
  type SharePlan,
} from './plan';

/** What a person should know of one change before it is made. */
export type ItemWarning =
  /** Fleets of the other account that use the image stop scaling. */
  | 'fleets-stop'
  /** The account gains access, and nobody has given it a name here: its id may be mistyped. */
  | 'unknown-account'
  /** The company does not allow to share with it, so that the plan will be refused. */
  | 'forbidden-recipient';

/** Everything that a plan warns of. */
export interface PlanWarnings {
  /** By `itemKey`; an item without a warning has no entry. */
  readonly items: ReadonlyMap<string, readonly ItemWarning[]>;
  /** By `imageKey`: the images that come near the quota, with how many accounts have them then. */
  readonly nearQuota: ReadonlyMap<string, number>;
  /** The accounts that each warning is about, each once, in the order of the plan. */
  readonly accounts: ReadonlyMap<ItemWarning, readonly AccountId[]>;
  /** The images of which nothing is planned. */
  readonly leftOut: readonly PlannedImage[];
}

/** What the warnings are judged by. */
export interface WarningGrounds {
  /** Whether somebody has given the account a name. */
  readonly isNamed: (account: AccountId) => boolean;
  /** The accounts that the company allows; nothing when it allows all. */
  readonly allowedRecipients?: CompanyPolicy['allowedRecipients'];
}

/** From this many accounts on an image is near its quota. */
export const nearQuota = shareQuota - 10;

/** What a plan warns of. */
export function warningsOf(plan: SharePlan, grounds: WarningGrounds): PlanWarnings {
  const allowed = grounds.allowedRecipients && new Set(grounds.allowedRecipients);
  const items = new Map<string, readonly ItemWarning[]>();
  const accounts = new Map<ItemWarning, Set<AccountId>>();
  for (const item of plan.items) {
    const warnings = warningsOfItem(item, grounds.isNamed, allowed);
    if (warnings.length > 0) items.set(itemKey(item), warnings);
    for (const warning of warnings) {
      const known = accounts.get(warning) ?? new Set();
      accounts.set(warning, known.add(item.account));
    }
  }
  const leftOut = plan.images.filter(({ obstacle }) => obstacle);
  const near = plan.images.filter(
    ({ obstacle, sharedBefore, sharedAfter }) =>
      !obstacle && sharedAfter >= nearQuota && sharedAfter > sharedBefore,
  );
  return {
    items,
    nearQuota: new Map(
      near.map(({ region, image, sharedAfter }) => [
        imageKey({ region, image: image.name }),
        sharedAfter,
      ]),
    ),
    accounts: new Map([...accounts].map(([warning, each]) => [warning, [...each]])),
    leftOut,
  };
}

function warningsOfItem(
  { account, change, before, after }: ShareItem,
  isNamed: WarningGrounds['isNamed'],
  allowed: ReadonlySet<AccountId> | undefined,
): readonly ItemWarning[] {
  if (change === 'unchanged') return [];
  const warnings: ItemWarning[] = [];
  if (after && allowed && !allowed.has(account)) warnings.push('forbidden-recipient');
  if (before?.fleet && !after?.fleet) warnings.push('fleets-stop');
  if (change === 'add' && !isNamed(account)) warnings.push('unknown-account');
  return warnings;
}

/** A warning about some accounts, in one sentence. */
export function explainWarning(warning: ItemWarning, count: number): string {
  const accounts = count === 1 ? '1 account' : `${count} accounts`;
  switch (warning) {
    case 'fleets-stop':
      return `Fleets of ${accounts} that use these images stop scaling: their desired capacity becomes 0. Running sessions continue until they end.`;
    case 'unknown-account':
      return count === 1
        ? '1 account gains access that has no name in your account book. Check that its ID is right.'
        : `${count} accounts gain access that have no name in your account book. Check that their IDs are right.`;
    case 'forbidden-recipient':
      return `Your company does not allow to share images with ${accounts} of this plan.`;
  }
}

/** The same about one change, where it is shown beside it. */
export function describeWarning(warning: ItemWarning): string {
  switch (warning) {
    case 'fleets-stop':
      return 'Fleets stop scaling';
    case 'unknown-account':
      return 'No name in the account book';
    case 'forbidden-recipient':
      return 'Not allowed by your company';
  }
}

/** That an image comes near its quota, in one sentence. */
export function explainNearQuota(shared: number): string {
  return `Shared with ${shared} of at most ${shareQuota} accounts afterwards.`;
}

/** What a plan causes in other accounts, and in how many changes; the weightiest first. */
export function countEffects(
  items: readonly ShareItem[],
): readonly { readonly effect: ShareEffect; readonly accounts: number }[] {
  const order: readonly ShareEffect[] = [
    'fleets-drop-to-zero',
    'builders-and-images-remain',
    'can-make-copies',
    'can-run-fleets',
  ];
  const accounts = new Map<ShareEffect, Set<AccountId>>();
  for (const item of items) {
    for (const effect of effectsOf(item)) {
      accounts.set(effect, (accounts.get(effect) ?? new Set()).add(item.account));
    }
  }
  return order.flatMap((effect) => {
    const concerned = accounts.get(effect);
    return concerned ? [{ effect, accounts: concerned.size }] : [];
  });
}

/** How many losses of access, and how many changes in all, need no number typed. */
export const smallPlan = { removals: 10, changes: 50 } as const;

/** How many permissions a plan changes: those of one account on one image count as one. */
export function changesOf({ items }: Pick<SharePlan, 'items'>): number {
  const { add, change, remove } = countChanges(items);
  return add + change + remove;
}

/** The number that must be typed before a large plan, or one that removes much; else nothing. */
export function numberToType(plan: Pick<SharePlan, 'items'>): number | undefined {
  const changes = changesOf(plan);
  const { remove } = countChanges(plan.items);
  return remove > smallPlan.removals || changes > smallPlan.changes ? changes : undefined;
}

/** The accounts that lose access to an image, each with how many images. */
export function losingAccounts(
  items: readonly ShareItem[],
): readonly { readonly account: AccountId; readonly images: number }[] {
  const images = new Map<AccountId, number>();
  for (const { account, change } of items) {
    if (change === 'remove') images.set(account, (images.get(account) ?? 0) + 1);
  }
  return [...images].map(([account, count]) => ({ account, images: count }));
}

/** What a plan does as the words of a button: `Change 38 permissions on 5 images`. */
export function actOf({ items }: Pick<SharePlan, 'items'>): string {
  const changed = items.filter(({ change }) => change !== 'unchanged');
  const images = new Set(changed.map(imageKey)).size;
  const permissions = changed.length === 1 ? '1 permission' : `${changed.length} permissions`;
  return `Change ${permissions} on ${images === 1 ? '1 image' : `${images} images`}`;
}
