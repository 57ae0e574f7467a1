import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import {
  describeJudgement,
  describeSubject,
  hasRunOut,
  type Judgement,
} from '../../../../lib/findings/judgement';
import { Time } from '../../activity/cells';

type Columns = readonly TableProps.ColumnDefinition<Judgement>[];

/** The columns of the list of judgements, as they stand on a day. */
export function wideColumns(today: string): Columns {
  return [
    {
      id: 'vulnerability',
      header: 'Vulnerability',
      isRowHeader: true,
      minWidth: 160,
      cell: ({ vulnerability }) => vulnerability,
    },
    { id: 'subject', header: 'About', minWidth: 180, cell: describeSubject },
    {
      id: 'state',
      header: 'State',
      minWidth: 170,
      cell: (judgement) => <State judgement={judgement} today={today} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      minWidth: 200,
      cell: ({ reason }) => <div class="desk-who">{reason}</div>,
    },
    { id: 'at', header: 'Recorded', minWidth: 130, cell: ({ at }) => <Time at={at} /> },
  ];
}

/** The same in one column, where five would have to be scrolled. */
export function narrowColumns(today: string): Columns {
  return [
    {
      id: 'vulnerability',
      header: 'Judgement',
      isRowHeader: true,
      minWidth: 200,
      cell: (judgement) => (
        <>
          <div class="desk-who">{judgement.vulnerability}</div>
          <div class="desk-who">{describeSubject(judgement)}</div>
          <State judgement={judgement} today={today} />
          <div class="desk-who">{judgement.reason}</div>
          <Box color="text-body-secondary">
            <Time at={judgement.at} />
          </Box>
        </>
      ),
    },
  ];
}

function State({ judgement, today }: { readonly judgement: Judgement; readonly today: string }) {
  const words = describeJudgement(judgement, today);
  return hasRunOut(judgement, today) ? (
    <StatusIndicator type="warning">{words}</StatusIndicator>
  ) : (
    <>{words}</>
  );
}
