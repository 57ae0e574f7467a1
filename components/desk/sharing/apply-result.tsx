import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ItemState, ShareJobItem } from '../../../lib/jobs/job';
import { explainProblem } from '../../../lib/problems/explain';
import { AccountName } from '../account-name';
import { FocusHeading } from '../focus-heading';
import { useNarrow } from '../use-narrow';

/** How accounts end in words, what needs somebody first. The others are over before this shows. */
const results: Partial<
  Readonly<Record<ItemState, { readonly word: string; readonly type: StatusIndicatorProps.Type }>>
> = {
  failed: { word: 'Failed', type: 'error' },
  drift: { word: 'Changed elsewhere', type: 'warning' },
  cancelled: { word: 'Cancelled', type: 'stopped' },
  done: { word: 'Done', type: 'success' },
  unchanged: { word: 'Unchanged', type: 'info' },
};

type Columns = readonly TableProps.ColumnDefinition<ShareJobItem>[];

const wide: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: ({ task }) => <AccountName account={task.account} />,
    isRowHeader: true,
    minWidth: 130,
  },
  {
    id: 'result',
    header: 'Result',
    cell: Word,
    minWidth: 120,
  },
  {
    id: 'reason',
    header: 'Reason',
    cell: Reason,
    minWidth: 220,
  },
];

/** The same in two columns, where three would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: (item) => (
      <>
        <div>
          <AccountName account={item.task.account} />
        </div>
        <Word state={item.state} />
      </>
    ),
    isRowHeader: true,
    minWidth: 130,
  },
  {
    id: 'reason',
    header: 'Reason',
    cell: Reason,
    minWidth: 140,
  },
];

function Word({ state }: Pick<ShareJobItem, 'state'>) {
  const { word, type } = results[state] ?? { word: 'Not known', type: 'pending' };
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}

function Reason({ state, problem }: Pick<ShareJobItem, 'state' | 'problem'>) {
  if (problem) {
    const { summary, advice } = explainProblem(problem);
    return (
      <>
        <div>{summary}</div>
        <div>{advice}</div>
      </>
    );
  }
  switch (state) {
    case 'done':
      return <>Confirmed by AWS.</>;
    case 'unchanged':
      return <>It was like this already.</>;
    default:
      return <>Nothing was changed.</>;
  }
}

/** How each account ended. The heading takes the focus. */
export function ApplyResult({ items }: { readonly items: readonly ShareJobItem[] }) {
  const order = Object.keys(results);
  const sorted = items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Container
      header={
        <Header variant="h2">
          <FocusHeading>Result</FocusHeading>
        </Header>
      }
    >
      <Table
        variant="embedded"
        wrapLines
        cellVerticalAlign="top"
        items={sorted}
        trackBy={({ task }) => task.account}
        columnDefinitions={useNarrow() ? narrow : wide}
        ariaLabels={{ tableLabel: 'Result for each account' }}
      />
    </Container>
  );
}
