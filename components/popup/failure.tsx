import type { ComponentChildren } from 'preact';
import { explainProblem } from '../../lib/problems/explain';
import type { Problem } from '../../lib/problems/problem';
import { Alert } from '../light/alert';

interface FailureProps {
  readonly problem: Problem;
  readonly action?: ComponentChildren;
}

/** What went wrong, and what to do about it. */
export function Failure({ problem, action }: FailureProps) {
  const { summary, advice } = explainProblem(problem);
  return (
    <Alert kind="error" summary={summary} action={action}>
      {advice}
    </Alert>
  );
}
