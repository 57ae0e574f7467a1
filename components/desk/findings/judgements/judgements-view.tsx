import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { ProblemAlert } from '../../problem-alert';
import { JudgementsSection } from './judgements-section';
import { RulesSection } from './rules-section';
import { useFindingsBook } from './use-findings-book';

/** What was recorded about vulnerabilities, and the rules of the gate. */
export function JudgementsView() {
  const { book, reload } = useFindingsBook();
  return (
    <SpaceBetween size="l">
      <Header
        key="heading"
        variant="h1"
        description="What you record here stays in this browser and changes nothing in AWS."
      >
        Judgements and gate
      </Header>
      {book.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Reading what was recorded…
        </StatusIndicator>
      )}
      {book.state === 'problem' && (
        <ProblemAlert key="problem" problem={book.problem} onRetry={reload} />
      )}
      {book.state === 'ready' && (
        <JudgementsSection key="judgements" judgements={book.value.judgements} />
      )}
      {book.state === 'ready' && <RulesSection key="rules" rules={book.value.rules} />}
    </SpaceBetween>
  );
}
