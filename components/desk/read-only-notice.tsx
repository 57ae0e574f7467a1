import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { explainProblem } from '../../lib/problems/explain';
import { wayOnLabels } from '../../lib/problems/explanation';
import type { Problem } from '../../lib/problems/problem';
import type { Scope } from '../../lib/scope';
import { useDesk } from './parts';

interface ReadOnlyNoticeProps {
  /** Why nothing can be changed. */
  readonly problem: Problem;
  readonly scope: Scope;
}

/** Says that nothing can be changed in an account, before anybody fills in a form for it. */
export function ReadOnlyNotice({ problem, scope }: ReadOnlyNoticeProps) {
  const { client } = useDesk();
  const { summary, wayOn } = explainProblem(problem);
  const mayOpen = wayOn === 'open-safety';
  return (
    <Alert
      type="info"
      header={summary}
      action={
        mayOpen ? (
          <Button
            onClick={() =>
              void client.call('desk.open', { view: 'settings', section: 'safety' }, { scope })
            }
          >
            {wayOnLabels['open-safety']}
          </Button>
        ) : null
      }
    >
      You can look at everything and plan a change, but not make it.
    </Alert>
  );
}
