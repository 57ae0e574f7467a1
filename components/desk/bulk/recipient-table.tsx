import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'preact/hooks';
import type { AccountNames } from '../../../lib/accounts/alias';
import type { AccountId } from '../../../lib/scope';
import type { Recipient } from '../../../lib/sharing/recipients';
import { formatNumber } from '../../../lib/words';
import { AccountName } from '../account-name';
import { useAccounts } from '../accounts';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { isForbidden } from './readiness';
import type { RecipientList } from './recipients-model';

const pageSize = 10;

/** So many accounts fit without being searched. */
const fewAccounts = 10;

interface RecipientTableProps {
  readonly list: RecipientList;
  readonly owner: AccountId;
  readonly allowed: ReadonlySet<AccountId> | undefined;
}

/** The accounts of the list; what each gets can be changed, and each can be taken out. */
export function RecipientTable({ list, owner, allowed }: RecipientTableProps) {
  const all = list.recipients.value;
  const { names } = useAccounts();
  const [filter, setFilter] = useState('');
  const found = useMemo(
    () => all.filter((recipient) => fits(recipient, filter, names)),
    [all, filter, names],
  );
  const { shown, pagination } = usePages(found, pageSize);
  const narrow = useNarrow();
  const columns = useMemo(
    () => columnsOf({ list, owner, allowed }, narrow),
    [list, owner, allowed, narrow],
  );
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={shown}
      trackBy="account"
      columnDefinitions={columns}
      pagination={pagination}
      ariaLabels={{ tableLabel: 'Accounts' }}
      header={
        <Header
          variant="h3"
          counter={`(${formatNumber(all.length)})`}
          actions={
            <Button disabled={all.length === 0} onClick={() => list.clear()}>
              Empty the list
            </Button>
          }
        >
          List of accounts
        </Header>
      }
      filter={
        all.length > fewAccounts && (
          <TextFilter
            filteringText={filter}
            filteringPlaceholder="Find accounts"
            filteringAriaLabel="Find accounts"
            countText={filter === '' ? '' : `${found.length} of ${all.length} accounts`}
            onChange={({ detail }) => setFilter(detail.filteringText)}
          />
        )
      }
      empty={all.length === 0 ? 'No accounts yet' : 'No account fits this filter'}
    />
  );
}

function fits({ account, name = '' }: Recipient, filter: string, names: AccountNames): boolean {
  const wanted = filter.trim().toLowerCase();
  return [account, name, names.get(account)?.name ?? ''].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}

function columnsOf(
  props: RecipientTableProps,
  narrow: boolean,
): readonly TableProps.ColumnDefinition<Recipient>[] {
  const account = {
    id: 'account',
    header: 'Account',
    isRowHeader: true,
    minWidth: 180,
    cell: (recipient: Recipient) => (
      <>
        <Account recipient={recipient} {...props} />
        {narrow && <Permissions recipient={recipient} {...props} />}
      </>
    ),
  };
  const remove = {
    id: 'remove',
    header: 'Remove',
    minWidth: 60,
    width: 90,
    cell: (recipient: Recipient) => (
      <Button
        variant="icon"
        iconName="close"
        ariaLabel={`Remove account ${recipient.account}`}
        onClick={() => props.list.remove(recipient.account)}
      />
    ),
  };
  if (narrow) return [account, remove];
  const permissions = {
    id: 'permissions',
    header: 'Permissions',
    minWidth: 300,
    cell: (recipient: Recipient) => <Permissions recipient={recipient} {...props} />,
  };
  return [account, permissions, remove];
}

interface CellProps extends RecipientTableProps {
  readonly recipient: Recipient;
}

function Account({ recipient, owner, allowed }: CellProps) {
  const { account, name } = recipient;
  const known = useAccounts().names.get(account);
  return (
    <>
      <div>
        <AccountName account={account} />
      </div>
      {name !== undefined && name !== known?.name && (
        <Box color="text-body-secondary" fontSize="body-s">
          {`In the list: ${name}`}
        </Box>
      )}
      {account === owner && (
        <StatusIndicator type="error" wrapText>
          It owns the images
        </StatusIndicator>
      )}
      {isForbidden(recipient, allowed) && (
        <StatusIndicator type="error" wrapText>
          Not allowed by your company
        </StatusIndicator>
      )}
    </>
  );
}

function Permissions({ recipient, list }: CellProps) {
  const { account, fleet, imageBuilder } = recipient;
  return (
    <div role="group" aria-label={`Permissions of account ${account}`}>
      <div class="desk-boxes">
        <Checkbox
          checked={fleet}
          onChange={({ detail }) => list.change(account, { fleet: detail.checked, imageBuilder })}
        >
          Use for fleet
        </Checkbox>
        <Checkbox
          checked={imageBuilder}
          onChange={({ detail }) => list.change(account, { fleet, imageBuilder: detail.checked })}
        >
          Use for image builder
        </Checkbox>
      </div>
      {!fleet && !imageBuilder && (
        <StatusIndicator type="warning" wrapText>
          Loses access
        </StatusIndicator>
      )}
    </div>
  );
}
