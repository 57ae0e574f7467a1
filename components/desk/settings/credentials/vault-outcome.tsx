import Alert from '@cloudscape-design/components/alert';
import type { VaultState } from '../../../../lib/credentials/vault';
import { explainProblem } from '../../../../lib/problems/explain';
import { summariseUnlock, type VaultModel } from './vault-model';

interface VaultOutcomeProps {
  readonly model: VaultModel;
  /** What the vault is now: what is no longer so is not said any more. */
  readonly state: VaultState['state'] | undefined;
}

/** How the last thing that was asked of the vault ended. */
export function VaultOutcome({ model, state }: VaultOutcomeProps) {
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
      return state !== 'open' ? null : (
        <Alert type="success" header="The vault was made, and is open.">
          You choose for each account whether it is remembered.
        </Alert>
      );
    case 'removed':
      return state !== 'none' ? null : <Alert type="success" header="The vault was deleted." />;
    case 'unlocked': {
      if (state !== 'open') return null;
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
