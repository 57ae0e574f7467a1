import { explainDraft } from '../../../lib/sharing/explain';
import type { Planning } from './planner';

/** How many accounts may lose access without the number being typed. */
const largeRemoval = 10;

/** How many accounts lose access, when that is so many that the number must be typed. */
export function numberToConfirm(planning: Planning): number | undefined {
  if (planning.state !== 'ready') return undefined;
  const losing = planning.plan.items.filter(({ change }) => change === 'remove').length;
  return losing > largeRemoval ? losing : undefined;
}

/** Why a plan cannot be applied now, in one sentence; nothing when it can. */
export function planObstacle(planning: Planning, typed: string): string | undefined {
  if (planning.state === 'problem') return 'The plan could not be made.';
  if (planning.state !== 'ready') return 'Reading the current sharing…';
  if (planning.plan.items.every(({ change }) => change === 'unchanged')) {
    return explainDraft({ kind: 'nothing-to-do' });
  }
  const number = numberToConfirm(planning);
  return number === undefined || typed.trim() === String(number)
    ? undefined
    : `Type ${number} to confirm that ${number} accounts lose access.`;
}
