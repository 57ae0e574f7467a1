import Alert from '@cloudscape-design/components/alert';
import type { Plan } from '../../../lib/jobs/plan-store';
import { FocusHeading } from '../focus-heading';
import { ProblemAlert } from '../problem-alert';
import type { PlanReview } from './plan-review';
import { Started } from './started';

/** What became of the attempt to carry the plan out. */
export function Applied<Of extends Plan>({ model }: { readonly model: PlanReview<Of> }) {
  const applying = model.applying.value;
  const job = model.job.value;
  if (applying.state === 'started' && job) return <Started job={job} scope={model.scope} />;
  if (applying.state === 'unclear') {
    return (
      <ProblemAlert focused problem={applying.problem} onRetry={() => void model.lookAgain()} />
    );
  }
  if (applying.state === 'idle' && applying.problem) {
    return (
      <ProblemAlert
        focused
        problem={applying.problem}
        scope={model.scope}
        onRetry={model.planAgain}
      />
    );
  }
  return model.renewed.value ? (
    <Alert
      type="info"
      header={<FocusHeading>The plan was too old, so it was made again.</FocusHeading>}
    >
      Nothing was changed. Check the new plan before you go on.
    </Alert>
  ) : null;
}
