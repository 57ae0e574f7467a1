import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import {
  describePlatform,
  describeState,
  stateTone,
  visibilityNames,
} from '../../../lib/images/describe';
import type { ListedImage } from '../../../lib/images/select';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { ImageFilters } from './image-filters';
import type { ImagePicker } from './images-model';
import { countOf } from '../../../lib/words';

const pageSize = 20;

const tones: Readonly<Record<ReturnType<typeof stateTone>, StatusIndicatorProps.Type>> = {
  success: 'success',
  error: 'error',
  pending: 'in-progress',
};

type Columns = readonly TableProps.ColumnDefinition<ListedImage>[];

const wide: Columns = [
  { id: 'name', header: 'Name', cell: Name, isRowHeader: true, minWidth: 200 },
  { id: 'region', header: 'Region', cell: ({ region }) => region, minWidth: 120 },
  {
    id: 'platform',
    header: 'Platform',
    cell: ({ platform }) => describePlatform(platform),
    minWidth: 150,
  },
  { id: 'created', header: 'Created', cell: Created, minWidth: 110 },
  { id: 'state', header: 'State', cell: State, minWidth: 120 },
  {
    id: 'visibility',
    header: 'Visibility',
    cell: ({ visibility }) => visibilityNames[visibility],
    minWidth: 140,
  },
];

/** The same in one column, where six would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'name',
    header: 'Image',
    isRowHeader: true,
    minWidth: 200,
    cell: (image) => (
      <>
        <Name {...image} />
        <div>{image.region}</div>
        <div>{describePlatform(image.platform)}</div>
        <State {...image} />
        <div>{visibilityNames[image.visibility]}</div>
      </>
    ),
  },
];

function Name({ name, displayName }: ListedImage) {
  return (
    <>
      <div>{name}</div>
      {displayName !== undefined && displayName !== name && (
        <Box color="text-body-secondary" fontSize="body-s">
          {displayName}
        </Box>
      )}
    </>
  );
}

function State({ state }: ListedImage) {
  return (
    <StatusIndicator type={tones[stateTone(state)]} wrapText={false}>
      {describeState(state)}
    </StatusIndicator>
  );
}

function Created({ createdAt }: ListedImage) {
  if (createdAt === undefined) return <>–</>;
  return <>{new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(createdAt)}</>;
}

/** The account's images in the Regions that were read, to select any number of them. */
export function ImagesTable({ picker }: { readonly picker: ImagePicker }) {
  const all = picker.images.value;
  const shown = picker.shown.value;
  const selected = picker.selected.value;
  const { shown: page, pagination } = usePages(shown, pageSize);
  const reading = picker.regions.value.some(
    (region) => picker.places.value.get(region)?.state === 'loading',
  );
  return (
    <Table
      variant="embedded"
      items={page}
      columnDefinitions={useNarrow() ? narrow : wide}
      trackBy="key"
      loading={reading && all.length === 0}
      loadingText="Reading the images…"
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => picker.select(detail.selectedItems)}
      wrapLines
      ariaLabels={{
        tableLabel: 'Images',
        selectionGroupLabel: 'Select images',
        allItemsSelectionLabel: () => 'Select all images of this page',
        itemSelectionLabel: (_, { name, region }) => `Select ${name} in ${region}`,
      }}
      pagination={pagination}
      header={
        <Header
          variant="h3"
          counter={`(${selected.length}/${all.length})`}
          description={selectionOf(picker)}
          actions={<SelectionActions picker={picker} />}
        >
          Own images
        </Header>
      }
      filter={<ImageFilters picker={picker} />}
      empty={emptyOf(picker, reading)}
    />
  );
}

/** How many of the selected images the filter hides. */
function selectionOf(picker: ImagePicker): string | undefined {
  const shown = new Set(picker.shown.value.map(({ key }) => key));
  const hidden = picker.selected.value.filter(({ key }) => !shown.has(key)).length;
  if (hidden === 0) return undefined;
  return `${countOf(hidden, 'selected image')} not shown by this filter.`;
}

function emptyOf(picker: ImagePicker, reading: boolean): string {
  if (picker.images.value.length > 0) return 'No image fits this filter';
  if (picker.regions.value.length === 0) return 'No Region is picked';
  if (reading) return 'Reading the images…';
  return picker.problems.value.length > 0
    ? 'No images could be read'
    : 'This account owns no images in these Regions';
}

function SelectionActions({ picker }: { readonly picker: ImagePicker }) {
  const shown = picker.shown.value;
  const none = picker.selected.value.length === 0;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={shown.length === 0} onClick={() => picker.selectShown()}>
        {`Select all ${shown.length} shown`}
      </Button>
      <Button
        disabled={none}
        disabledReason="Select an image first."
        onClick={() => picker.selectAlike()}
      >
        Select images like this one
      </Button>
      <Button disabled={none} onClick={() => picker.select([])}>
        Clear selection
      </Button>
    </SpaceBetween>
  );
}
