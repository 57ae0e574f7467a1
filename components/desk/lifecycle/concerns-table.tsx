import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { linksFrom } from '../../../lib/console/links';
import type { Concern } from '../../../lib/lifecycle/plan';
import type { Partition } from '../../../lib/scope';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';

interface ConcernsTableProps {
  readonly concerns: readonly Concern[];
  readonly heading: string;
  readonly description: string;
  /** Where the console is in which what is in the way can be removed. */
  readonly partition?: Partition;
}

/** How many rows a page of the table has. */
const pageSize = 20;

type Column = TableProps.ColumnDefinition<Concern>;

const name: Column = {
  id: 'subject',
  header: 'Name',
  isRowHeader: true,
  minWidth: 140,
  cell: ({ subject }) => <div class="desk-who">{subject}</div>,
};

const place: Column = {
  id: 'region',
  header: 'Region',
  minWidth: 130,
  cell: ({ region }) => region,
};

/** The columns; one where three would have to be scrolled. */
function columnsOf(isNarrow: boolean, partition: Partition | undefined): readonly Column[] {
  const reason = (concern: Concern) => (
    <div class="desk-who">
      {concern.refusal.sentence}
      {partition !== undefined && <WayOn concern={concern} partition={partition} />}
    </div>
  );
  if (!isNarrow)
    return [name, place, { id: 'reason', header: 'Reason', minWidth: 200, cell: reason }];
  return [
    {
      id: 'subject',
      header: 'Name and reason',
      isRowHeader: true,
      cell: (concern) => (
        <>
          <div class="desk-who">{concern.subject}</div>
          <Box color="text-body-secondary" fontSize="body-s">
            {concern.region}
          </Box>
          {reason(concern)}
        </>
      ),
    },
  ];
}

/** What is in the way of something, one reason a row. */
export function ConcernsTable(props: ConcernsTableProps) {
  const { concerns, heading, description, partition } = props;
  const { shown, pagination } = usePages(concerns, pageSize);
  const isNarrow = useNarrow();
  return (
    <Table
      items={shown}
      pagination={pagination}
      wrapLines
      ariaLabels={{ tableLabel: heading }}
      columnDefinitions={columnsOf(isNarrow, partition)}
      header={
        <Header variant="h2" counter={`(${concerns.length})`} description={description}>
          {heading}
        </Header>
      }
    />
  );
}

/** A link to where the console lets a person remove what is in the way. */
function WayOn(props: { readonly concern: Concern; readonly partition: Partition }) {
  const { refusal, region } = props.concern;
  if (refusal.kind !== 'fleet' || refusal.subject === undefined) return null;
  const href = linksFrom({ partition: props.partition }).fleet(refusal.subject, region);
  return (
    href !== undefined && (
      <div>
        <Link external href={href}>
          {`Open ${refusal.subject} in the console`}
        </Link>
      </div>
    )
  );
}
