import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import type {
  FixtureAmiDistribution,
  FixtureDistribution,
  FixtureSetting,
} from '../../image-builder';
import { containerColumns } from './outputs';
import { PlainTable } from './plain-table';

/** The infrastructure that the image was built and tested with. */
export function Infrastructure({ settings }: { readonly settings: readonly FixtureSetting[] }) {
  return <KeyValuePairs columns={3} items={settings} />;
}

const columns: TableProps.ColumnDefinition<FixtureAmiDistribution>[] = [
  { id: 'region', header: 'Region', cell: (each) => each.region, isRowHeader: true },
  { id: 'name', header: 'Output AMI name', cell: (each) => each.name },
  { id: 'key', header: 'Encryption (KMS key)', cell: (each) => each.kmsKey },
  {
    id: 'accounts',
    header: 'Target accounts for distribution',
    cell: (each) => each.targetAccounts,
  },
  {
    id: 'principals',
    header: 'Principals with shared permission',
    cell: (each) => each.principals,
  },
  {
    id: 'fasterLaunch',
    header: 'Target accounts for faster launch configuration',
    cell: (each) => each.fasterLaunchAccounts,
  },
  { id: 'licenses', header: 'Associated license configurations', cell: (each) => each.licenses },
  { id: 'template', header: 'Launch template configuration', cell: (each) => each.launchTemplates },
  {
    id: 'default',
    header: 'Set launch template default version',
    cell: (each) => each.setsDefaultVersion,
  },
];

interface DistributionProps {
  readonly distribution: FixtureDistribution;
  readonly container: boolean;
}

/** The settings by which the image was distributed. */
export function Distribution({ distribution, container }: DistributionProps) {
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Configuration name', value: distribution.name },
          { label: 'ARN', value: distribution.arn },
        ]}
      />
      {container ? (
        <PlainTable title="Regions" items={distribution.containers} columns={containerColumns} />
      ) : (
        <PlainTable title="Regions" items={distribution.amis} columns={columns} />
      )}
    </SpaceBetween>
  );
}
