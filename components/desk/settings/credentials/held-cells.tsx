import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { describeExpiry } from '../../../../lib/credentials/expiry';
import { hasExpired, type Identity } from '../../../../lib/credentials/identity';
import type { VaultState } from '../../../../lib/credentials/vault';
import { accountKey } from '../../../../lib/scope';
import { isRenewable } from './assume';

/** What can be done with a row of the held credentials, besides forgetting it. */
export interface HeldActs {
  /** Nothing where there is none to offer. */
  readonly vault: VaultState | undefined;
  readonly remember: (identity: Identity) => void;
  readonly addFresh: () => void;
}

interface CellProps {
  readonly identity: Identity;
  readonly now: number;
  readonly acts: HeldActs;
}

/** How long credentials can be used, and the way to fresh ones when that is over. */
export function Expiry({ identity, now, acts }: CellProps) {
  if (isRenewable(identity, now) && hasExpired(identity, now)) {
    return <StatusIndicator type="pending">Renewed when it is used next</StatusIndicator>;
  }
  const expired = hasExpired(identity, now);
  const tone = identity.longTerm ? 'warning' : 'success';
  return (
    <>
      <StatusIndicator type={expired ? 'error' : tone} wrapText={false}>
        {describeExpiry(identity, now)}
      </StatusIndicator>
      {identity.longTerm && !expired && <div>Long-term key</div>}
      {expired && (
        <div>
          <Button
            variant="inline-link"
            ariaLabel={`Add fresh ones for ${identity.account}`}
            onClick={acts.addFresh}
          >
            Add fresh ones
          </Button>
        </div>
      )}
    </>
  );
}

/** Whether credentials are in the vault, or the button that puts them there. */
export function VaultCell({ identity, now, acts }: CellProps) {
  const { vault } = acts;
  if (!vault || vault.state === 'none') return null;
  const key = accountKey(identity);
  if (vault.accounts.some((each) => accountKey(each) === key)) return <div>In vault</div>;
  if (vault.state === 'locked') return <div>Not in vault</div>;
  if (hasExpired(identity, now)) return null;
  return (
    <Button
      variant="inline-link"
      ariaLabel={`Remember in vault ${identity.account}`}
      onClick={() => acts.remember(identity)}
    >
      Remember in vault
    </Button>
  );
}
