import Alert from '@cloudscape-design/components/alert';
import { explainProblem } from '../../../../lib/problems/explain';
import { summariseUnlock, type VaultModel } from './vault-model';

/** How the last thing that was asked of the vault ended. */
export function VaultOutcome({ model }: { readonly model: VaultModel }) {
  const doing = model.doing.value;
  switch (doing.state) {
    case 'idle':
    case 'running':
      return null;
    case 'problem': {
      const { summary, advice } = explainProblem(doing.problem);
      return (
        <Alert type="error" header={summary}>
          {advice}
        </Alert>
      );
    }
    case 'made':
      return (
        <Alert type="success" header="The vault was made, and is open.">
          Nothing is in it yet: you choose for each account whether it is remembered.
        </Alert>
      );
    case 'removed':
      return <Alert type="success" header="The vault was deleted." />;
    case 'unlocked': {
      const { expired, refused } = doing.outcome;
      return (
        <Alert
          type={refused.length > 0 ? 'warning' : 'success'}
          header={summariseUnlock(doing.outcome)}
        >
          {(expired.length > 0 || refused.length > 0) && (
            <ul class="desk-list">
              {expired.map(({ partition, account }) => (
                <li key={`${partition}/${account}`}>
                  <span class="desk-account">{account}</span>: expired. Add fresh credentials.
                </li>
              ))}
              {refused.map(({ account: { partition, account }, problem }) => {
                const { summary, advice } = explainProblem(problem);
                return (
                  <li key={`${partition}/${account}`}>
                    <span class="desk-account">{account}</span>: {summary} {advice}
                  </li>
                );
              })}
            </ul>
          )}
        </Alert>
      );
    }
  }
}
