import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Scope } from '../../../lib/scope';
import { AccountName } from '../account-name';
import { useNarrow } from '../use-narrow';
import { describeStanding, type DeletionRow } from './delete-form';

const tones: Readonly<Record<DeletionRow['standing']['kind'], StatusIndicatorProps.Type>> = {
  free: 'success',
  shared: 'warning',
  held: 'error',
};

type Columns = readonly TableProps.ColumnDefinition<DeletionRow>[];

const wide: Columns = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    minWidth: 200,
    cell: ({ image }) => <div class="desk-who">{image}</div>,
  },
  { id: 'region', header: 'Region', minWidth: 110, cell: ({ region }) => region },
  { id: 'standing', header: 'Result of the check', minWidth: 180, cell: Standing },
];

/** The same in one column, where three would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    cell: (row) => (
      <>
        <div class="desk-who">{row.image}</div>
        <div>{row.region}</div>
        <Standing {...row} />
      </>
    ),
  },
];

function Standing({ standing }: Pick<DeletionRow, 'standing'>) {
  return (
    <StatusIndicator type={tones[standing.kind]}>{describeStanding(standing)}</StatusIndicator>
  );
}

interface DeleteTableProps {
  readonly scope: Scope;
  readonly rows: readonly DeletionRow[];
  readonly onCheck: () => void;
}

/** The images that shall be gone, and whether they can be. */
export function DeleteTable({ scope, rows, onCheck }: DeleteTableProps) {
  return (
    <Table
      items={rows}
      columnDefinitions={useNarrow() ? narrow : wide}
      wrapLines
      ariaLabels={{ tableLabel: 'Images to delete' }}
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description={
            <>
              As AWS says now, in account <AccountName account={scope.account} />
            </>
          }
          actions={
            <Button iconName="refresh" onClick={onCheck}>
              Check again
            </Button>
          }
        >
          Images to delete
        </Header>
      }
    />
  );
}
