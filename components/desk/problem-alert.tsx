import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { explainProblem } from '../../lib/problems/explain';
import { wayOnLabels, type WayOn } from '../../lib/problems/explanation';
import type { Problem } from '../../lib/problems/problem';
import type { Scope } from '../../lib/scope';
import { AccountTitle } from '../light/account-name';
import { useAccounts } from './accounts';
import { FocusHeading } from './focus-heading';
import { useDesk, type DeskPlace } from './parts';

export interface ProblemAlertProps {
  readonly problem: Problem;
  /** Where it happened; credentials are asked for this account. */
  readonly scope?: Scope;
  /** Takes up again what the problem has stopped. */
  readonly onRetry: () => void;
  /** Whether the problem takes the focus, because what had it is gone. */
  readonly focused?: boolean;
}

/** A problem in words, with a button for the way on. */
export function ProblemAlert({ problem, scope, onRetry, focused }: ProblemAlertProps) {
  const desk = useDesk();
  const { names } = useAccounts();
  const known = 'account' in problem ? names.get(problem.account ?? '') : undefined;
  const { summary, advice, wayOn } = explainProblem(problem);
  const alert = (
    <Alert
      type={problem.kind === 'interrupted' || problem.kind === 'throttled' ? 'warning' : 'error'}
      header={focused ? <FocusHeading>{summary}</FocusHeading> : summary}
      action={
        wayOn === 'none' ? null : (
          <Button onClick={() => takeWayOn(wayOn, problem, scope, desk, onRetry)}>
            {wayOnLabels[wayOn]}
          </Button>
        )
      }
    >
      {known && (
        <div>
          <AccountTitle {...known} />
        </div>
      )}
      {advice}
    </Alert>
  );
  // What takes the focus is read out by that.
  return focused ? alert : <div role="alert">{alert}</div>;
}

/** Takes the way on from a problem. To be called straight from a click. */
export function takeWayOn(
  wayOn: Exclude<WayOn, 'none'>,
  problem: Problem | undefined,
  scope: Scope | undefined,
  { client, go, requestHostAccess }: DeskPlace,
  onRetry: () => void,
): void {
  switch (wayOn) {
    case 'add-credentials':
    case 'unlock':
      // In a tab of its own: what was entered here stays, and goes on when they are there.
      void client.call('desk.open', { view: 'settings' }, scope ? { scope } : {});
      break;
    case 'open-safety':
      void client.call(
        'desk.open',
        { view: 'settings', section: 'safety' },
        scope ? { scope } : {},
      );
      break;
    case 'grant-access':
      // Straight from the click, as the browser demands.
      if (problem?.kind === 'host-access-missing') {
        const { region, services } = problem;
        void requestHostAccess([region], services).then((granted) => granted && onRetry());
      }
      break;
    case 'choose-account':
      go({ view: 'images' });
      break;
    case 'reload-page':
      location.reload();
      break;
    case 'try-again':
    case 'plan-again':
      onRetry();
  }
}
