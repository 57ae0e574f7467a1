import { useEffect, useState } from 'preact/hooks';
import type { AccountNames } from '../../lib/accounts/alias';
import { mayUnlock } from '../../lib/credentials/describe-lock';
import { hasExpired } from '../../lib/credentials/identity';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { DeskTarget } from '../../lib/operations/surfaces';
import { explainProblem } from '../../lib/problems/explain';
import type { Problem } from '../../lib/problems/problem';
import { AccountTitle } from '../light/account-name';
import { Alert } from '../light/alert';
import { Button } from '../light/button';
import { StatusIndicator } from '../light/status-indicator';
import { Spinner } from '../light/spinner';
import { IdentityLine } from './identity-line';
import { Locked, useLock } from './lock';
import { readNames, readPopup, type PopupState } from './model';

/** What the popup needs of the browser. */
export interface PopupParts {
  readonly client: Client;
  readonly activeTabId: () => Promise<number | undefined>;
  readonly listen: (hear: (event: ProductEvent) => void, signal: AbortSignal) => void;
  readonly now: () => number;
  /** Called when the desk was opened: the popup has done what it is for. */
  readonly close: () => void;
}

/** How often the time to expiry is told anew, in milliseconds. */
const tick = 10_000;

/** The toolbar popup: who am I in this tab, and the way to the desk. */
export function Popup({ client, activeTabId, listen, now, close }: PopupParts) {
  const [state, setState] = useState<PopupState>({ kind: 'loading' });
  const [names, setNames] = useState<AccountNames>(new Map());
  const [failure, setFailure] = useState<Problem>();
  const [time, setTime] = useState(now);
  const lock = useLock(client, listen);
  useEffect(() => {
    const ended = new AbortController();
    const read = async () => {
      const next = await readPopup(client, await activeTabId());
      if (!ended.signal.aborted) setState(next);
      // Who somebody is does not wait for what that is called.
      const named = await readNames(client, next);
      if (!ended.signal.aborted) setNames(named);
    };
    void read();
    listen(({ event }) => {
      if (
        event === 'credentials-changed' ||
        event === 'safety-changed' ||
        event === 'accounts-changed'
      ) {
        void read();
      }
    }, ended.signal);
    const timer = setInterval(() => setTime(now()), tick);
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }, []);

  const open = async (target: DeskTarget) => {
    const options = state.kind === 'tab' ? { scope: state.scope } : {};
    const opened = await client.call('desk.open', target, options);
    if (opened.ok) close();
    else setFailure(opened.problem);
  };
  const lockNow = async () => {
    const answer = await client.call('lock.now', {});
    setFailure(answer.ok ? undefined : answer.problem);
  };
  return (
    <main class="popup">
      <h1>Image Desk</h1>
      {lock && <Locked view={lock} now={time} />}
      {!(lock?.locked && holdsNone(state)) && <Who state={state} names={names} now={time} />}
      {'readOnly' in state && state.readOnly && (
        <div>
          <StatusIndicator tone="warning">Read-only: nothing can be changed</StatusIndicator>
        </div>
      )}
      {failure && <Failure problem={failure} />}
      <div class="buttons">
        {mayUnlock(lock) && (
          <Button variant="primary" onClick={() => void open({ view: 'settings' })}>
            Unlock
          </Button>
        )}
        {needsCredentials(state, time) && (
          <Button
            variant={mayUnlock(lock) ? 'normal' : 'primary'}
            onClick={() => void open({ view: 'settings' })}
          >
            Add credentials
          </Button>
        )}
        <Button onClick={() => void open({ view: 'images' })}>Open desk</Button>
        {holdsCredentials(state) && <Button onClick={() => void lockNow()}>Lock now</Button>}
      </div>
    </main>
  );
}

interface WhoProps {
  readonly state: PopupState;
  readonly names: AccountNames;
  readonly now: number;
}

function Who({ state, names, now }: WhoProps) {
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

function Failure({ problem }: { readonly problem: Problem }) {
  const { summary, advice } = explainProblem(problem);
  return (
    <Alert kind="error" summary={summary}>
      {advice}
    </Alert>
  );
}

function needsCredentials(state: PopupState, now: number): boolean {
  if (state.kind === 'tab') return !state.identity || hasExpired(state.identity, now);
  return (
    state.kind === 'elsewhere' && state.identities.every((identity) => hasExpired(identity, now))
  );
}

function holdsCredentials(state: PopupState): boolean {
  return state.kind === 'tab'
    ? state.identity !== undefined
    : state.kind === 'elsewhere' && state.identities.length > 0;
}

/** That nothing is held is no news when it is because of the lock. */
function holdsNone(state: PopupState): boolean {
  return state.kind === 'elsewhere' && state.identities.length === 0;
}
