import type { WorkflowRun, WorkflowStep } from '../../../../lib/builds/build';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import type { SectionProps } from '../section-props';

interface WorkflowSectionProps extends SectionProps {
  readonly runs: Reading<readonly WorkflowRun[]>;
  readonly steps: Reading<readonly WorkflowStep[]>;
  readonly shown: string | undefined;
  readonly onShow: (id: string) => void;
}

export function WorkflowSection({ runs, steps, shown, onShow, goOn }: WorkflowSectionProps) {
  return (
    <Section title="Workflow">
      <ReadingView reading={runs} waiting="Reading workflows" goOn={goOn}>
        {(read) => (
          <select
            aria-label="Filter workflow types"
            value={shown}
            onChange={({ currentTarget }) => onShow(currentTarget.value)}
          >
            {read.map(({ id, type }) => (
              <option key={id} value={id}>
                {type}
              </option>
            ))}
          </select>
        )}
      </ReadingView>
      <p>{steps.held?.value.map(({ name }) => name).join()}</p>
    </Section>
  );
}
