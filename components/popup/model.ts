import type { AccountNames } from '../../lib/accounts/alias';
import type { Identity } from '../../lib/credentials/identity';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';
import { readOnlyIn } from '../../lib/safety/obstacles';
import { accountKey, type Scope } from '../../lib/scope';

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

/** Reads the names of the accounts that a state shows; none when they cannot be had. */
export async function readNames(client: Client, state: PopupState): Promise<AccountNames> {
  const shown =
    state.kind === 'tab'
      ? [state.scope.account]
      : state.kind === 'elsewhere'
        ? state.identities.map(({ account }) => account)
        : [];
  if (shown.length === 0) return new Map();
  const named = await client.call('accounts.names', { accounts: shown.slice(0, 200) });
  return new Map(named.ok ? named.value.value.map((each) => [each.account, each]) : []);
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
