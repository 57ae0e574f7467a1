import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { effectsOfPlan } from '../../../lib/lifecycle/explain';
import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import { imageKey } from '../../../lib/sharing/plan';
import { countOf } from '../../../lib/words';
import { AccountName } from '../account-name';
import type { DeletionRow } from './delete-form';

/** How many accounts are shown at once. */
const fewAccounts = 5;

interface DeleteSharesProps {
  readonly rows: readonly DeletionRow[];
  /** What stops the sharing, among other steps. */
  readonly steps: LifecyclePlan['steps'];
  readonly unshare: boolean;
  readonly onUnshare: (unshare: boolean) => void;
}

/** Who has the images that shall be gone, and the choice to take them away first. */
export function DeleteShares({ rows, steps, unshare, onUnshare }: DeleteSharesProps) {
  const [effect] = effectsOfPlan({ steps: steps.filter(({ act }) => act === 'unshare') });
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description="AWS deletes an image only when it is shared with nobody."
        >
          Shared images
        </Header>
      }
    >
      <SpaceBetween size="m">
        {rows.map(({ region, image, standing }) => (
          <Accounts
            key={imageKey({ region, image })}
            image={`${image} (${region})`}
            accounts={standing.kind === 'shared' ? standing.accounts : []}
          />
        ))}
        <Checkbox
          key="choice"
          checked={unshare}
          description={effect}
          onChange={({ detail }) => onUnshare(detail.checked)}
        >
          Stop sharing first
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}

function Accounts(props: { readonly image: string; readonly accounts: readonly string[] }) {
  const { image, accounts } = props;
  return (
    <ExpandableSection
      headerText={`${image}: ${countOf(accounts.length, 'account')}`}
      defaultExpanded={accounts.length <= fewAccounts}
    >
      <ul class="desk-list" aria-label={`Accounts that have ${image}`}>
        {accounts.map((account) => (
          <li key={account}>
            <AccountName account={account} />
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
