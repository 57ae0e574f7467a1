import * as v from 'valibot';
import { accountId, partition, regionCode } from '../operations/schemas';
import type { AccountScope, RegionCode } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';

/** Which account a person said that a page shows; the Region too where the page tells none. */
export type ChosenAccount = AccountScope & { readonly region?: RegionCode };

/** What people said about tabs whose pages do not tell which account they show. */
export interface ChosenAccounts {
  readonly of: (tabId: number) => Promise<ChosenAccount | undefined>;
  readonly choose: (tabId: number, account: ChosenAccount) => Promise<void>;
  readonly forget: (tabId: number) => Promise<void>;
}

const chosenAccount = v.object({
  partition,
  account: accountId,
  region: v.exactOptional(regionCode),
});

/**
 * The choices, kept in memory until the browser closes. No browser gives the id of a closed tab
 * to another one before that, so that a choice ends with its tab.
 */
export function createChosenAccounts(store: KeyValueStore): ChosenAccounts {
  const choices = itemsOf(store, 'chosen/', chosenAccount);
  return {
    of: (tabId) => choices.get(String(tabId)),
    choose: (tabId, account) => choices.set(String(tabId), account),
    forget: (tabId) => choices.remove([String(tabId)]),
  };
}
