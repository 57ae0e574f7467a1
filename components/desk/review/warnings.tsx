import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import {
  explainNearQuota,
  explainWarning,
  type ItemWarning,
  type PlanWarnings,
} from '../../../lib/sharing/warnings';
import type { AccountId } from '../../../lib/scope';
import { AccountName } from '../account-name';

/** The weightiest first. */
const order: readonly ItemWarning[] = ['forbidden-recipient', 'fleets-stop', 'unknown-account'];

/** How many accounts are named at once; the others are counted. */
const mostNamed = 100;

/** What a person should know before a plan is carried out. */
export function Warnings({ warnings }: { readonly warnings: PlanWarnings }) {
  const { accounts, nearQuota } = warnings;
  return (
    <SpaceBetween size="s">
      {order.map((warning) => {
        const concerned = accounts.get(warning);
        return (
          concerned && (
            <Alert
              key={warning}
              type={warning === 'forbidden-recipient' ? 'error' : 'warning'}
              header={explainWarning(warning, concerned.length)}
            >
              <Concerned accounts={concerned} />
            </Alert>
          )
        );
      })}
      {nearQuota.size > 0 && (
        <Alert
          key="near-quota"
          type="warning"
          header={
            nearQuota.size === 1
              ? '1 image comes near its quota.'
              : `${nearQuota.size} images come near their quota.`
          }
        >
          <ExpandableSection headerText="Show the images">
            <ul class="desk-list">
              {[...nearQuota].map(([image, shared]) => (
                <li key={image}>{`${image}: ${explainNearQuota(shared)}`}</li>
              ))}
            </ul>
          </ExpandableSection>
        </Alert>
      )}
    </SpaceBetween>
  );
}

function Concerned({ accounts }: { readonly accounts: readonly AccountId[] }) {
  return (
    <ExpandableSection headerText="Show the accounts">
      <AccountList accounts={accounts} />
    </ExpandableSection>
  );
}

interface AccountListProps {
  readonly accounts: readonly AccountId[];
  /** How many are named; the others are counted. */
  readonly most?: number;
}

/** Accounts as a list, by their names. */
export function AccountList({ accounts, most = mostNamed }: AccountListProps) {
  return (
    <ul class="desk-list desk-columns">
      {accounts.slice(0, most).map((account) => (
        <li key={account}>
          <AccountName account={account} />
        </li>
      ))}
      {accounts.length > most && <li key="more">{`and ${accounts.length - most} more`}</li>}
    </ul>
  );
}
