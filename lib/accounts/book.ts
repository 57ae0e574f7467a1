import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import { limits, type AccountAlias, type AccountName } from './alias';
import { accountAlias } from './schema';

/** The names of accounts, kept until they are removed. */
export interface AccountBook {
  /** All aliases, by account. */
  readonly list: () => Promise<readonly AccountAlias[]>;
  /** What is shown of those of the accounts that have an alias: never the groups or the notes. */
  readonly names: (accounts: readonly AccountId[]) => Promise<readonly AccountName[]>;
  /** Adds aliases, and replaces those of the same accounts. Refuses more than the book holds. */
  readonly put: (aliases: readonly AccountAlias[]) => Promise<Result<null>>;
  readonly remove: (accounts: readonly AccountId[]) => Promise<void>;
}

const full: Problem = {
  kind: 'refused',
  detail: `At most ${limits.accounts} accounts can have a name. Remove some that are not needed.`,
};

/** An account book over a key-value store that web pages cannot reach. */
export function createAccountBook(store: KeyValueStore): AccountBook {
  const items = itemsOf(store, 'alias/', accountAlias);
  const list = async () => (await items.all()).map(([, alias]) => alias);
  // Two imports at once must not make more of it than it holds.
  const inTurn = takeTurns();
  return {
    list,
    async names(accounts) {
      const found = await Promise.all([...new Set(accounts)].map((account) => items.get(account)));
      return found.flatMap((alias) => (alias ? [nameOf(alias)] : []));
    },
    put: (aliases) =>
      inTurn(async () => {
        const accounts = new Set((await list()).map(({ account }) => account));
        for (const { account } of aliases) accounts.add(account);
        if (accounts.size > limits.accounts) return failed(full);
        await Promise.all(aliases.map((alias) => items.set(alias.account, alias)));
        return ok(null);
      }),
    remove: (accounts) => inTurn(() => items.remove(accounts)),
  };
}

function nameOf({ account, name, environment }: AccountAlias): AccountName {
  return { account, name, ...(environment && { environment }) };
}
