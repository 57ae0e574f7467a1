import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import { textOfSource } from '../../../../lib/applications/application';
import { platformNames } from '../../../../lib/applications/explain';
import { isDataIcon } from '../../../../lib/applications/places';
import { describeGiver, type ListedApplication } from './model';

type Columns = readonly TableProps.ColumnDefinition<ListedApplication>[];

/** The columns of the application repository. */
export const wideColumns: Columns = [
  { id: 'id', header: 'ID', isRowHeader: true, minWidth: 140, cell: (each) => each.application.id },
  { id: 'name', header: 'Name', minWidth: 160, cell: Name },
  {
    id: 'platform',
    header: 'Platform',
    minWidth: 100,
    cell: ({ application }) => platformNames[application.platform],
  },
  {
    id: 'source',
    header: 'Source',
    minWidth: 150,
    cell: ({ application: { source } }) =>
      source ? <div class="desk-who">{textOfSource(source)}</div> : '–',
  },
  {
    id: 'launch-path',
    header: 'Launch path',
    minWidth: 180,
    cell: ({ application }) => <div class="desk-who">{application.launchPath}</div>,
  },
  { id: 'by', header: 'Given by', minWidth: 120, cell: describeGiver },
];

/** The same in one column, where six would have to be scrolled. */
export const narrowColumns: Columns = [
  {
    id: 'id',
    header: 'Application',
    isRowHeader: true,
    minWidth: 200,
    cell: (each) => (
      <>
        <Name {...each} />
        <div class="desk-who">
          {each.application.id}, {platformNames[each.application.platform]}
        </div>
        <div class="desk-who">{each.application.launchPath}</div>
        <Box color="text-body-secondary">{describeGiver(each)}</Box>
      </>
    ),
  },
];

/** Icons at other addresses are not asked for: nothing leaves for anywhere but AWS. */
function Name({ application: { name, icon = '' } }: ListedApplication) {
  return (
    <>
      {isDataIcon(icon) && <img key="icon" src={icon} alt="" width={20} height={20} />} {name}
    </>
  );
}
