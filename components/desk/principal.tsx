import { accountIdPattern } from '../../lib/scope';
import { AccountName } from './account-name';

/** An account by its name, another principal as AWS writes it. */
export function Principal({ who }: { readonly who: string | undefined }) {
  if (who === undefined) return <>–</>;
  return accountIdPattern.test(who) ? (
    <AccountName account={who} />
  ) : (
    <div class="desk-who">{who}</div>
  );
}
