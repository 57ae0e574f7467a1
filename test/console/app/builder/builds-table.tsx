import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FixtureBuildRow } from '../../image-builder';
import { imageBuilderRoutes } from '../../routes';
import { region, variants } from '../fixture';
import { ListTable } from '../list-table';
import { dateText } from '../words';
import { useSelection } from './lists';
import { Status } from './words';

const columns: TableProps.ColumnDefinition<FixtureBuildRow>[] = [
  {
    id: 'version',
    header: 'Version',
    cell: (build) => <Link href={`#${imageBuilderRoutes.build(build.arn)}`}>{build.version}</Link>,
    isRowHeader: true,
  },
  { id: 'type', header: 'Type', cell: (build) => build.type },
  {
    id: 'created',
    header: 'Date created',
    cell: (build) => dateText(build.created),
    sortingField: 'created',
  },
  { id: 'status', header: 'Image status', cell: (build) => <Status status={build.status} /> },
  { id: 'reason', header: 'Reason for failure', cell: (build) => build.reason ?? '-' },
  { id: 'findings', header: 'Security findings', cell: (build) => build.findings ?? '-' },
  ...(variants.has('no-arn')
    ? []
    : [{ id: 'arn', header: 'ARN', cell: (build: FixtureBuildRow) => build.arn }]),
  {
    id: 'log',
    header: 'Log stream',
    cell: ({ log }) => (
      <Link external href={logAddress(log)}>
        {log.stream}
      </Link>
    ),
  },
];

interface BuildsTableProps {
  readonly title: string;
  readonly things: string;
  readonly builds: readonly FixtureBuildRow[] | undefined;
  readonly reload: () => void;
  readonly within?: boolean;
}

/** Builds of images: those of a version, or the output images of a pipeline. */
export function BuildsTable({ builds, ...rest }: BuildsTableProps) {
  return (
    <ListTable
      {...rest}
      items={builds}
      columns={columns}
      nameOf={(build) => `${build.name} ${build.version}`}
      filteredBy={['name', 'version', 'status', 'arn']}
      {...useSelection(builds)}
    />
  );
}

/** CloudWatch's page of a log stream. */
function logAddress({ group, stream }: FixtureBuildRow['log']): string {
  const query = region === null ? '' : `?region=${encodeURIComponent(region)}`;
  const route = `log-groups/log-group/${logPart(group)}/log-events/${logPart(stream)}`;
  return `/cloudwatch/home${query}#logsV2:${route}`;
}

/** Encoded twice, with `$` for the percent sign, as CloudWatch's hash routes are. */
function logPart(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}
