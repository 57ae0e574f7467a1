import type { InputOf } from '../../../lib/operations/registry';
import type { Scope } from '../../../lib/scope';

/** What a plan is asked for with. */
export type BuildPlanRequest =
  | {
      readonly operation: 'build-sharing.plan';
      readonly input: InputOf<'build-sharing.plan'>;
    }
  | {
      readonly operation: 'build-actions.plan';
      readonly input: InputOf<'build-actions.plan'>;
    };

export interface BuildReviewProps {
  readonly scope: Scope;
  readonly request: BuildPlanRequest;
  /** Asks for the id of the account: only a person says that the page shows it. */
  readonly confirmAccount?: true | undefined;
  /** Leaves the review: before the plan is carried out to change it, afterwards for good. */
  readonly onBack: () => void;
}

/** A plan about a build: what it changes, what it warns of, its commands, and then its job. */
export function BuildReview({ request }: BuildReviewProps) {
  return <>{request.operation}</>;
}
