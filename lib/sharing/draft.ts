import type { Image, ImageShare } from '../images/image';
import type { AccountId } from '../scope';
import { readAccountId } from './account-ids';
import { diffShares, shareQuota, sharedAfter, type DesiredShare } from './plan';

/** One row of the share form, as typed. `existing` rows are accounts that are shared already. */
export interface DraftRow {
  readonly key: string;
  readonly text: string;
  readonly fleet: boolean;
  readonly imageBuilder: boolean;
  readonly existing: boolean;
}

/** Why a row cannot be taken; `explainRow` has the sentence. */
export type RowProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-twelve-digits'; readonly digits: number; readonly onlyDigits: boolean }
  | { readonly kind: 'duplicate'; readonly account: AccountId }
  | { readonly kind: 'own-account' }
  | { readonly kind: 'no-permission' };

/** Why a whole draft cannot be planned. */
export type DraftProblem =
  | { readonly kind: 'over-quota'; readonly shared: number; readonly quota: number }
  | { readonly kind: 'nothing-to-do' };

export interface DraftReading {
  /** By row key; a row without an entry is fine. */
  readonly rows: ReadonlyMap<string, RowProblem>;
  /** By row key: the account id as it was understood, where it was typed differently. */
  readonly normalised: ReadonlyMap<string, AccountId>;
  readonly problem?: DraftProblem;
  /** What is desired; only when nothing is wrong. */
  readonly desired?: readonly DesiredShare[];
}

/**
 * Reads a share form. Existing rows with both boxes cleared, and existing accounts whose row
 * was removed (`removed`), mean revoke, as in the console. Everything is refused here before
 * any call: a bad id, a duplicate, the owner's own account, no permission, and the quota.
 */
export function readDraft(
  rows: readonly DraftRow[],
  removed: readonly AccountId[],
  current: readonly ImageShare[],
  owner: AccountId,
): DraftReading {
  const problems = new Map<string, RowProblem>();
  const normalised = new Map<string, AccountId>();
  const desired: DesiredShare[] = removed.map((account) => ({
    account,
    fleet: false,
    imageBuilder: false,
  }));
  const seen = new Set<AccountId>();
  for (const row of rows) {
    const reading = readAccountId(row.text);
    if (reading.kind === 'valid' && reading.normalised) normalised.set(row.key, reading.account);
    const problem = rowProblem(row, reading, seen, owner);
    if (problem) problems.set(row.key, problem);
    if (reading.kind !== 'valid') continue;
    seen.add(reading.account);
    desired.push({ account: reading.account, fleet: row.fleet, imageBuilder: row.imageBuilder });
  }
  if (problems.size > 0) return { rows: problems, normalised };
  const problem = draftProblem(current, dropOverridden(desired));
  return problem
    ? { rows: problems, normalised, problem }
    : { rows: problems, normalised, desired: dropOverridden(desired) };
}

/** An account that was removed and typed again is what was typed. */
function dropOverridden(desired: readonly DesiredShare[]): readonly DesiredShare[] {
  return [...new Map(desired.map((each) => [each.account, each])).values()];
}

function rowProblem(
  row: DraftRow,
  reading: ReturnType<typeof readAccountId>,
  seen: ReadonlySet<AccountId>,
  owner: AccountId,
): RowProblem | undefined {
  if (reading.kind === 'empty') return { kind: 'empty' };
  if (reading.kind === 'invalid') {
    return {
      kind: 'not-twelve-digits',
      digits: reading.digits,
      onlyDigits: reading.onlyDigits,
    };
  }
  if (reading.account === owner) return { kind: 'own-account' };
  if (seen.has(reading.account)) return { kind: 'duplicate', account: reading.account };
  if (!row.existing && !row.fleet && !row.imageBuilder) return { kind: 'no-permission' };
  return undefined;
}

function draftProblem(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
): DraftProblem | undefined {
  const items = diffShares(current, desired);
  if (items.every((item) => item.change === 'unchanged')) return { kind: 'nothing-to-do' };
  const shared = sharedAfter(current, items);
  const grows = items.some((item) => item.change === 'add');
  return grows && shared > shareQuota
    ? { kind: 'over-quota', shared, quota: shareQuota }
    : undefined;
}

/** Why the sharing of an image cannot be changed at all. */
export type ShareObstacle =
  | { readonly kind: 'public' }
  | { readonly kind: 'shared-with-me'; readonly owner: AccountId }
  | { readonly kind: 'not-available'; readonly state: string };

/**
 * Why the sharing of an image cannot be changed; nothing when it can. Only an owner shares,
 * and only an AVAILABLE image. Source: AppStream guide; terraform-provider-aws #25590 for the
 * state.
 */
export function shareObstacle(
  image: Pick<Image, 'visibility' | 'owner' | 'state'>,
): ShareObstacle | undefined {
  if (image.visibility === 'public') return { kind: 'public' };
  if (image.visibility === 'shared-with-me') {
    return { kind: 'shared-with-me', owner: image.owner ?? '' };
  }
  if (image.state !== 'AVAILABLE') return { kind: 'not-available', state: image.state };
  return undefined;
}
