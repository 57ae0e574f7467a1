import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Scope } from '../../../lib/scope';
import type { DesiredImage, SharePlan } from '../../../lib/sharing/plan';
import {
  changesOf,
  numberToType,
  warningsOf,
  type PlanWarnings,
  type WarningGrounds,
} from '../../../lib/sharing/warnings';
import {
  createPlanReview,
  type PlanReview,
  type ReviewOptions,
  type ReviewParts,
} from './plan-review';

/** The review of a plan of who images are shared with. */
export interface ReviewModel extends PlanReview<SharePlan> {
  readonly desired: readonly DesiredImage[];
  readonly warnings: ReadonlySignal<PlanWarnings | undefined>;
  /** The number of changes, when the plan is such that it must be typed. */
  readonly toConfirm: ReadonlySignal<number | undefined>;
  /** Says what the warnings are judged by, each time it becomes known. */
  readonly judgeBy: (grounds: WarningGrounds) => void;
}

/** Begins to make the plan of what is desired, and reviews it. */
export function createReview(
  parts: ReviewParts,
  scope: Scope,
  desired: readonly DesiredImage[],
  options: ReviewOptions = {},
): ReviewModel {
  const grounds = signal<WarningGrounds | undefined>(undefined);
  const review = createPlanReview<SharePlan>(
    parts,
    scope,
    {
      make: (request) =>
        parts.client.call('sharing.plan', { images: mutable(desired), request }, { scope }),
      total: desired.length,
      reading: 'The images are being read.',
      changesOf,
      toType(plan) {
        const number = numberToType(plan);
        return number === undefined
          ? undefined
          : {
              text: String(number),
              obstacle: `Type ${number} to confirm that you want ${number} changes.`,
            };
      },
    },
    options,
  );
  return {
    ...review,
    desired,
    warnings: computed(() =>
      review.plan.value && grounds.value ? warningsOf(review.plan.value, grounds.value) : undefined,
    ),
    toConfirm: computed(() => review.plan.value && numberToType(review.plan.value)),
    judgeBy(given) {
      grounds.value = given;
    },
  };
}

/** As the contract's input has it. */
function mutable(desired: readonly DesiredImage[]) {
  return desired.map((each) => ({ ...each, desired: each.desired.map((share) => ({ ...share })) }));
}
