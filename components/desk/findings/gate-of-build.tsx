import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../lib/builds/arn';
import { judgeGate } from '../../../lib/findings/gate-verdict';
import { dayOf, type FindingsBook } from '../../../lib/findings/judgement';
import type { Scope } from '../../../lib/scope';
import { countOf, formatNumber } from '../../../lib/words';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { GateLink } from './gate-link';
import { createGateModel, type GateModel, type GateReading } from './gate-model';
import { NotEvaluated, Verdict } from './gate-results';
import { useFindingsBook } from './judgements/use-findings-book';

interface GateOfBuildProps {
  /** The ARN. */
  readonly build: string;
  /** Of the account that owns the build, in its Region. */
  readonly scope: Scope;
}

/**
 * What the rules of the gate say of a build beside the one before it. It is told, and stops
 * nothing. Without rules there is nothing to tell, and nothing is read; what takes many calls is
 * read when somebody asks.
 */
export function GateOfBuild({ build, scope }: GateOfBuildProps) {
  const { book, reload } = useFindingsBook();
  if (book.state === 'loading') return null;
  if (book.state === 'ready' && book.value.rules.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`The rules that you have set, for ${labelOfBuild(build)}. They stop nothing by themselves.`}
        >
          Findings gate
        </Header>
      }
    >
      {book.state === 'problem' ? (
        <ProblemAlert problem={book.problem} onRetry={reload} />
      ) : (
        <Evaluated key={build} build={build} scope={scope} book={book.value} />
      )}
    </Container>
  );
}

function Evaluated({ build, scope, book }: GateOfBuildProps & { readonly book: FindingsBook }) {
  const { client } = useDesk();
  const [model] = useState(() => createGateModel(client, scope, build));
  useEffect(() => {
    void model.load();
    return model.end;
  }, [model]);
  const reading = model.reading.value;
  switch (reading.state) {
    case 'looking':
      return <StatusIndicator type="loading">Looking for the build before…</StatusIndicator>;
    case 'waiting':
    case 'reading':
      return <Reaching model={model} reading={reading} book={book} />;
    case 'problem':
      return (
        <SpaceBetween size="s">
          <NotEvaluated key="not" rules={book.rules} reason="The findings could not be read." />
          <ProblemAlert
            key="problem"
            problem={reading.problem}
            scope={scope}
            onRetry={() => void model.check()}
          />
        </SpaceBetween>
      );
    case 'unknown':
      return (
        <SpaceBetween size="s">
          <NotEvaluated key="not" rules={book.rules} reason={reading.reason} />
          <GateLink key="compare" build={build} previous={reading.previous} />
        </SpaceBetween>
      );
    case 'ready':
      return <Told build={build} reading={reading} book={book} />;
  }
}

interface ReachingProps {
  readonly model: GateModel;
  readonly reading: Extract<GateReading, { state: 'waiting' | 'reading' }>;
  readonly book: FindingsBook;
}

/** What has to be read, with one button to begin and to stop, so that the focus stays where it is. */
function Reaching({ model, reading, book }: ReachingProps) {
  const { state, total } = reading;
  return (
    <SpaceBetween size="s">
      {state === 'waiting' ? (
        <NotEvaluated
          key="not"
          rules={book.rules}
          reason={`The ${countOf(total, 'finding')} of this build and of the one before have to be read from AWS first.`}
        />
      ) : (
        <ProgressBar
          key="progress"
          label="Reading the findings of this build and of the one before"
          value={(100 * reading.received) / Math.max(1, total)}
          description={`${formatNumber(reading.received)} of ${countOf(total, 'finding')} read. You need not wait for it.`}
        />
      )}
      <Button key="act" onClick={() => (state === 'waiting' ? void model.check() : model.cancel())}>
        {state === 'waiting' ? 'Check the findings' : 'Cancel reading'}
      </Button>
    </SpaceBetween>
  );
}

interface ToldProps {
  readonly build: string;
  readonly reading: Extract<GateReading, { state: 'ready' }>;
  readonly book: FindingsBook;
}

function Told({ build, reading, book }: ToldProps) {
  const { now } = useDesk();
  const { basis, previous } = reading;
  const today = dayOf(now());
  const verdict = useMemo(
    () => judgeGate(basis, book, { build, today }),
    [basis, book, build, today],
  );
  return (
    <SpaceBetween size="s">
      <Verdict key="verdict" verdict={verdict} />
      <GateLink key="compare" build={build} previous={previous} />
    </SpaceBetween>
  );
}
