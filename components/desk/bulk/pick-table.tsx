import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'preact/hooks';
import type { AccountId } from '../../../lib/scope';
import { AccountName } from '../account-name';
import { useAccounts } from '../accounts';
import { usePages } from '../settings/accounts/pages';

/** An account that can be picked. */
export interface Candidate {
  readonly account: AccountId;
  readonly name?: string;
  /** Why it cannot be picked. */
  readonly obstacle?: string;
}

const pageSize = 10;

interface PickTableProps {
  readonly candidates: readonly Candidate[];
  readonly picked: readonly Candidate[];
  readonly onPick: (picked: readonly Candidate[]) => void;
  readonly loading?: boolean;
  readonly empty: string;
}

const columns: readonly TableProps.ColumnDefinition<Candidate>[] = [
  { id: 'account', header: 'Account', isRowHeader: true, minWidth: 200, cell: Named },
];

function Named({ account, name = '', obstacle }: Candidate) {
  const known = useAccounts().names.get(account);
  return (
    <>
      <AccountName account={account} />
      {name !== '' && name !== known?.name && <div>{name}</div>}
      {obstacle !== undefined && <StatusIndicator type="info">{obstacle}</StatusIndicator>}
    </>
  );
}

/** Accounts of which any number can be picked. */
export function PickTable(props: PickTableProps) {
  const { candidates, picked, onPick, loading = false, empty } = props;
  const { names } = useAccounts();
  const [filter, setFilter] = useState('');
  const found = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return candidates.filter(({ account, name = '' }) => {
      const known = names.get(account);
      return [account, name, known?.name ?? '', known?.environment ?? ''].some((each) =>
        each.toLowerCase().includes(wanted),
      );
    });
  }, [candidates, filter, names]);
  const { shown, pagination } = usePages(found, pageSize);
  return (
    <Table
      variant="embedded"
      wrapLines
      items={shown}
      trackBy="account"
      columnDefinitions={columns}
      loading={loading}
      loadingText="Reading the accounts…"
      selectionType="multi"
      selectedItems={picked}
      isItemDisabled={({ obstacle }) => obstacle !== undefined}
      onSelectionChange={({ detail }) => onPick(detail.selectedItems)}
      pagination={pagination}
      ariaLabels={{
        tableLabel: 'Accounts to pick',
        selectionGroupLabel: 'Pick accounts',
        allItemsSelectionLabel: () => 'Pick all accounts of this page',
        itemSelectionLabel: (_, { account }) => `Pick account ${account}`,
      }}
      filter={
        <TextFilter
          filteringText={filter}
          filteringPlaceholder="Find accounts"
          filteringAriaLabel="Find accounts to pick"
          countText={filter === '' ? '' : `${found.length} of ${candidates.length} accounts`}
          onChange={({ detail }) => setFilter(detail.filteringText)}
        />
      }
      empty={candidates.length === 0 ? empty : 'No account fits this filter'}
    />
  );
}
