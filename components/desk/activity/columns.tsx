import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { kindNames, titleOf } from '../../../lib/activity/describe';
import type { ActivityRecord } from '../../../lib/activity/entry';
import { describeTime } from '../../../lib/images/describe';
import { Outcome, RequestId, Target, Time, Where, Who } from './cells';

type Columns = readonly TableProps.ColumnDefinition<ActivityRecord>[];

export type Open = (record: ActivityRecord) => void;

/** The columns of the log at a time. */
export function wideColumns(now: number, open: Open): Columns {
  return [
    { id: 'time', header: 'Time', minWidth: 120, cell: ({ entry }) => <Time at={entry.at} /> },
    {
      id: 'what',
      header: 'What',
      isRowHeader: true,
      minWidth: 160,
      cell: (record) => <What record={record} open={open} />,
    },
    {
      id: 'place',
      header: 'Who and where',
      minWidth: 220,
      cell: ({ entry }) => (
        <>
          <Who {...entry} />
          <Where {...entry} />
        </>
      ),
    },
    {
      id: 'target',
      header: 'Target and change',
      minWidth: 180,
      cell: ({ entry }) => <Target entry={entry} />,
    },
    {
      id: 'outcome',
      header: 'Outcome and request ID',
      minWidth: 180,
      cell: (record) => (
        <>
          <Outcome record={record} now={now} />
          <RequestId record={record} />
        </>
      ),
    },
  ];
}

/** The same in one column, where five would have to be scrolled. */
export function narrowColumns(now: number, open: Open): Columns {
  return [
    {
      id: 'what',
      header: 'What',
      isRowHeader: true,
      cell: (record) => (
        <>
          <What record={record} open={open} />
          <div>
            <Time at={record.entry.at} />
          </div>
          <Who {...record.entry} />
          <Where {...record.entry} />
          <Target entry={record.entry} />
          <Outcome record={record} now={now} />
          <RequestId record={record} />
        </>
      ),
    },
  ];
}

function What(props: { readonly record: ActivityRecord; readonly open: Open }) {
  const { record, open } = props;
  const title = titleOf(record.entry);
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={`Details of ${title}, ${describeTime(record.entry.at)}`}
        onClick={() => open(record)}
      >
        {title}
      </Button>
      <Box color="text-body-secondary">{kindNames[record.entry.kind]}</Box>
    </>
  );
}
