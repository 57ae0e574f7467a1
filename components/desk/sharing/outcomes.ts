import { countItems, type ShareJobItem } from '../../../lib/jobs/job';
import type { AccountId } from '../../../lib/scope';

/** The ends of items in words, as they are counted, in the order of the sentence. */
const words = [
  ['done', 'done'],
  ['unchanged', 'unchanged'],
  ['failed', 'failed'],
  ['drift', 'changed elsewhere'],
  ['cancelled', 'cancelled'],
] as const;

/** How the accounts ended in one sentence: `3 accounts done, 1 unchanged, 1 failed.` */
export function summariseItems(items: readonly ShareJobItem[]): string {
  const counts = countItems(items);
  const parts = words
    .filter(([state]) => counts[state] > 0)
    .map(([state, word], index) => {
      const noun = counts[state] === 1 ? ' account' : ' accounts';
      return `${counts[state]}${index === 0 ? noun : ''} ${word}`;
    });
  return parts.length > 0 ? `${parts.join(', ')}.` : 'No account was changed.';
}

/** How they ended as a whole, as an alert shows it. */
export function toneOf(items: readonly ShareJobItem[]): 'success' | 'warning' | 'error' {
  const { failed, drift, cancelled } = countItems(items);
  if (failed + drift > 0) return 'error';
  return cancelled > 0 ? 'warning' : 'success';
}

/** Whether something was left undone that can be tried again. */
export function hasRest(items: readonly ShareJobItem[]): boolean {
  return items.some(({ state }) => state !== 'done' && state !== 'unchanged');
}

/** The items of a new attempt over those of the ones before it, each account once. */
export function mergeItems(
  earlier: readonly ShareJobItem[],
  latest: readonly ShareJobItem[],
): readonly ShareJobItem[] {
  const byAccount = new Map<AccountId, ShareJobItem>();
  for (const item of [...earlier, ...latest]) byAccount.set(item.task.account, item);
  return [...byAccount.values()];
}
