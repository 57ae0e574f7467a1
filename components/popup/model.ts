import type { AccountNames } from '../../lib/accounts/alias';
import { hasExpired, type Identity } from '../../lib/credentials/identity';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';
import { readOnlyIn } from '../../lib/safety/obstacles';
import { accountKey, type AccountId, type Scope } from '../../lib/scope';

/** What the popup has to say. */
export type PopupState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** The tab shows an AWS account; `identity` is whose credentials are held for it, if any are. */
  | {
      readonly kind: 'tab';
      readonly scope: Scope;
      readonly identity: Identity | undefined;
      readonly readOnly: boolean;
    }
  /** The tab shows no account that is known. */
  | {
      readonly kind: 'elsewhere';
      readonly identities: readonly Identity[];
      readonly readOnly: boolean;
    };

/** Reads the names of the accounts that are shown; none when they cannot be had. */
export async function readNames(
  client: Client,
  state: PopupState,
  others: readonly AccountId[] = [],
): Promise<AccountNames> {
  const shown = [...new Set([...accountsOf(state), ...others])];
  if (shown.length === 0) return new Map();
  const named = await client.call('accounts.names', { accounts: shown.slice(0, 200) });
  return new Map(named.ok ? named.value.value.map((each) => [each.account, each]) : []);
}

function accountsOf(state: PopupState): readonly AccountId[] {
  if (state.kind === 'tab') return [state.scope.account];
  return state.kind === 'elsewhere' ? state.identities.map(({ account }) => account) : [];
}

/** Finds out who the person is in the active tab, and whose credentials are held. */
export async function readPopup(client: Client, tabId: number | undefined): Promise<PopupState> {
  const [shown, held, safety] = await Promise.all([
    tabId === undefined ? undefined : client.call('tab.scope', { tabId }),
    client.call('credentials.list', {}),
    client.call('safety.get', {}),
  ]);
  if (!held.ok) return { kind: 'failed', problem: held.problem };
  const identities = held.value.value;
  const scope = shown?.ok ? shown.value.value : null;
  const readOnly = safety.ok && readOnlyIn(safety.value.value, scope ?? undefined) !== undefined;
  if (!scope) return { kind: 'elsewhere', identities, readOnly };
  const identity = identities.find((each) => accountKey(each) === accountKey(scope));
  return { kind: 'tab', scope, identity, readOnly };
}

/** Why images cannot be shared from here, in one sentence; nothing when they can. */
export function shareObstacle(state: PopupState, now: number): string | undefined {
  if (state.kind === 'elsewhere') {
    return state.identities.length === 0
      ? 'Bulk share needs credentials.'
      : 'Open the AppStream console of an account to share its images from here.';
  }
  if (state.kind !== 'tab') return 'Bulk share needs to know who you are.';
  if (!state.identity) return 'Bulk share needs credentials for this account.';
  if (hasExpired(state.identity, now)) return 'Bulk share needs credentials that have not expired.';
  return state.readOnly ? 'Bulk share is off while nothing can be changed.' : undefined;
}

/** Whether credentials have to be added before anything can be done. */
export function needsCredentials(state: PopupState, now: number): boolean {
  if (state.kind === 'tab') return !state.identity || hasExpired(state.identity, now);
  return (
    state.kind === 'elsewhere' && state.identities.every((identity) => hasExpired(identity, now))
  );
}

/** Whether there are credentials that locking would drop. */
export function holdsCredentials(state: PopupState): boolean {
  return state.kind === 'tab'
    ? state.identity !== undefined
    : state.kind === 'elsewhere' && state.identities.length > 0;
}

/** Whether nothing is held at all: no news when it is because of the lock. */
export function holdsNone(state: PopupState): boolean {
  return state.kind === 'elsewhere' && state.identities.length === 0;
}
