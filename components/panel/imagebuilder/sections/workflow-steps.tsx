import type { ImageBuild, WorkflowStep } from '../../../../lib/builds/build';
import { describeDuration, notReported } from '../../../../lib/builds/describe';
import {
  durationOf,
  failingStep,
  timeline,
  waitingSteps,
  type Span,
} from '../../../../lib/builds/workflow';
import type { DeskTarget } from '../../../../lib/operations/surfaces';
import { Alert } from '../../../light/alert';
import { Button } from '../../../light/button';
import { At, nothing, WideTable, WorkflowStatus } from './parts';

interface WorkflowStepsProps {
  readonly build: ImageBuild;
  readonly steps: readonly WorkflowStep[];
  readonly now: number;
  readonly openDesk: (target: DeskTarget) => void;
}

/** The steps of one run of a workflow: the one that failed first, then those that wait, then all. */
export function WorkflowSteps({ build, steps, now, openDesk }: WorkflowStepsProps) {
  if (steps.length === 0) return <p class="quiet">AWS reports no steps of this workflow.</p>;
  const failing = failingStep(steps);
  const spans = timeline(steps, now);
  const rolledBack = steps.some(({ rollbackStatus }) => rollbackStatus !== undefined);
  return (
    <>
      {failing && (
        <Alert kind="error" summary={`Step ${failing.number} failed: ${nameOf(failing.step)}`}>
          {failing.step.message ?? 'AWS reports no message of this step.'}
        </Alert>
      )}
      {waitingSteps(steps).map((step) => (
        <Waiting key={step.id} build={build} step={step} openDesk={openDesk} />
      ))}
      <WideTable
        label="Steps"
        columns={[
          'Step #',
          'Step ID',
          'Step status',
          ...(rolledBack ? ['Rollback status'] : []),
          'Step name',
          'Action',
          'Start',
          'End',
          'Duration',
        ]}
        rows={steps.map((step, index) => ({
          key: String(index),
          cells: [
            index + 1,
            step.id,
            <WorkflowStatus key="status" status={step.status} />,
            ...(rolledBack ? [<Rollback key="rollback" status={step.rollbackStatus} />] : []),
            ...cellsOf(step, spans.get(step.id), now),
          ],
        }))}
      />
    </>
  );
}

function nameOf({ name, id }: WorkflowStep): string {
  return name ?? id;
}

function Rollback({ status }: { readonly status: string | undefined }) {
  return status === undefined ? <>{nothing}</> : <WorkflowStatus status={status} />;
}

function cellsOf(step: WorkflowStep, span: Span | undefined, now: number) {
  const { name, description, action, message } = step;
  const duration = durationOf(step, now);
  return [
    <>
      {name ?? notReported}
      {[description, message].map((text) => text !== undefined && <div class="quiet">{text}</div>)}
    </>,
    action ?? notReported,
    <At key="start" time={step.startedAt} />,
    <At key="end" time={step.endedAt} />,
    <>
      {duration === undefined ? notReported : describeDuration(duration)}
      {span && <Bar span={span} />}
    </>,
  ];
}

/** When a step ran within the whole. The numbers are beside it. */
function Bar({ span: { from, length } }: { readonly span: Span }) {
  return (
    <div class="timeline" aria-hidden="true">
      <div style={{ marginInlineStart: `${from * 100}%`, width: `${length * 100}%` }} />
    </div>
  );
}

interface WaitingProps {
  readonly build: ImageBuild;
  readonly step: WorkflowStep;
  readonly openDesk: (target: DeskTarget) => void;
}

/** A step that waits for somebody, and the ways to the desk where it is answered. */
function Waiting({ build, step, openDesk }: WaitingProps) {
  const name = nameOf(step);
  const answer = (word: 'RESUME' | 'STOP') => () =>
    openDesk({ view: 'step-answer', build: build.arn, step: step.id, answer: word });
  return (
    <Alert
      kind="info"
      summary={`${name} waits for an answer`}
      action={
        <div class="buttons">
          <Button label={`Resume ${name}`} onClick={answer('RESUME')}>
            Resume
          </Button>
          <Button label={`Stop ${name}`} onClick={answer('STOP')}>
            Stop
          </Button>
        </div>
      }
    >
      {step.message}
    </Alert>
  );
}
