import { signal, type ReadonlySignal } from '@preact/signals';
import type { Problem } from '../../../lib/problems/problem';
import type { Result } from '../../../lib/result';
import type { DesiredShare, SharePlan } from '../../../lib/sharing/plan';
import type { Later } from '../later';

/** How far the plan of what is desired now is. */
export type Planning =
  /** Nothing that could be planned is desired. */
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly plan: SharePlan };

/** Keeps the plan in step with what is desired. */
export interface Planner {
  readonly planning: ReadonlySignal<Planning>;
  /** Says what is desired. The plan before this no longer counts, from this very moment. */
  readonly desire: (desired: readonly DesiredShare[] | undefined, pause: number) => void;
  /** Ends what is under way; the plan that is there stays. */
  readonly rest: () => void;
}

export interface PlannerParts {
  readonly make: (desired: readonly DesiredShare[]) => Promise<Result<SharePlan>>;
  /** Told when a plan has become too old. */
  readonly expired: () => void;
  readonly now: () => number;
  readonly later: Later;
}

/** A planner. The answer to an older question is dropped. */
export function createPlanner({ make, expired, now, later }: PlannerParts): Planner {
  const planning = signal<Planning>({ state: 'none' });
  let question = 0;
  let cancel: (() => void) | undefined;

  const rest = (): void => {
    cancel?.();
    question += 1;
  };
  const read = async (desired: readonly DesiredShare[]): Promise<void> => {
    const asked = question;
    const plan = await make(desired);
    if (asked !== question) return;
    if (!plan.ok) {
      planning.value = { state: 'problem', problem: plan.problem };
      return;
    }
    planning.value = { state: 'ready', plan: plan.value };
    cancel = later(expired, Math.max(0, plan.value.expiresAt - now()));
  };
  const desire: Planner['desire'] = (desired, pause) => {
    rest();
    planning.value = { state: desired ? 'reading' : 'none' };
    if (!desired) return;
    if (pause === 0) void read(desired);
    else cancel = later(() => void read(desired), pause);
  };
  return { planning, desire, rest };
}
