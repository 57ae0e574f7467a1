import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FixtureImage } from '../../../image';
import { ListTable } from '../../list-table';
import { dateText, stateText } from '../../words';
import type { Registry } from './registry';
import { stateType, visibility } from './words';

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
  const { images, selected, select, reload } = registry;
  return (
    <ListTable
      title="Image registry"
      things="images"
      items={images}
      columns={columns}
      nameOf={(image) => image.name}
      filteredBy={['name', 'displayName', 'platform', 'state']}
      selected={selected}
      select={(image) => select(image?.name)}
      reload={reload}
      actions={
        <ButtonDropdown items={actions} disabled={selected === undefined}>
          Actions
        </ButtonDropdown>
      }
    />
  );
}
