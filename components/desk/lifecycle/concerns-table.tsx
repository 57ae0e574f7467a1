import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Concern } from '../../../lib/lifecycle/plan';
import { usePages } from '../settings/accounts/pages';

interface ConcernsTableProps {
  readonly concerns: readonly Concern[];
  readonly heading: string;
  readonly description: string;
}

/** How many rows a page of the table has. */
const pageSize = 20;

/** What is in the way of something, one reason a row. */
export function ConcernsTable({ concerns, heading, description }: ConcernsTableProps) {
  const { shown, pagination } = usePages(concerns, pageSize);
  return (
    <Table
      items={shown}
      pagination={pagination}
      wrapLines
      ariaLabels={{ tableLabel: heading }}
      columnDefinitions={[
        {
          id: 'subject',
          header: 'Name',
          isRowHeader: true,
          minWidth: 140,
          cell: ({ subject }) => <div class="desk-who">{subject}</div>,
        },
        { id: 'region', header: 'Region', minWidth: 110, cell: ({ region }) => region },
        {
          id: 'reason',
          header: 'Reason',
          minWidth: 200,
          cell: ({ refusal }) => <div class="desk-who">{refusal.sentence}</div>,
        },
      ]}
      header={
        <Header variant="h2" counter={`(${concerns.length})`} description={description}>
          {heading}
        </Header>
      }
    />
  );
}
