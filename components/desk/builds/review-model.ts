import { computed, type ReadonlySignal } from '@preact/signals';
import type { BuildPlan } from '../../../lib/builds/plan';
import type { InputOf } from '../../../lib/operations/registry';
import type { Scope } from '../../../lib/scope';
import {
  createPlanReview,
  type PlanReview,
  type ReviewOptions,
  type ReviewParts,
} from '../review/plan-review';

/** What a plan is asked for with. */
export type BuildPlanRequest =
  | {
      readonly operation: 'build-sharing.plan';
      readonly input: InputOf<'build-sharing.plan'>;
    }
  | {
      readonly operation: 'build-actions.plan';
      readonly input: InputOf<'build-actions.plan'>;
    }
  | {
      readonly operation: 'build-cloning.plan';
      readonly input: InputOf<'build-cloning.plan'>;
    };

/** The review of a plan about a build. */
export interface BuildReviewModel extends PlanReview<BuildPlan> {
  /** The name of the image, when the plan is such that it must be typed. */
  readonly nameToConfirm: ReadonlySignal<string | undefined>;
}

/** Begins to make the plan of a request, and reviews it. */
export function createBuildReview(
  parts: ReviewParts,
  scope: Scope,
  request: BuildPlanRequest,
  options: ReviewOptions = {},
): BuildReviewModel {
  const review = createPlanReview<BuildPlan>(
    parts,
    scope,
    {
      make: () =>
        request.operation === 'build-sharing.plan'
          ? parts.client.call(request.operation, request.input, { scope })
          : parts.client.call(request.operation, request.input, { scope }),
      total: 1,
      reading: 'The plan is being made.',
      changesOf: ({ tasks }) => tasks.length,
      toType(plan) {
        const name = nameToType(plan);
        return name === undefined
          ? undefined
          : { text: name, obstacle: `Type ${name} to confirm that it may be gone for good.` };
      },
    },
    options,
  );
  return {
    ...review,
    nameToConfirm: computed(() => review.plan.value && nameToType(review.plan.value)),
  };
}

/** What takes something away for good asks for the name of it, without its version. */
function nameToType({ destroys, subject }: BuildPlan): string | undefined {
  return destroys ? subject.label.replace(/ [^ ]+$/, '') : undefined;
}
