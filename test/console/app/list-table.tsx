import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ComponentChildren } from 'preact';
import { useGeneration } from './fixture';

const pageSize = 25;

interface ListTableProps<Item> {
  readonly title: string;
  /** What the items are called in the middle of a sentence, such as `images`. */
  readonly things: string;
  /** Undefined while they are loading. */
  readonly items: readonly Item[] | undefined;
  readonly columns: TableProps.ColumnDefinition<Item>[];
  readonly nameOf: (item: Item) => string;
  readonly filteredBy: readonly (string & keyof Item)[];
  readonly selected: Item | undefined;
  readonly select: (item: Item | undefined) => void;
  readonly reload: () => void;
  /** Part of a page that shows more than this list. */
  readonly within?: boolean;
  /** Beside the button that reloads. */
  readonly actions?: ComponentChildren;
  /** Beside the text filter. */
  readonly filter?: ComponentChildren;
}

/** A table of the console in which one row can be selected. */
export function ListTable<Item>(props: ListTableProps<Item>) {
  const { title, things, items: all, columns, nameOf, filteredBy, selected, select } = props;
  const generation = useGeneration();
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } =
    useCollection<Item>(all ?? [], {
      filtering: {
        filteringFunction: (item, text) => {
          const texts = [nameOf(item), ...filteredBy.map((field) => String(item[field] ?? ''))];
          return texts.some((each) => each.toLowerCase().includes(text.toLowerCase()));
        },
        noMatch: <Box textAlign="center">No matches</Box>,
        empty: <Box textAlign="center">{`No ${things}`}</Box>,
      },
      pagination: { pageSize },
      sorting: {},
    });
  const total = all?.length ?? 0;
  const counter = filterProps.filteringText === '' ? total : `${filteredItemsCount}/${total}`;
  return (
    // A new key replaces the container and all that is in it: every tenth generation.
    <div key={Math.floor(generation / 10)} data-generation={generation}>
      <Table
        {...collectionProps}
        variant={props.within ? 'container' : 'full-page'}
        selectionType="single"
        // A key that changes with the generation re-mounts every row.
        trackBy={(item) => `${nameOf(item)}/${generation}`}
        items={items}
        loading={all === undefined}
        loadingText={`Loading ${things}`}
        columnDefinitions={columns}
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => select(detail.selectedItems[0])}
        ariaLabels={{
          tableLabel: title,
          selectionGroupLabel: 'Image selection',
          itemSelectionLabel: (_state, item) => `Select ${nameOf(item)}`,
        }}
        header={
          <Header
            variant={props.within ? 'h2' : 'awsui-h1-sticky'}
            counter={`(${counter})`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel={`Refresh ${things}`} onClick={props.reload} />
                {props.actions}
              </SpaceBetween>
            }
          >
            {title}
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <TextFilter
              {...filterProps}
              filteringAriaLabel={`Find ${things}`}
              filteringPlaceholder={`Find ${things}`}
            />
            {props.filter}
          </SpaceBetween>
        }
        {...(total > pageSize && { pagination: <Pagination {...paginationProps} /> })}
      />
    </div>
  );
}
