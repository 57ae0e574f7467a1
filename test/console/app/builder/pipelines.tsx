import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FixturePipeline } from '../../image-builder';
import { imageBuilderRoutes } from '../../routes';
import { variants } from '../fixture';
import { ListTable } from '../list-table';
import { dateText } from '../words';
import { useLists, useSelection } from './lists';
import { Status } from './words';

const columns: TableProps.ColumnDefinition<FixturePipeline>[] = [
  {
    id: 'name',
    header: 'Pipeline name',
    cell: (pipeline) => (
      <Link href={`#${imageBuilderRoutes.pipeline(pipeline.arn)}`}>{pipeline.name}</Link>
    ),
    sortingField: 'name',
    isRowHeader: true,
  },
  { id: 'type', header: 'Type', cell: (pipeline) => pipeline.type },
  { id: 'platform', header: 'Platform', cell: (pipeline) => pipeline.platform },
  { id: 'status', header: 'Status', cell: (pipeline) => <Status status={pipeline.status} /> },
  { id: 'lastRun', header: 'Last run', cell: (pipeline) => dateText(pipeline.lastRun) },
  { id: 'nextRun', header: 'Next run', cell: (pipeline) => dateText(pipeline.nextRun) },
  ...(variants.has('no-arn')
    ? []
    : [{ id: 'arn', header: 'ARN', cell: (pipeline: FixturePipeline) => pipeline.arn }]),
];

/** The list of pipelines. */
export function PipelinesPage() {
  const { answer, reload } = useLists();
  return (
    <ListTable
      title="Image pipelines"
      things="pipelines"
      items={answer?.pipelines}
      columns={columns}
      nameOf={(pipeline) => pipeline.name}
      filteredBy={['name', 'status', 'arn']}
      {...useSelection(answer?.pipelines)}
      reload={reload}
    />
  );
}
