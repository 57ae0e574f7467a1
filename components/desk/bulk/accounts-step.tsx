import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AccountId, Scope } from '../../../lib/scope';
import { AddAccounts } from './add-accounts';
import type { RecipientList } from './recipients-model';
import { RecipientTable } from './recipient-table';

/** Whether accounts that are not in the list keep what they have, or lose it. */
export type ShareManner = 'update' | 'exact';

interface AccountsStepProps {
  readonly list: RecipientList;
  /** The account that owns the images, and any Region of it. */
  readonly scope: Scope;
  /** The accounts that the company allows; nothing when it allows all. */
  readonly allowed: ReadonlySet<AccountId> | undefined;
  readonly manner: ShareManner;
  readonly onManner: (manner: ShareManner) => void;
}

/** The second step: with whom, and what they may do. */
export function AccountsStep({ list, scope, allowed, manner, onManner }: AccountsStepProps) {
  return (
    <Container
      header={
        <Header variant="h2" description="The accounts that get the images, and what each may do.">
          2. Accounts
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AddAccounts key="add" list={list} scope={scope} />
        <RecipientTable key="list" list={list} owner={scope.account} allowed={allowed} />
        <FormField key="manner" label="Accounts that are not in the list">
          <RadioGroup
            value={manner}
            items={[
              {
                value: 'update',
                label: 'Add and update',
                description: 'They keep what they have.',
              },
              {
                value: 'exact',
                label: 'Make exactly so',
                description: 'They lose access to the selected images.',
              },
            ]}
            onChange={({ detail }) => onManner(detail.value === 'exact' ? 'exact' : 'update')}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
