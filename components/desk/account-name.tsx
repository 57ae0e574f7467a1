import type { AccountId } from '../../lib/scope';
import { AccountName as NameAndId } from '../light/account-name';
import { useAccounts } from './accounts';

/** An account by its name and environment where it has them, and always by its id. */
export function AccountName({ account }: { readonly account: AccountId }) {
  const known = useAccounts().names.get(account);
  return known ? (
    <NameAndId account={account} known={known} />
  ) : (
    <span class="desk-account">{account}</span>
  );
}
