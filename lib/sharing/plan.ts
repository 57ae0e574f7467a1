import type { ImageRef, ImageShare, SharePermissions } from '../images/image';
import type { Problem } from '../problems/problem';
import type { AccountId, Scope } from '../scope';

/** What an account shall be able to do afterwards. Both false means: not shared any more. */
export interface DesiredShare extends SharePermissions {
  readonly account: AccountId;
}

export type ShareChange = 'add' | 'change' | 'remove' | 'unchanged';

/** What a change causes in the other account, each explained by `explainEffect`. */
export type ShareEffect =
  | 'can-run-fleets'
  | 'can-make-copies'
  | 'fleets-drop-to-zero'
  | 'builders-and-images-remain';

/** One account of a plan. An absent `before` or `after` means: not shared. */
export interface ShareItem {
  readonly account: AccountId;
  readonly change: ShareChange;
  readonly before?: SharePermissions;
  readonly after?: SharePermissions;
  readonly effects: readonly ShareEffect[];
}

/** A change of sharing that was planned from a fresh read. Times are epoch milliseconds. */
export interface SharePlan {
  /** Identifies exactly this plan: scope, image, and every item with its before and after. */
  readonly digest: string;
  readonly scope: Scope;
  readonly image: Required<ImageRef>;
  readonly items: readonly ShareItem[];
  readonly madeAt: number;
  readonly expiresAt: number;
}

/** How one account of a plan ended. */
export type ShareOutcome =
  | { readonly account: AccountId; readonly result: 'done' | 'unchanged' }
  | { readonly account: AccountId; readonly result: 'failed'; readonly problem: Problem };

/** A plan older than this must be made again: what it was made from may have changed. */
export const planLifetime = 15 * 60_000;

/**
 * How many accounts an image can be shared with.
 * Source: AppStream quotas, L-99A44980. It can be raised, so AWS's own refusal is shown too.
 */
export const shareQuota = 100;

/**
 * Compares the desired shares with the current ones. Accounts that are not named stay as they
 * are. The items come in the order of `desired`, one for each.
 */
export function diffShares(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
): readonly ShareItem[] {
  const byAccount = new Map(current.map((share) => [share.account, permissionsOf(share)]));
  return desired.map((want) => {
    const before = byAccount.get(want.account);
    const after = want.fleet || want.imageBuilder ? permissionsOf(want) : undefined;
    return {
      account: want.account,
      change: changeOf(before, after),
      ...(before && { before }),
      ...(after && { after }),
      effects: effectsOf(before, after),
    };
  });
}

/** Whether two permissions, or their absence, are the same. */
export function samePermissions(a?: SharePermissions, b?: SharePermissions): boolean {
  return (
    (a?.fleet ?? false) === (b?.fleet ?? false) &&
    (a?.imageBuilder ?? false) === (b?.imageBuilder ?? false)
  );
}

/** How many accounts the image will be shared with when the items are applied. */
export function sharedAfter(current: readonly ImageShare[], items: readonly ShareItem[]): number {
  const removed = items.filter((item) => item.change === 'remove').length;
  const added = items.filter((item) => item.change === 'add').length;
  return current.length + added - removed;
}

/** The digest of a plan's content, in hex: SHA-256 over a canonical text of it. */
export async function digestOf(
  scope: Scope,
  image: ImageRef,
  items: readonly ShareItem[],
): Promise<string> {
  const rows = items.map(({ account, before, after }) => [account, bits(before), bits(after)]);
  const text = JSON.stringify([
    scope.partition,
    scope.account,
    scope.region,
    image.name,
    image.arn ?? '',
    rows.toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  ]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The permissions of a share, without the rest of it. */
export function permissionsOf({ fleet, imageBuilder }: SharePermissions): SharePermissions {
  return { fleet, imageBuilder };
}

function changeOf(before?: SharePermissions, after?: SharePermissions): ShareChange {
  if (samePermissions(before, after)) return 'unchanged';
  if (!before) return 'add';
  return after ? 'change' : 'remove';
}

/**
 * What a change causes in the other account.
 * Source: "Share an Image That You Own With Another AWS Account", AppStream guide.
 */
function effectsOf(before?: SharePermissions, after?: SharePermissions): readonly ShareEffect[] {
  const effects: ShareEffect[] = [];
  if (!before?.fleet && after?.fleet) effects.push('can-run-fleets');
  if (!before?.imageBuilder && after?.imageBuilder) effects.push('can-make-copies');
  if (before?.fleet && !after?.fleet) effects.push('fleets-drop-to-zero');
  if (before?.imageBuilder && !after?.imageBuilder) effects.push('builders-and-images-remain');
  return effects;
}

function bits(permissions?: SharePermissions): string {
  return `${permissions?.fleet ? 'f' : ''}${permissions?.imageBuilder ? 'b' : ''}`;
}
