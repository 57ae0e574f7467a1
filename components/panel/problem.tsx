import type { AccountName } from '../../lib/accounts/alias';
import { explainOnPage } from '../../lib/problems/explain-met';
import { wayOnLabels, type WayOn } from '../../lib/problems/explanation';
import type { Problem } from '../../lib/problems/problem';
import { AccountTitle } from '../light/account-name';
import { Alert } from '../light/alert';
import { Button } from '../light/button';

/** Takes the way on from a problem. */
export type GoOn = (way: WayOn) => void;

interface ProblemAlertProps {
  readonly problem: Problem;
  readonly goOn: GoOn;
  /** The alias of the account that the problem is about. */
  readonly known?: AccountName | undefined;
}

/** A problem in words, with the button that leads on from it. */
export function ProblemAlert({ problem, goOn, known }: ProblemAlertProps) {
  const { summary, advice, wayOn } = explainOnPage(problem);
  return (
    <Alert
      kind="error"
      summary={summary}
      action={wayOn !== 'none' && <Button onClick={() => goOn(wayOn)}>{wayOnLabels[wayOn]}</Button>}
    >
      {known && (
        <div>
          <AccountTitle {...known} />
        </div>
      )}
      {advice}
    </Alert>
  );
}
