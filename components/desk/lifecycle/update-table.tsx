import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { NameInput } from './name-input';
import type { UpdateRow } from './update-form';

/** How many images a page has: each has two fields. */
const pageSize = 20;

interface UpdateTableProps {
  readonly rows: readonly UpdateRow[];
  /** Why there are none, in one sentence. */
  readonly empty: string;
  readonly onName: (key: string, name: string) => void;
  readonly onDisplayName: (key: string, name: string) => void;
}

function From({ from: { image, region }, agentVersion }: UpdateRow) {
  return (
    <>
      <div class="desk-who">{image}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        {agentVersion === undefined ? region : `${region}, agent ${agentVersion}`}
      </Box>
    </>
  );
}

/** What each new image is called. */
export function UpdateTable({ rows, empty, onName, onDisplayName }: UpdateTableProps) {
  const { shown, pagination } = usePages(rows, pageSize);
  const name = ({ key, from: source, image, error }: UpdateRow) => (
    <NameInput
      label={`New name for ${source.image}`}
      value={image}
      error={error}
      onType={(value) => onName(key, value)}
    />
  );
  const displayName = (row: UpdateRow) => (
    <NameInput
      label={`Display name of the new image for ${row.from.image}`}
      value={row.displayName}
      error={row.displayNameError}
      onType={(value) => onDisplayName(row.key, value)}
    />
  );
  const wide: readonly TableProps.ColumnDefinition<UpdateRow>[] = [
    { id: 'from', header: 'Image', isRowHeader: true, minWidth: 180, cell: From },
    { id: 'name', header: 'New name', minWidth: 240, cell: name },
    { id: 'display-name', header: 'Display name', minWidth: 220, cell: displayName },
  ];
  /** The same in one column, where three would have to be scrolled. */
  const narrow: readonly TableProps.ColumnDefinition<UpdateRow>[] = [
    {
      id: 'from',
      header: 'Image',
      isRowHeader: true,
      cell: (row) => (
        <>
          <From {...row} />
          <div>New name</div>
          {name(row)}
          <div>Display name</div>
          {displayName(row)}
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
      ariaLabels={{ tableLabel: 'Updates' }}
      empty={empty}
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description="The plan asks AWS for which of them it has something newer. AWS updates 5 at a time in a Region; the others wait for their turn. The old images stay as they are."
        >
          New images
        </Header>
      }
    />
  );
}
