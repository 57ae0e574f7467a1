import type { TableProps } from '@cloudscape-design/components/table';
import type { Image } from '../../../lib/images/image';
import type { RegionCode } from '../../../lib/scope';

/** Which image a row is about, and where it is. */
export const imageColumns: readonly TableProps.ColumnDefinition<{
  readonly image: Pick<Image, 'name'>;
  readonly region: RegionCode;
}>[] = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    minWidth: 180,
    cell: ({ image }) => <div class="desk-who">{image.name}</div>,
  },
  { id: 'region', header: 'Region', minWidth: 110, cell: ({ region }) => region },
];
