import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';

type Columns<Item> = readonly TableProps.ColumnDefinition<Item>[];

/**
 * The same columns as one, where they would have to be scrolled. What the first one says stands
 * above the others, each of which is named.
 */
export function inOneColumn<Item>(columns: Columns<Item>): Columns<Item> {
  const [first, ...others] = columns;
  if (!first) return [];
  return [
    {
      id: first.id ?? 'one',
      header: first.header,
      isRowHeader: true,
      cell: (item) => (
        <>
          <strong class="desk-who">{first.cell(item)}</strong>
          {others.map((column) => (
            <div key={column.id}>
              <Box variant="span" color="text-body-secondary" fontSize="body-s">
                {column.header}:
              </Box>{' '}
              {column.cell(item)}
            </div>
          ))}
        </>
      ),
    },
  ];
}
