import { nameToType } from '../../../lib/lifecycle/explain';
import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import type { LifecycleWish } from '../../../lib/lifecycle/wish';
import type { Client } from '../../../lib/messaging/client';
import type { Scope } from '../../../lib/scope';
import {
  createPlanReview,
  type PlanReview,
  type ReviewOptions,
  type ReviewParts,
} from '../review/plan-review';

/** Of what a plan is made: what is wished for, or what a job has left undone. */
export type Asked =
  | { readonly wish: LifecycleWish }
  | {
      /** Its id. */
      readonly job: string;
      /** How many chains of it are left. */
      readonly left: number;
    };

/** Begins to make a plan, and reviews it. */
export function createLifecycleReview(
  parts: ReviewParts,
  scope: Scope,
  asked: Asked,
  options: ReviewOptions = {},
): PlanReview<LifecyclePlan> {
  return createPlanReview<LifecyclePlan>(
    parts,
    scope,
    {
      make: (request) => make(parts.client, scope, asked, request),
      total: 'wish' in asked ? totalOf(asked.wish) : asked.left,
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

function make(client: Client, scope: Scope, asked: Asked, request: string) {
  return 'wish' in asked
    ? client.call('lifecycle.plan', { wish: asked.wish, request }, { scope })
    : client.call('lifecycle.rest', { job: asked.job, request }, { scope });
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
