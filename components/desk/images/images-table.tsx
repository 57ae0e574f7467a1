import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import { describeState, stateTone, visibilityNames } from '../../../lib/images/describe';
import type { ImageListing } from '../../../lib/images/image';
import { explainProblem } from '../../../lib/problems/explain';
import type { Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { useNarrow } from '../use-narrow';
import { useReadOnly } from '../use-safety';
import type { Loaded } from '../loader';
import { fitsFilter, listingObstacle } from './model';

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

function State({ state }: Pick<ImageListing, 'state'>) {
  return (
    <StatusIndicator type={tones[stateTone(state)]} wrapText={false}>
      {describeState(state)}
    </StatusIndicator>
  );
}

/** The images of a scope, to pick one and change who it is shared with. */
export function ImagesTable(props: {
  readonly scope: Scope;
  readonly listing: Loaded<readonly ImageListing[]>;
}) {
  const { scope, listing } = props;
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState('');
  const all = listing.state === 'ready' ? listing.value : [];
  const shown = all.filter((image) => fitsFilter(image, filter));
  const selected = shown.find(({ arn }) => arn === picked);
  return (
    <Table
      items={shown}
      columnDefinitions={useNarrow() ? narrow : wide}
      trackBy="arn"
      loading={listing.state === 'loading'}
      loadingText="Reading the images…"
      selectionType="single"
      selectedItems={selected ? [selected] : []}
      onSelectionChange={({ detail }) => setPicked(detail.selectedItems[0]?.arn ?? '')}
      wrapLines
      ariaLabels={{
        tableLabel: 'Images',
        selectionGroupLabel: 'Select an image',
        itemSelectionLabel: (_, { name }) => `Select ${name}`,
      }}
      header={
        <Header
          variant="h2"
          counter={listing.state === 'ready' ? `(${shown.length})` : ''}
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

function ImageActions(props: {
  readonly scope: Scope;
  readonly selected: ImageListing | undefined;
}) {
  const { go } = useDesk();
  const { scope, selected } = props;
  const readOnly = useReadOnly(scope);
  const obstacle =
    (readOnly && explainProblem(readOnly).summary) ??
    (selected ? listingObstacle(selected) : 'Select an image first.');
  const unshared = 'This image is not shared with any account.';
  const open = (view: 'share' | 'edit' | 'stop') => {
    if (selected) go({ view, scope, image: { name: selected.name, arn: selected.arn } });
  };
  const actions = [
    { view: 'share', text: 'Share image', reason: obstacle },
    ...(['edit', 'stop'] as const).map((view) => ({
      view,
      text: view === 'edit' ? 'Edit permissions' : 'Stop sharing',
      reason: obstacle ?? (selected?.visibility === 'private' ? unshared : undefined),
    })),
  ] as const;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {actions.map(({ view, text, reason }) => (
        <Button
          key={view}
          disabled={reason !== undefined}
          {...(reason !== undefined && { disabledReason: reason })}
          onClick={() => open(view)}
        >
          {text}
        </Button>
      ))}
    </SpaceBetween>
  );
}
