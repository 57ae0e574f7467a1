import type { ImageScanState, ImageState } from '@aws-sdk/client-imagebuilder';
import type { StepRecord, WorkflowRecord } from './records';
import type { BuildScript, ScriptedStep, ScriptedWorkflow } from './script';

/** What can be seen of a build at one moment. */
export interface Moment {
  readonly state: ImageState & { readonly status: NonNullable<ImageState['status']> };
  /** When it came into that state, in epoch milliseconds. */
  readonly since: number;
  readonly workflows: readonly WorkflowRecord[];
}

/** Gives what a build shows at a time: the same script shows the same at the same time. */
export function momentOf(script: BuildScript, now: number): Moment {
  const current = script.states.findLast(({ from }) => from <= now) ?? script.states[0];
  if (!current) throw new Error('The script has no state');
  const { status, reason, from } = current;
  return {
    state: { status, ...(reason !== undefined && { reason }) },
    since: from,
    workflows: script.workflows
      .filter((workflow) => workflow.from <= now)
      .map((workflow) => workflowAt(workflow, now)),
  };
}

/** Tells whether nothing comes after a state, unless somebody does something. */
export function isFinal(status: string): boolean {
  return !running.has(status);
}

const running: ReadonlySet<string> = new Set([
  'PENDING',
  'CREATING',
  'BUILDING',
  'TESTING',
  'DISTRIBUTING',
  'INTEGRATING',
]);

/**
 * Gives the state of the scan of an image whose pipeline has scans on. Source: the model's states.
 * Assumption: when each of them is shown, and ABANDONED for a build that fails before its test ends.
 */
export function scanStateOf({ state, workflows }: Moment): ImageScanState {
  const test = workflows.find(({ type }) => type === 'TEST');
  const collecting = test?.steps.find(({ action }) => action === 'CollectImageScanFindings');
  if (collecting?.status === 'COMPLETED') return { status: 'COMPLETED' };
  if (isFinal(state.status)) {
    return { status: 'ABANDONED', reason: 'The image ended before its findings were collected.' };
  }
  if (collecting?.status === 'RUNNING') return { status: 'COLLECTING' };
  return { status: test ? 'SCANNING' : 'PENDING' };
}

function workflowAt(workflow: ScriptedWorkflow, now: number): WorkflowRecord {
  const { outline, from, until, message, rollbackFrom, retriedAt } = workflow;
  const steps = workflow.steps.map((step) => stepAt(step, now));
  const count = (...statuses: readonly string[]) =>
    steps.filter(({ status }) => status !== undefined && statuses.includes(status)).length;
  const ended = now >= until;
  const undoing = rollbackFrom !== undefined && now >= rollbackFrom;
  const status = ended ? workflow.ends : undoing ? 'ROLLBACK_IN_PROGRESS' : 'RUNNING';
  return {
    workflowBuildVersionArn: workflow.arn,
    workflowExecutionId: workflow.id,
    type: outline.type,
    status,
    ...(message !== undefined && (ended || undoing) && { message }),
    totalStepCount: steps.length,
    totalStepsSucceeded: count('COMPLETED'),
    totalStepsFailed: count('FAILED'),
    // Assumption: no total is for cancelled steps, so they count as skipped, and the totals add up.
    totalStepsSkipped: count('SKIPPED', 'CANCELLED'),
    startTime: isoOf(from),
    ...(ended && { endTime: isoOf(until) }),
    ...(retriedAt !== undefined && now >= retriedAt && { retried: true }),
    steps,
  };
}

function stepAt(step: ScriptedStep, now: number): StepRecord {
  const { id, outline, from, until, ends, message } = step;
  const ended = now >= until;
  const began = now >= from && (!ended || ends !== 'SKIPPED');
  return {
    stepExecutionId: id,
    name: outline.name,
    description: outline.description,
    action: outline.action,
    status: ended ? ends : began ? 'RUNNING' : 'PENDING',
    ...rollbackAt(step, now),
    ...(message !== undefined && ended && { message }),
    inputs: JSON.stringify(outline.inputs),
    ...(ended && ends === 'COMPLETED' && { outputs: JSON.stringify(outline.outputs) }),
    ...(began && { startTime: isoOf(from) }),
    ...(began && ended && { endTime: isoOf(until) }),
    onFailure: 'Abort',
    timeoutSeconds: outline.timeoutSeconds,
  };
}

function rollbackAt({ rollback }: ScriptedStep, now: number): Pick<StepRecord, 'rollbackStatus'> {
  if (!rollback || now < rollback.from) return {};
  return { rollbackStatus: now < rollback.until ? 'RUNNING' : rollback.ends };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
