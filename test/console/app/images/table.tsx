import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { FixtureImage } from '../../image';
import { useGeneration } from '../fixture';
import type { Registry } from './registry';
import { dateText, stateText, stateType, visibility } from './words';

const pageSize = 25;
const none: readonly FixtureImage[] = [];

const columns: TableProps.ColumnDefinition<FixtureImage>[] = [
  {
    id: 'name',
    header: 'Image name',
    cell: (image) => image.name,
    sortingField: 'name',
    isRowHeader: true,
  },
  { id: 'displayName', header: 'Display name', cell: (image) => image.displayName ?? '-' },
  { id: 'platform', header: 'Platform', cell: (image) => image.platform, sortingField: 'platform' },
  {
    id: 'status',
    header: 'Status',
    cell: (image) => (
      <StatusIndicator type={stateType(image.state)}>{stateText(image.state)}</StatusIndicator>
    ),
    sortingField: 'state',
  },
  { id: 'visibility', header: 'Visibility', cell: visibility },
  {
    id: 'created',
    header: 'Created',
    cell: (image) => dateText(image.createdTime),
    sortingField: 'createdTime',
  },
];

const actions = [
  { id: 'delete', text: 'Delete' },
  { id: 'copy', text: 'Copy' },
  { id: 'share', text: 'Share' },
  { id: 'update', text: 'Update' },
  { id: 'export', text: 'Export' },
];

/** The image registry: a table in which one image can be selected. */
export function ImageTable({ registry }: { readonly registry: Registry }) {
  const { images = none, selected, select, reload } = registry;
  const generation = useGeneration();
  const collection = useCollection(images, {
    filtering: {
      fields: ['name', 'displayName', 'platform', 'state'],
      noMatch: <Box textAlign="center">No matches</Box>,
      empty: <Box textAlign="center">No images</Box>,
    },
    pagination: { pageSize },
    sorting: {},
  });
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = collection;
  const total = `${images.length}`;
  const counter = filterProps.filteringText === '' ? total : `${filteredItemsCount}/${total}`;
  return (
    // A new key replaces the container and all that is in it: every tenth generation.
    <div key={Math.floor(generation / 10)} data-generation={generation}>
      <Table
        {...collectionProps}
        variant="full-page"
        selectionType="single"
        // A key that changes with the generation re-mounts every row.
        trackBy={(image) => `${image.name}/${generation}`}
        items={items}
        loading={images === none}
        loadingText="Loading images"
        columnDefinitions={columns}
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => select(detail.selectedItems[0]?.name)}
        ariaLabels={{
          tableLabel: 'Image registry',
          selectionGroupLabel: 'Image selection',
          itemSelectionLabel: (_state, image) => `Select ${image.name}`,
        }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${counter})`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel="Refresh images" onClick={reload} />
                <ButtonDropdown items={actions} disabled={selected === undefined}>
                  Actions
                </ButtonDropdown>
              </SpaceBetween>
            }
          >
            Image registry
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringAriaLabel="Find images"
            filteringPlaceholder="Find images"
          />
        }
        {...(images.length > pageSize && { pagination: <Pagination {...paginationProps} /> })}
      />
    </div>
  );
}
