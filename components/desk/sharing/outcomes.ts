import type { AccountId } from '../../../lib/scope';
import type { DesiredShare, ShareOutcome, SharePlan } from '../../../lib/sharing/plan';

/** How many accounts ended how. */
export interface OutcomeCounts {
  readonly done: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** Counts outcomes by their result. */
export function countOutcomes(outcomes: readonly ShareOutcome[]): OutcomeCounts {
  const count = (result: ShareOutcome['result']) =>
    outcomes.filter((outcome) => outcome.result === result).length;
  return { done: count('done'), unchanged: count('unchanged'), failed: count('failed') };
}

/** The outcomes in one sentence: `3 accounts done, 1 unchanged, 1 failed.` */
export function summariseOutcomes(outcomes: readonly ShareOutcome[]): string {
  const parts = Object.entries(countOutcomes(outcomes)).filter(([, count]) => count > 0);
  const words = parts.map(([result, count], index) => {
    const noun = count === 1 ? ' account' : ' accounts';
    return `${count}${index === 0 ? noun : ''} ${result}`;
  });
  return words.length > 0 ? `${words.join(', ')}.` : 'No account was changed.';
}

/** The outcomes of a new attempt over those of the ones before it, each account once. */
export function mergeOutcomes(
  earlier: readonly ShareOutcome[],
  latest: readonly ShareOutcome[],
): readonly ShareOutcome[] {
  const byAccount = new Map<AccountId, ShareOutcome>();
  for (const outcome of [...earlier, ...latest]) byAccount.set(outcome.account, outcome);
  return [...byAccount.values()];
}

/** What is still desired for the accounts that failed. */
export function desiredOfFailed(
  plan: SharePlan,
  outcomes: readonly ShareOutcome[],
): readonly DesiredShare[] {
  const failed = new Set(
    outcomes.filter(({ result }) => result === 'failed').map(({ account }) => account),
  );
  return plan.items
    .filter(({ account }) => failed.has(account))
    .map(({ account, after }) => ({
      account,
      fleet: after?.fleet ?? false,
      imageBuilder: after?.imageBuilder ?? false,
    }));
}
