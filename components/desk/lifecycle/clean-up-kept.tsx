import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { imageKey } from '../../../lib/sharing/plan';
import { useNarrow } from '../use-narrow';
import { imageColumns } from './clean-up-columns';
import type { KeptRow } from './clean-up-form';

type Columns = readonly TableProps.ColumnDefinition<KeptRow>[];

const wide: Columns = [
  ...imageColumns,
  {
    id: 'why',
    header: 'Why it stays',
    minWidth: 220,
    cell: ({ why }) => <div class="desk-who">{why}</div>,
  },
];

const narrow: Columns = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    cell: ({ image, region, why }) => (
      <div class="desk-who">
        <div>{image.name}</div>
        <div>{region}</div>
        <div>{why}</div>
      </div>
    ),
  },
];

/** The images that stay, each with the reason. */
export function KeptTable({ rows }: { readonly rows: readonly KeptRow[] }) {
  const columns = useNarrow() ? narrow : wide;
  return (
    <ExpandableSection
      variant="container"
      headerText="Images that stay"
      headerCounter={`(${rows.length})`}
    >
      <Table
        variant="embedded"
        items={rows.map((row) => ({
          ...row,
          key: imageKey({ region: row.region, image: row.image.name }),
        }))}
        columnDefinitions={columns}
        trackBy="key"
        wrapLines
        ariaLabels={{ tableLabel: 'Images that stay' }}
      />
    </ExpandableSection>
  );
}
