import type { AccountId } from '../../../lib/scope';
import { readAccountId } from '../../../lib/sharing/account-ids';
import { explainDraft } from '../../../lib/sharing/explain';
import type { Planning } from './planner';
import type { ShareTask } from './subject';

/** How many accounts may lose access without the number being typed. */
const largeRemoval = 10;

/** What was typed to confirm a plan. */
export interface Typed {
  readonly number: string;
  readonly account: string;
}

/** How many accounts lose access, when that is so many that the number must be typed. */
export function numberToConfirm(planning: Planning): number | undefined {
  if (planning.state !== 'ready') return undefined;
  const losing = planning.plan.items.filter(({ change }) => change === 'remove').length;
  return losing > largeRemoval ? losing : undefined;
}

/**
 * The account whose id must be typed: nobody has verified that the page which the person came
 * from shows it.
 */
export function accountToConfirm(task: ShareTask, planning: Planning): AccountId | undefined {
  return task.chosen && planning.state === 'ready' && changes(planning)
    ? task.scope.account
    : undefined;
}

/** Why a plan cannot be applied now, in one sentence; nothing when it can. */
export function planObstacle(
  task: ShareTask,
  planning: Planning,
  typed: Typed,
): string | undefined {
  if (planning.state === 'problem') return 'The plan could not be made.';
  if (planning.state !== 'ready') return 'Reading the current sharing…';
  if (!changes(planning)) return explainDraft({ kind: 'nothing-to-do' });
  const account = accountToConfirm(task, planning);
  if (account !== undefined && !isAccount(typed.account, account)) {
    return `Type the account ID ${account} to confirm that it is the right one.`;
  }
  const number = numberToConfirm(planning);
  return number === undefined || typed.number.trim() === String(number)
    ? undefined
    : `Type ${number} to confirm that ${number} accounts lose access.`;
}

function changes({ plan }: Extract<Planning, { state: 'ready' }>): boolean {
  return plan.items.some(({ change }) => change !== 'unchanged');
}

function isAccount(text: string, account: AccountId): boolean {
  const reading = readAccountId(text);
  return reading.kind === 'valid' && reading.account === account;
}
