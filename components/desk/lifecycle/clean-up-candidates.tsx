import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { RegionCode } from '../../../lib/scope';
import { useNarrow } from '../use-narrow';
import { imageColumns } from './clean-up-columns';
import type { CandidateRow } from './clean-up-form';

type Columns = readonly TableProps.ColumnDefinition<CandidateRow>[];

const wide: Columns = [
  ...imageColumns,
  {
    id: 'reasons',
    header: 'Why it can be deleted',
    minWidth: 220,
    cell: ({ reasons }) => <Sentences of={reasons} />,
  },
  {
    id: 'against',
    header: 'Reasons to keep it',
    minWidth: 220,
    cell: ({ against }) => <Sentences of={against} />,
  },
];

/** The same in one column, where four would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    cell: ({ image, region, reasons, against }) => (
      <>
        <div class="desk-who">{image.name}</div>
        <div>{region}</div>
        <Sentences of={reasons} />
        {against.length > 0 && (
          <>
            <Box variant="awsui-key-label">Reasons to keep it</Box>
            <Sentences of={against} />
          </>
        )}
      </>
    ),
  },
];

function Sentences({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return <>–</>;
  return (
    <>
      {of.map((sentence) => (
        <div class="desk-who" key={sentence}>
          {sentence}
        </div>
      ))}
    </>
  );
}

interface CandidatesTableProps {
  readonly rows: readonly CandidateRow[];
  readonly selected: readonly CandidateRow[];
  /** How the quota of each Region is used. */
  readonly quota: readonly { readonly region: RegionCode; readonly sentence: string }[];
  readonly loading: boolean;
  readonly onSelect: (rows: readonly CandidateRow[]) => void;
  readonly onReload: () => void;
  readonly onReview: () => void;
}

/** The images that may go, to select those that shall. */
export function CandidatesTable(props: CandidatesTableProps) {
  const { rows, selected, quota, loading, onSelect, onReload, onReview } = props;
  const none = selected.length === 0;
  return (
    <Table
      items={rows}
      columnDefinitions={useNarrow() ? narrow : wide}
      trackBy="key"
      loading={loading}
      loadingText="Reading who uses the images…"
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
      wrapLines
      ariaLabels={{
        tableLabel: 'Images that can be deleted',
        selectionGroupLabel: 'Select images',
        allItemsSelectionLabel: () => 'Select all images',
        itemSelectionLabel: (_, { image, region }) => `Select ${image.name} (${region})`,
      }}
      header={
        <Header
          variant="h2"
          counter={none ? `(${rows.length})` : `(${selected.length}/${rows.length})`}
          description={quota.map(({ region, sentence }) => (
            <div key={region}>{`${region}: ${sentence}`}</div>
          ))}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button key="reload" iconName="refresh" ariaLabel="Read again" onClick={onReload} />
              <Button
                key="review"
                variant="primary"
                {...(none && { disabled: true, disabledReason: 'Select images first.' })}
                onClick={onReview}
              >
                Delete images
              </Button>
            </SpaceBetween>
          }
        >
          Images that can be deleted
        </Header>
      }
      empty="No image can be deleted by these rules."
    />
  );
}
