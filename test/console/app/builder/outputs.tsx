import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FixtureAmi, FixtureBuild, FixtureContainer } from '../../image-builder';
import { PlainTable } from './plain-table';

const amiColumns: TableProps.ColumnDefinition<FixtureAmi>[] = [
  { id: 'region', header: 'Region', cell: (ami) => ami.region, isRowHeader: true },
  {
    id: 'image',
    header: 'Image',
    cell: ({ region, image }) => (
      <Link external href={`/ec2/home?region=${region}#Images:imageId=${image}`}>
        {image}
      </Link>
    ),
  },
  { id: 'name', header: 'Name', cell: (ami) => ami.name },
  { id: 'description', header: 'Description', cell: (ami) => ami.description },
  { id: 'account', header: 'Account', cell: (ami) => ami.account },
];

/** Columns of container images: where they are and what they are called. */
export const containerColumns: TableProps.ColumnDefinition<FixtureContainer>[] = [
  { id: 'region', header: 'Region', cell: (container) => container.region, isRowHeader: true },
  { id: 'uri', header: 'Image URI', cell: (container) => container.uri },
];

/** What a build gave: one row per destination. */
export function Outputs({ build }: { readonly build: FixtureBuild }) {
  const title = 'Output resources';
  return build.container ? (
    <PlainTable title={title} items={build.containers} columns={containerColumns} />
  ) : (
    <PlainTable title={title} items={build.amis} columns={amiColumns} />
  );
}
