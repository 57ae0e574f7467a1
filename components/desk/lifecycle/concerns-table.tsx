import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Concern } from '../../../lib/lifecycle/plan';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';

interface ConcernsTableProps {
  readonly concerns: readonly Concern[];
  readonly heading: string;
  readonly description: string;
}

/** How many rows a page of the table has. */
const pageSize = 20;

type Columns = readonly TableProps.ColumnDefinition<Concern>[];

const wide: Columns = [
  {
    id: 'subject',
    header: 'Name',
    isRowHeader: true,
    minWidth: 140,
    cell: ({ subject }) => <div class="desk-who">{subject}</div>,
  },
  { id: 'region', header: 'Region', minWidth: 130, cell: ({ region }) => region },
  {
    id: 'reason',
    header: 'Reason',
    minWidth: 200,
    cell: ({ refusal }) => <div class="desk-who">{refusal.sentence}</div>,
  },
];

/** The same in one column, where three would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'subject',
    header: 'Name and reason',
    isRowHeader: true,
    cell: ({ subject, region, refusal }) => (
      <>
        <div class="desk-who">{subject}</div>
        <Box color="text-body-secondary" fontSize="body-s">
          {region}
        </Box>
        <div class="desk-who">{refusal.sentence}</div>
      </>
    ),
  },
];

/** What is in the way of something, one reason a row. */
export function ConcernsTable({ concerns, heading, description }: ConcernsTableProps) {
  const { shown, pagination } = usePages(concerns, pageSize);
  return (
    <Table
      items={shown}
      pagination={pagination}
      wrapLines
      ariaLabels={{ tableLabel: heading }}
      columnDefinitions={useNarrow() ? narrow : wide}
      header={
        <Header variant="h2" counter={`(${concerns.length})`} description={description}>
          {heading}
        </Header>
      }
    />
  );
}
