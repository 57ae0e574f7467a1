import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';

interface PlainTableProps<Item> {
  readonly title: string;
  readonly items: readonly Item[];
  readonly columns: TableProps.ColumnDefinition<Item>[];
}

/** A table to be read, inside a tab. */
export function PlainTable<Item>({ title, items, columns }: PlainTableProps<Item>) {
  return (
    <Table
      variant="embedded"
      items={items}
      columnDefinitions={columns}
      header={
        <Header variant="h3" counter={`(${items.length})`}>
          {title}
        </Header>
      }
      empty={<Box textAlign="center">Nothing to show</Box>}
    />
  );
}
