import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import type { FixtureImageVersion } from '../../image-builder';
import { imageBuilderRoutes } from '../../routes';
import { variants } from '../fixture';
import { ListTable } from '../list-table';
import { dateText } from '../words';
import { useLists, useSelection } from './lists';

const owners = [
  { value: 'self', label: 'Owned by me' },
  { value: 'amazon', label: 'Amazon-managed' },
  { value: 'shared', label: 'Shared with me' },
];

const columns: TableProps.ColumnDefinition<FixtureImageVersion>[] = [
  {
    id: 'name',
    header: 'Image name',
    cell: (image) => image.name,
    sortingField: 'name',
    isRowHeader: true,
  },
  { id: 'type', header: 'Type', cell: (image) => image.type, sortingField: 'type' },
  {
    id: 'version',
    header: 'Version',
    cell: (image) => (
      <Link href={`#${imageBuilderRoutes.version(image.arn)}`}>{image.version}</Link>
    ),
  },
  { id: 'source', header: 'Image source', cell: (image) => image.source },
  { id: 'platform', header: 'Platform', cell: (image) => image.platform, sortingField: 'platform' },
  {
    id: 'created',
    header: 'Date created',
    cell: (image) => dateText(image.created),
    sortingField: 'created',
  },
  { id: 'owner', header: 'Owner', cell: (image) => image.owner },
  ...(variants.has('no-arn')
    ? []
    : [{ id: 'arn', header: 'ARN', cell: (image: FixtureImageVersion) => image.arn }]),
];

/** The list of images: one row for each version of each image. */
export function ImagesPage() {
  const { answer, reload } = useLists();
  const [owner, setOwner] = useState('self');
  const shown = answer?.versions.filter(({ ownership }) => ownership === owner);
  return (
    <ListTable
      title="Images"
      things="images"
      items={shown}
      columns={columns}
      nameOf={(image) => `${image.name} ${image.version}`}
      filteredBy={['name', 'version', 'platform', 'arn']}
      {...useSelection(shown)}
      reload={reload}
      filter={
        <Select
          ariaLabel="Owner"
          options={owners}
          selectedOption={owners.find(({ value }) => value === owner) ?? null}
          onChange={({ detail }) => setOwner(detail.selectedOption.value ?? owner)}
        />
      }
    />
  );
}
