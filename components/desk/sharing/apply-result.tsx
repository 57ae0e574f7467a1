import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { explainProblem } from '../../../lib/problems/explain';
import type { ApplyProgress } from '../../../lib/sharing/apply';
import type { ShareOutcome, SharePlan } from '../../../lib/sharing/plan';
import { AccountName } from '../account-name';
import { FocusHeading } from '../focus-heading';
import { useNarrow } from '../use-narrow';

const results: Readonly<
  Record<
    ShareOutcome['result'],
    { readonly word: string; readonly type: StatusIndicatorProps.Type }
  >
> = {
  done: { word: 'Done', type: 'success' },
  unchanged: { word: 'Unchanged', type: 'info' },
  failed: { word: 'Failed', type: 'error' },
};

type Columns = readonly TableProps.ColumnDefinition<ShareOutcome>[];

const wide: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: ({ account }) => <AccountName account={account} />,
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
    cell: (outcome) => <Reason outcome={outcome} />,
    minWidth: 220,
  },
];

/** The same in two columns, where three would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: (outcome) => (
      <>
        <div>
          <AccountName account={outcome.account} />
        </div>
        <Word result={outcome.result} />
      </>
    ),
    isRowHeader: true,
    minWidth: 130,
  },
  {
    id: 'reason',
    header: 'Reason',
    cell: (outcome) => <Reason outcome={outcome} />,
    minWidth: 140,
  },
];

function Word({ result }: Pick<ShareOutcome, 'result'>) {
  return <StatusIndicator type={results[result].type}>{results[result].word}</StatusIndicator>;
}

function Reason({ outcome }: { readonly outcome: ShareOutcome }) {
  if (outcome.result !== 'failed') {
    return <>{outcome.result === 'done' ? 'Confirmed by AWS.' : 'It was like this already.'}</>;
  }
  const { summary, advice } = explainProblem(outcome.problem);
  return (
    <>
      <div>{summary}</div>
      <div>{advice}</div>
    </>
  );
}

/** How each account ended. The heading takes the focus. */
export function ApplyResult({ outcomes }: { readonly outcomes: readonly ShareOutcome[] }) {
  const order = ['failed', 'done', 'unchanged'];
  const sorted = outcomes.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
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
        trackBy="account"
        columnDefinitions={useNarrow() ? narrow : wide}
        ariaLabels={{ tableLabel: 'Result for each account' }}
      />
    </Container>
  );
}

/** How far the change has got. A change counts twice: when it was sent and when it is confirmed. */
export function ApplyProgressBar(props: {
  readonly plan: SharePlan;
  readonly progress: ApplyProgress;
}) {
  const total = props.plan.items.length;
  const ended = props.progress.outcomes.map(({ account }) => account);
  const sent = new Set([...props.progress.sent, ...ended]).size;
  return (
    <Container>
      <ProgressBar
        label="Changing the sharing"
        value={(100 * (sent + ended.length)) / (2 * total)}
        description={`${ended.length} of ${total} done`}
        additionalInfo={`${sent} of ${total} sent. What is sent is read back before it counts as done.`}
      />
    </Container>
  );
}
