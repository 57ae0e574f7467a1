import { nameToType } from '../../../lib/lifecycle/explain';
import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import type { LifecycleWish } from '../../../lib/lifecycle/wish';
import type { Scope } from '../../../lib/scope';
import {
  createPlanReview,
  type PlanReview,
  type ReviewOptions,
  type ReviewParts,
} from '../review/plan-review';

/** Begins to make the plan of a wish, and reviews it. */
export function createLifecycleReview(
  parts: ReviewParts,
  scope: Scope,
  wish: LifecycleWish,
  options: ReviewOptions = {},
): PlanReview<LifecyclePlan> {
  return createPlanReview<LifecyclePlan>(
    parts,
    scope,
    {
      make: (request) => parts.client.call('lifecycle.plan', { wish, request }, { scope }),
      total: totalOf(wish),
      reading: 'The plan is being made.',
      changesOf: ({ steps }) => steps.length,
      toType(plan) {
        const name = nameToType(plan);
        return name === undefined
          ? undefined
          : {
              text: name,
              obstacle: `Type ${name} to confirm: nothing brings back what is deleted.`,
            };
      },
    },
    options,
  );
}

/** How many things are read for a plan, one after the other. */
function totalOf(wish: LifecycleWish): number {
  switch (wish.act) {
    case 'copy':
      return wish.copies.length;
    case 'update':
      return wish.updates.length;
    case 'delete':
      return wish.images.length;
    case 'end-builders':
      return wish.builders.length;
    default:
      return 1;
  }
}
