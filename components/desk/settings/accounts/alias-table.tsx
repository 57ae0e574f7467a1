import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import type { AccountAlias } from '../../../../lib/accounts/alias';
import { writeAliasesCsv } from '../../../../lib/accounts/csv';
import { writeAliasesJson } from '../../../../lib/accounts/json';
import { useNarrow } from '../../use-narrow';
import { narrowColumns, wideColumns } from './alias-columns';
import { download } from '../../download';
import { fitsAlias } from './model';
import { usePages } from './pages';

interface AliasTableProps {
  readonly aliases: readonly AccountAlias[];
  readonly loading: boolean;
  readonly onAdd: () => void;
  readonly onEdit: (alias: AccountAlias) => void;
  readonly onRemove: (aliases: readonly AccountAlias[]) => void;
  readonly onImport: () => void;
}

const pageSize = 50;

/** The accounts that have a name, to be looked through, changed, and taken elsewhere. */
export function AliasTable(props: AliasTableProps) {
  const { aliases, loading } = props;
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const narrow = useNarrow();
  const found = aliases.filter((alias) => fitsAlias(alias, filter));
  const { shown, pagination } = usePages(found, pageSize);
  // What is out of sight is not acted on.
  const selected = found.filter(({ account }) => picked.includes(account));
  const pick = (items: readonly AccountAlias[]) => setPicked(items.map(({ account }) => account));
  return (
    <Table
      items={shown}
      trackBy="account"
      columnDefinitions={narrow ? narrowColumns : wideColumns}
      loading={loading}
      loadingText="Reading the accounts…"
      wrapLines
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => pick(detail.selectedItems)}
      ariaLabels={{
        tableLabel: 'Accounts',
        selectionGroupLabel: 'Select accounts',
        allItemsSelectionLabel: () => 'Select all',
        itemSelectionLabel: (_, { account }) => `Select ${account}`,
      }}
      header={
        <Header
          variant="h2"
          counter={loading ? '' : `(${aliases.length})`}
          description="Names are shown wherever an account is shown. They stay in this browser and change nothing in AWS."
          actions={<Actions {...props} selected={selected} />}
        >
          Account names
        </Header>
      }
      filter={
        <TextFilter
          filteringText={filter}
          filteringPlaceholder="Find accounts"
          filteringAriaLabel="Find accounts"
          countText={filter === '' ? '' : `${found.length} of ${aliases.length} accounts`}
          onChange={({ detail }) => setFilter(detail.filteringText)}
        />
      }
      pagination={pagination}
      empty={
        aliases.length === 0
          ? 'No account has a name yet. Add one, or import a list.'
          : 'No account fits this filter'
      }
    />
  );
}

function Actions(props: AliasTableProps & { readonly selected: readonly AccountAlias[] }) {
  const { aliases, selected, onAdd, onEdit, onRemove, onImport } = props;
  const [only] = selected.length === 1 ? selected : [];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        disabled={!only}
        disabledReason="Select one account first."
        onClick={() => only && onEdit(only)}
      >
        Edit
      </Button>
      <Button
        disabled={selected.length === 0}
        disabledReason="Select accounts first."
        onClick={() => onRemove(selected)}
      >
        Remove
      </Button>
      <Button onClick={onImport}>Import</Button>
      <ButtonDropdown
        disabled={aliases.length === 0}
        items={[
          { id: 'csv', text: 'Export CSV' },
          { id: 'json', text: 'Export JSON' },
        ]}
        onItemClick={({ detail }) => (detail.id === 'csv' ? exportCsv : exportJson)(aliases)}
      >
        Export
      </ButtonDropdown>
      <Button variant="primary" onClick={onAdd}>
        Add account
      </Button>
    </SpaceBetween>
  );
}

function exportCsv(aliases: readonly AccountAlias[]): void {
  download('image-desk-accounts.csv', 'text/csv;charset=utf-8', writeAliasesCsv(aliases));
}

function exportJson(aliases: readonly AccountAlias[]): void {
  download('image-desk-accounts.json', 'application/json', writeAliasesJson(aliases));
}
