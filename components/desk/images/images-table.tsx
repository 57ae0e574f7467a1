import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import { describeState, stateTone, visibilityNames } from '../../../lib/images/describe';
import type { ImageListing } from '../../../lib/images/image';
import type { Scope } from '../../../lib/scope';
import { useNarrow } from '../use-narrow';
import type { Loaded } from '../loader';
import { ImageActions } from './image-actions';
import { fitsFilter } from './model';

const tones: Readonly<Record<ReturnType<typeof stateTone>, StatusIndicatorProps.Type>> = {
  success: 'success',
  error: 'error',
  pending: 'in-progress',
};

type Columns = readonly TableProps.ColumnDefinition<ImageListing>[];

const wide: Columns = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, isRowHeader: true, minWidth: 200 },
  {
    id: 'display-name',
    header: 'Display name',
    cell: ({ displayName }) => displayName ?? '–',
    minWidth: 160,
  },
  {
    id: 'state',
    header: 'State',
    cell: State,
    minWidth: 140,
  },
  {
    id: 'visibility',
    header: 'Visibility',
    cell: ({ visibility }) => visibilityNames[visibility],
    minWidth: 150,
  },
];

/** The same in one column, where four would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'name',
    header: 'Image',
    isRowHeader: true,
    minWidth: 200,
    cell: (image) => (
      <>
        <div>{image.name}</div>
        {image.displayName !== undefined && image.displayName !== image.name && (
          <Box color="text-body-secondary">{image.displayName}</Box>
        )}
        <State {...image} />
        <div>{visibilityNames[image.visibility]}</div>
      </>
    ),
  },
];

function counterOf(selected: number, shown: number): string {
  return selected === 0 ? `(${shown})` : `(${selected}/${shown})`;
}

function State({ state }: Pick<ImageListing, 'state'>) {
  return (
    <StatusIndicator type={tones[stateTone(state)]} wrapText={false}>
      {describeState(state)}
    </StatusIndicator>
  );
}

/** The images of a scope, to select some and do something with them. */
export function ImagesTable(props: {
  readonly scope: Scope;
  readonly listing: Loaded<readonly ImageListing[]>;
}) {
  const { scope, listing } = props;
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const all = listing.state === 'ready' ? listing.value : [];
  const shown = all.filter((image) => fitsFilter(image, filter));
  const selected = shown.filter(({ arn }) => picked.has(arn));
  return (
    <Table
      items={shown}
      columnDefinitions={useNarrow() ? narrow : wide}
      trackBy="arn"
      loading={listing.state === 'loading'}
      loadingText="Reading the images…"
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) =>
        setPicked(new Set(detail.selectedItems.map(({ arn }) => arn)))
      }
      wrapLines
      ariaLabels={{
        tableLabel: 'Images',
        selectionGroupLabel: 'Select images',
        allItemsSelectionLabel: () => 'Select all images',
        itemSelectionLabel: (_, { name }) => `Select ${name}`,
      }}
      header={
        <Header
          variant="h2"
          counter={listing.state === 'ready' ? counterOf(selected.length, shown.length) : ''}
          actions={<ImageActions scope={scope} selected={selected} />}
        >
          AppStream images
        </Header>
      }
      filter={
        <TextFilter
          filteringText={filter}
          filteringPlaceholder="Find images"
          filteringAriaLabel="Find images"
          countText={filter === '' ? '' : `${shown.length} of ${all.length} images`}
          onChange={({ detail }) => setFilter(detail.filteringText)}
        />
      }
      empty={
        all.length === 0 ? 'No images in this account and Region' : 'No image fits this filter'
      }
    />
  );
}
