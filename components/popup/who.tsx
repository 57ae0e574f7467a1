import type { AccountNames } from '../../lib/accounts/alias';
import { explainProblem } from '../../lib/problems/explain';
import { AccountTitle } from '../light/account-name';
import { Alert } from '../light/alert';
import { Spinner } from '../light/spinner';
import { Failure } from './failure';
import { IdentityLine } from './identity-line';
import type { PopupState } from './model';

interface WhoProps {
  readonly state: PopupState;
  readonly names: AccountNames;
  readonly now: number;
}

/** Who the person is in the active tab, or whose credentials are held. */
export function Who({ state, names, now }: WhoProps) {
  switch (state.kind) {
    case 'loading':
      return <Spinner>Reading who you are in this tab</Spinner>;
    case 'failed':
      return <Failure problem={state.problem} />;
    case 'tab': {
      const { scope, identity } = state;
      const known = names.get(scope.account);
      if (identity) {
        return <IdentityLine identity={identity} known={known} region={scope.region} now={now} />;
      }
      const { summary, advice } = explainProblem({
        kind: 'needs-credentials',
        account: scope.account,
      });
      return (
        <Alert kind="info" summary={summary}>
          {known && (
            <div>
              <AccountTitle {...known} />
            </div>
          )}
          {advice}
        </Alert>
      );
    }
    case 'elsewhere':
      return state.identities.length === 0 ? (
        <p>Image Desk holds no credentials. Add some to see and share your images.</p>
      ) : (
        <>
          <p>This tab shows no AppStream page. Image Desk holds credentials for:</p>
          <ul class="identities">
            {state.identities.map((identity) => (
              <li key={`${identity.partition}/${identity.account}`}>
                <IdentityLine
                  identity={identity}
                  known={names.get(identity.account)}
                  region={identity.region}
                  now={now}
                />
              </li>
            ))}
          </ul>
        </>
      );
  }
}
