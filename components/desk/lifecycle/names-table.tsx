import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';

/** How many new images a page has: each has a field or two. */
const pageSize = 20;

type Column<Row> = TableProps.ColumnDefinition<Row>;

interface NamesTableProps<Row> {
  readonly rows: readonly Row[];
  /** Why there are none, in one sentence. */
  readonly empty: string;
  readonly heading: string;
  readonly description: string;
  /** What the table is called to who hears it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** The same in one column, where all of them would have to be scrolled. */
  readonly narrow: Pick<Column<Row>, 'header' | 'cell'>;
}

/** What each of some new images is called. */
export function NamesTable<Row extends { readonly key: string }>(props: NamesTableProps<Row>) {
  const { rows, empty, heading, description, label, columns, narrow } = props;
  const { shown, pagination } = usePages(rows, pageSize);
  const one: readonly Column<Row>[] = [{ id: 'from', isRowHeader: true, ...narrow }];
  return (
    <Table
      items={shown}
      columnDefinitions={useNarrow() ? one : columns}
      trackBy="key"
      wrapLines
      pagination={pagination}
      ariaLabels={{ tableLabel: label }}
      empty={empty}
      header={
        <Header variant="h2" counter={`(${rows.length})`} description={description}>
          {heading}
        </Header>
      }
    />
  );
}

/** An image that a new one is made of, and where it is. */
export function MadeOf({ image, place }: { readonly image: string; readonly place: string }) {
  return (
    <>
      <div class="desk-who">{image}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        {place}
      </Box>
    </>
  );
}
