import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import type { CopyRow } from './copy-form';
import { NameInput } from './name-input';

/** How many copies a page has: each has a field. */
const pageSize = 20;

interface CopyTableProps {
  readonly rows: readonly CopyRow[];
  /** Why there are none, in one sentence. */
  readonly empty: string;
  readonly onName: (key: string, name: string) => void;
}

function From({ from }: CopyRow) {
  return (
    <>
      <div class="desk-who">{from.image}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        {from.region}
      </Box>
    </>
  );
}

/** What each copy is called. */
export function CopyTable({ rows, empty, onName }: CopyTableProps) {
  const { shown, pagination } = usePages(rows, pageSize);
  const name = ({ key, from: source, to, error }: CopyRow) => (
    <NameInput
      label={`Name of the copy of ${source.image} in ${to.region}`}
      value={to.image}
      error={error}
      onType={(value) => onName(key, value)}
    />
  );
  const wide: readonly TableProps.ColumnDefinition<CopyRow>[] = [
    { id: 'from', header: 'Image', isRowHeader: true, minWidth: 180, cell: From },
    { id: 'to', header: 'To', minWidth: 130, cell: ({ to }) => to.region },
    { id: 'name', header: 'Name there', minWidth: 260, cell: name },
  ];
  /** The same in one column, where three would have to be scrolled. */
  const narrow: readonly TableProps.ColumnDefinition<CopyRow>[] = [
    {
      id: 'from',
      header: 'Copy',
      isRowHeader: true,
      cell: (row) => (
        <>
          <From {...row} />
          <div>{`To ${row.to.region} as`}</div>
          {name(row)}
        </>
      ),
    },
  ];
  return (
    <Table
      items={shown}
      columnDefinitions={useNarrow() ? narrow : wide}
      trackBy="key"
      wrapLines
      pagination={pagination}
      ariaLabels={{ tableLabel: 'Copies' }}
      empty={empty}
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description="A name that is taken gets a number. Change it as you like."
        >
          Copies
        </Header>
      }
    />
  );
}
