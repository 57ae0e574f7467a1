import { explainProblem, wayOnLabels, type WayOn } from '../../lib/problems/explain';
import type { Problem } from '../../lib/problems/problem';
import { Alert } from '../light/alert';
import { Button } from '../light/button';

/** Takes the way on from a problem. */
export type GoOn = (way: WayOn) => void;

interface ProblemAlertProps {
  readonly problem: Problem;
  readonly goOn: GoOn;
}

/** A problem in words, with the button that leads on from it. */
export function ProblemAlert({ problem, goOn }: ProblemAlertProps) {
  const { summary, advice, wayOn } = explainProblem(problem);
  return (
    <Alert
      kind="error"
      summary={summary}
      action={wayOn !== 'none' && <Button onClick={() => goOn(wayOn)}>{wayOnLabels[wayOn]}</Button>}
    >
      {advice}
    </Alert>
  );
}
