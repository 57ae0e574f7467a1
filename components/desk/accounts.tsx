import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { AccountAlias, AccountNames } from '../../lib/accounts/alias';
import type { Loaded } from './loader';
import { useLive, type Question } from './use-live';

/** The names of accounts, always as they are now. */
export interface Accounts {
  readonly book: Loaded<readonly AccountAlias[]>;
  /** What is known by now: nothing while the book is read, or when it cannot be. */
  readonly names: AccountNames;
  readonly reload: () => void;
}

const AccountsContext = createContext<Accounts | undefined>(undefined);

const question: Question<readonly AccountAlias[]> = {
  ask: (client) => client.call('accounts.list', {}),
  after: ['accounts-changed'],
};

/** Reads the account book once for all views below. */
export function AccountsProvider({ children }: { readonly children: ComponentChildren }) {
  const { loaded: book, reload } = useLive(question);
  const accounts = useMemo(() => {
    const aliases = book.state === 'ready' ? book.value : [];
    return { book, names: new Map(aliases.map((alias) => [alias.account, alias])), reload };
  }, [book, reload]);
  return <AccountsContext.Provider value={accounts}>{children}</AccountsContext.Provider>;
}

/** The names of accounts, for a view of the desk. */
export function useAccounts(): Accounts {
  const accounts = useContext(AccountsContext);
  if (!accounts) throw new Error('This is not inside the desk.');
  return accounts;
}
