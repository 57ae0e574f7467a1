import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import type { Plan } from '../../../lib/jobs/plan-store';
import { ProblemAlert } from '../problem-alert';
import { ReadOnlyNotice } from '../read-only-notice';
import { useReadOnly } from '../use-safety';
import { ReviewActions } from './actions';
import { Applied } from './applied';
import type { PlanReview } from './plan-review';

interface ReviewedProps<Of extends Plan> {
  readonly model: PlanReview<Of>;
  /** What a plan does as the words of a button. */
  readonly actOf: (plan: Of) => string;
  /** The plan, until it is carried out. */
  readonly children: (plan: Of) => ComponentChildren;
  /**
   * Leaves the review: before the plan is carried out to change it, afterwards for good. Told which
   * of the two it is.
   */
  readonly onBack: (over: boolean) => void;
}

/** A plan from its making to its job: what it is, what became of it, and the buttons. */
export function Reviewed<Of extends Plan>({ model, actOf, children, onBack }: ReviewedProps<Of>) {
  const readOnly = useReadOnly(model.scope);
  return (
    <>
      <SpaceBetween size="l">
        {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={model.scope} />}
        <Applied key="applied" model={model} />
        <Planned key="planned" model={model}>
          {children}
        </Planned>
      </SpaceBetween>
      <ReviewActions
        model={model}
        actOf={(plan) => (plan ? actOf(plan) : 'Carry it out')}
        readOnly={readOnly}
        onBack={onBack}
      />
    </>
  );
}

function Planned<Of extends Plan>({
  model,
  children,
}: Pick<ReviewedProps<Of>, 'model' | 'children'>) {
  const planning = model.planning.value;
  const { state } = model.applying.value;
  switch (planning.state) {
    case 'reading':
      return (
        <StatusIndicator type="loading">
          {planning.total > 1
            ? `Reading how it stands at AWS: ${planning.read} of ${planning.total}…`
            : 'Reading how it stands at AWS…'}
        </StatusIndicator>
      );
    case 'problem':
      return (
        <ProblemAlert problem={planning.problem} scope={model.scope} onRetry={model.planAgain} />
      );
    case 'ready':
      return state === 'idle' || state === 'starting' ? <>{children(planning.plan)}</> : null;
  }
}
