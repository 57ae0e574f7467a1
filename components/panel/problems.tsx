import type { Problem } from '../../lib/problems/problem';
import { ProblemAlert } from './problem';
import type { PanelModel } from './session';

interface ProblemsProps {
  readonly model: Pick<PanelModel, 'failure' | 'names' | 'goOn'>;
  /** A problem that no section is spared from. */
  readonly problem: Problem | undefined;
}

/** What is in the way of everything, and why the last click came to nothing, each told once. */
export function Problems({ model: { failure, names, goOn }, problem }: ProblemsProps) {
  const failed = failure.value;
  const concerned = problem && 'account' in problem ? problem.account : undefined;
  return (
    <>
      {problem && (
        <ProblemAlert problem={problem} goOn={goOn} known={names.value.get(concerned ?? '')} />
      )}
      {failed && failed.kind !== problem?.kind && <ProblemAlert problem={failed} goOn={goOn} />}
    </>
  );
}
