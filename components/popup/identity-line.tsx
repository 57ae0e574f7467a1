import type { AccountName } from '../../lib/accounts/alias';
import { describePrincipal, hasExpired, type Identity } from '../../lib/credentials/identity';
import { AccountTitle, edgeOf } from '../light/account-name';
import { StatusIndicator } from '../light/status-indicator';
import { describeExpiry } from '../../lib/credentials/expiry';

interface IdentityLineProps {
  readonly identity: Identity;
  /** The alias of the account. */
  readonly known: AccountName | undefined;
  /** The Region that the tab shows, or that of the credentials when it shows none. */
  readonly region: string;
  readonly now: number;
}

/** Who somebody is in AWS: account, role, Region and how long that lasts. */
export function IdentityLine({ identity, known, region, now }: IdentityLineProps) {
  const expired = hasExpired(identity, now);
  const expiry = describeExpiry(identity, now);
  return (
    <div {...edgeOf(known, 'identity')}>
      {known && <AccountTitle {...known} />}
      <div>
        <strong>Account {identity.account}</strong>, {region}
      </div>
      <div>{describePrincipal(identity.arn)}</div>
      <div>
        {expired ? (
          <StatusIndicator tone="error">These credentials have expired</StatusIndicator>
        ) : (
          <span class="quiet">{expiry}</span>
        )}
      </div>
    </div>
  );
}
