import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild, readBuildArn } from '../../../lib/builds/arn';
import { evaluateGate } from '../../../lib/findings/gate';
import { judgeComparison } from '../../../lib/findings/judge';
import { dayOf, type FindingsBook } from '../../../lib/findings/judgement';
import type { Scope } from '../../../lib/scope';
import { countOf } from '../../../lib/words';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { createGateModel, type GateReading } from './gate-model';
import { GateResults, NotEvaluated } from './gate-results';
import { useFindingsBook } from './judgements/use-findings-book';

interface GateOfBuildProps {
  /** The ARN. */
  readonly build: string;
  /** Of the account that owns the build, in its Region. */
  readonly scope: Scope;
}

/**
 * What the rules of the gate say of a build beside the one before it. It is told, and stops
 * nothing. Without rules there is nothing to tell, and nothing is read.
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
    case 'reading':
      return (
        <ProgressBar
          label="Reading the findings of this build and of the one before"
          value={(100 * reading.received) / Math.max(1, reading.total)}
          description={`${reading.received.toLocaleString('en')} of ${countOf(reading.total, 'finding')} read. You need not wait for it.`}
        />
      );
    case 'problem':
      return (
        <SpaceBetween size="s">
          <NotEvaluated key="not" rules={book.rules} reason="The findings could not be read." />
          <ProblemAlert
            key="problem"
            problem={reading.problem}
            scope={scope}
            onRetry={() => void model.load()}
          />
        </SpaceBetween>
      );
    case 'unknown':
      return (
        <SpaceBetween size="s">
          <NotEvaluated key="not" rules={book.rules} reason={reading.sentence} />
          <Compare key="compare" build={build} previous={reading.previous} />
        </SpaceBetween>
      );
    case 'ready':
      return <Told build={build} reading={reading} book={book} />;
  }
}

interface ToldProps {
  readonly build: string;
  readonly reading: Extract<GateReading, { state: 'ready' }>;
  readonly book: FindingsBook;
}

function Told({ build, reading, book }: ToldProps) {
  const { now } = useDesk();
  const { comparison, alone, previous } = reading;
  // Without a build before everything would look new.
  const known = book.rules.filter(({ of }) => alone === undefined || of === 'all');
  const unknown = book.rules.filter((rule) => !known.includes(rule));
  const today = dayOf(now());
  const judged = useMemo(() => {
    const image = readBuildArn(build)?.name;
    return judgeComparison(comparison, book.judgements, { image, today });
  }, [comparison, book, build, today]);
  return (
    <SpaceBetween size="s">
      {known.length > 0 && (
        <GateResults key="results" outcomes={evaluateGate(known, judged.vulnerabilities)} />
      )}
      {unknown.length > 0 && alone !== undefined && (
        <NotEvaluated key="not" rules={unknown} reason={alone} />
      )}
      <Compare key="compare" build={build} previous={previous} />
    </SpaceBetween>
  );
}

/** The way to the comparison, in a tab of its own: what was entered here stays. */
function Compare(props: { readonly build: string; readonly previous: string | undefined }) {
  const { client } = useDesk();
  const { build, previous } = props;
  if (previous === undefined) return null;
  return (
    <Link
      onFollow={() =>
        void client.call('desk.open', { view: 'findings-compare', base: previous, target: build })
      }
    >
      Compare with {labelOfBuild(previous)}
    </Link>
  );
}
