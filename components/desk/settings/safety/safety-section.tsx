import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import type { Problem } from '../../../../lib/problems/problem';
import type { SafetyChange } from '../../../../lib/safety/settings';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { useSafety } from '../../use-safety';
import { CompanyContainer } from './company';
import { LockingContainer } from './locking';
import { ReadOnlyContainer } from './read-only';
import { RetentionContainer } from './retention';

/** Changes some of the settings. */
export type Change = (change: SafetyChange) => void;

/** What protects against mistakes and against others, and what the company sets of it. */
export function SafetySection() {
  const { client } = useDesk();
  const { safety, reload } = useSafety();
  const [problem, setProblem] = useState<Problem>();
  const set = async (changed: SafetyChange): Promise<void> => {
    const answer = await client.call('safety.set', changed);
    setProblem(answer.ok ? undefined : answer.problem);
    reload();
  };
  const change: Change = (changed) => void set(changed);
  if (safety.state === 'loading') {
    return <StatusIndicator type="loading">Reading the settings…</StatusIndicator>;
  }
  if (safety.state === 'problem') return <ProblemAlert problem={safety.problem} onRetry={reload} />;
  const view = safety.value;
  return (
    <SpaceBetween size="l">
      {problem && <ProblemAlert problem={problem} onRetry={() => setProblem(undefined)} />}
      <ReadOnlyContainer view={view} change={change} />
      <LockingContainer view={view} change={change} />
      <RetentionContainer settings={view.settings} change={change} />
      <CompanyContainer company={view.company} />
    </SpaceBetween>
  );
}
