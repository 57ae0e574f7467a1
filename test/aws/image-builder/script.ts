import type { ImageStatus, WorkflowExecutionStatus } from '@aws-sdk/client-imagebuilder';
import { uuidOf } from './names';
import type { Needs, Phase, StepOutline, WorkflowOutline } from './workflows';
import {
  buildContainer,
  buildImage,
  distributeContainer,
  testContainer,
  testImage,
} from './workflows';

const minute = 60_000;

/** How long an image is in the states that have no workflow, in milliseconds. Made up. */
const lasts = { pending: minute, creating: minute, distributing: 8 * minute, integrating: minute };

/** How long it takes to undo a step, in milliseconds. Made up. */
const undoing = minute;

/**
 * Everything that decides how a build goes, with the moments at which somebody stepped in, in epoch
 * milliseconds. All that is shown of it follows from this and the time.
 */
export interface BuildOutline extends Needs {
  readonly arn: string;
  readonly makes: 'AMI' | 'DOCKER';
  readonly startedAt: number;
  readonly tests: boolean;
  /** It distributes what was built before, and does nothing else. */
  readonly distributesOnly?: boolean;
  readonly fails?: Phase | undefined;
  /** What the step that fails says. */
  readonly failure: string;
  /** Whether the workflow that fails is undone, which takes its time. */
  readonly rollback?: boolean;
  readonly actedOn?: {
    readonly at: number;
    readonly action: 'RESUME' | 'STOP';
    readonly reason?: string | undefined;
  };
  readonly retriedAt?: number;
  readonly cancelledAt?: number;
}

interface Span {
  /** Infinite while it is not known when. */
  readonly from: number;
  readonly until: number;
}

/** One step: pending before it, running in it, and then what it ends as. */
export interface ScriptedStep extends Span {
  readonly id: string;
  readonly outline: StepOutline;
  readonly ends: 'COMPLETED' | 'FAILED' | 'SKIPPED' | 'CANCELLED';
  readonly message?: string;
  readonly rollback?: Span & { readonly ends: 'COMPLETED' | 'SKIPPED' };
}

/** One workflow; it appears when it begins. */
export interface ScriptedWorkflow extends Span {
  readonly id: string;
  /** Of the build version of the workflow that AWS publishes in that Region. */
  readonly arn: string;
  readonly outline: WorkflowOutline;
  readonly ends: Extract<
    WorkflowExecutionStatus,
    'COMPLETED' | 'FAILED' | 'ROLLBACK_COMPLETED' | 'CANCELLED'
  >;
  readonly message?: string;
  readonly rollbackFrom?: number;
  readonly retriedAt?: number | undefined;
  readonly steps: readonly ScriptedStep[];
}

interface ScriptedState {
  readonly from: number;
  readonly status: ImageStatus;
  readonly reason?: string | undefined;
}

/** When a build is in which state, and when each step of its workflows begins and ends. */
export interface BuildScript {
  readonly states: readonly ScriptedState[];
  readonly workflows: readonly ScriptedWorkflow[];
}

/** Lays out a whole build in time. What waits for somebody has no end, and nothing after it. */
export function scriptOf(outline: BuildOutline): BuildScript {
  const { startedAt, retriedAt, cancelledAt, fails } = outline;
  let script = layOutStages(outline, stagesOf(outline), startedAt, 1, fails);
  if (retriedAt !== undefined) {
    // Source: the model's words on RetryImage: the distribution alone is done again.
    const again = layOutStages(outline, distributionStages(outline), retriedAt, 2, undefined);
    script = {
      states: [...script.states, ...again.states],
      workflows: [
        ...script.workflows.map((each) =>
          each.outline.phase === 'distribution' ? { ...each, retriedAt } : each,
        ),
        ...again.workflows,
      ],
    };
  }
  return cancelledAt === undefined ? script : cut(script, cancelledAt);
}

/** Tells whether a build comes as far as its distribution, whatever becomes of that. */
export function isDistributed({ states }: BuildScript): boolean {
  return states.some(({ status }) => status === 'DISTRIBUTING');
}

/** A state of the image, and what happens in it: a workflow, or nothing but time. */
interface Stage {
  readonly status: ImageStatus;
  readonly does: WorkflowOutline | number;
}

function stagesOf(outline: BuildOutline): readonly Stage[] {
  const pending: Stage = { status: 'PENDING', does: lasts.pending };
  if (outline.distributesOnly) return [pending, ...distributionStages(outline)];
  const isAmi = outline.makes === 'AMI';
  const test = isAmi ? testImage(outline) : testContainer(outline);
  return [
    pending,
    { status: 'CREATING', does: lasts.creating },
    { status: 'BUILDING', does: isAmi ? buildImage(outline) : buildContainer(outline) },
    ...(outline.tests ? [{ status: 'TESTING' as const, does: test }] : []),
    ...distributionStages(outline),
  ];
}

function distributionStages({ makes }: BuildOutline): readonly Stage[] {
  if (makes === 'DOCKER') return [{ status: 'DISTRIBUTING', does: distributeContainer }];
  return [
    { status: 'DISTRIBUTING', does: lasts.distributing },
    { status: 'INTEGRATING', does: lasts.integrating },
  ];
}

function layOutStages(
  outline: BuildOutline,
  stages: readonly Stage[],
  from: number,
  attempt: number,
  fails: Phase | undefined,
): BuildScript {
  const states: ScriptedState[] = [];
  const workflows: ScriptedWorkflow[] = [];
  let at = from;
  const failed = (reason: string) => ({
    states: [...states, { from: at, status: 'FAILED' as const, reason }],
    workflows,
  });
  for (const { status, does } of stages) {
    states.push({ from: at, status });
    if (typeof does === 'number') {
      at += does;
      if (fails === 'distribution' && status === 'DISTRIBUTING') return failed(outline.failure);
      continue;
    }
    const workflow = layOutWorkflow(outline, does, at, attempt, fails);
    workflows.push(workflow);
    at = workflow.until;
    if (at === Infinity) return { states, workflows };
    if (workflow.ends !== 'COMPLETED') {
      return failed(
        `Workflow Execution ID: '${workflow.id}' failed with reason: ${workflow.message ?? ''}`,
      );
    }
  }
  return { states: [...states, { from: at, status: 'AVAILABLE' }], workflows };
}

function layOutWorkflow(
  outline: BuildOutline,
  workflow: WorkflowOutline,
  from: number,
  attempt: number,
  fails: Phase | undefined,
): ScriptedWorkflow {
  const steps: ScriptedStep[] = [];
  let at = from;
  let failure: string | undefined;
  for (const each of workflow.steps) {
    const id = `step-${uuidOf(outline.arn, workflow.name, each.name, attempt)}`;
    if (failure !== undefined) {
      steps.push({ id, outline: each, from: at, until: at, ends: 'SKIPPED' });
      continue;
    }
    const end = endOf(outline, workflow, each, at, fails);
    steps.push({ id, outline: each, from: at, ...end });
    at = end.until;
    if (end.ends === 'FAILED') failure = `Step ${each.name} (${id}) failed: ${end.message ?? ''}`;
  }
  const id = `wf-${uuidOf(outline.arn, workflow.name, attempt)}`;
  const arn = outline.arn.replace(/[^:]+:image\/.*$/u, `aws:workflow/${workflow.version}`);
  const base = { id, arn, outline: workflow, from, until: at };
  if (failure === undefined) return { ...base, ends: 'COMPLETED', steps };
  if (outline.rollback !== true) return { ...base, ends: 'FAILED', message: failure, steps };
  const undone = rollBack(steps, at);
  return {
    ...base,
    ends: 'ROLLBACK_COMPLETED',
    message: failure,
    rollbackFrom: at,
    until: undone.until,
    steps: undone.steps,
  };
}

function endOf(
  { actedOn, failure }: BuildOutline,
  workflow: WorkflowOutline,
  { action, breaks, lasts: duration }: StepOutline,
  from: number,
  fails: Phase | undefined,
): Pick<ScriptedStep, 'until' | 'ends' | 'message'> {
  if (action === 'WaitForAction') {
    if (!actedOn) return { until: Infinity, ends: 'COMPLETED' };
    const { at, reason } = actedOn;
    return actedOn.action === 'RESUME'
      ? { until: at, ends: 'COMPLETED', ...(reason !== undefined && { message: reason }) }
      : { until: at, ends: 'FAILED', message: reason ?? 'The step was stopped.' };
  }
  return breaks === true && workflow.phase === fails
    ? { until: from + duration, ends: 'FAILED', message: failure }
    : { until: from + duration, ends: 'COMPLETED' };
}

/**
 * Undoes what was done, the last first. Source: the User Guide's page on step actions, which says of
 * most of them that they have no rollback.
 */
function rollBack(steps: readonly ScriptedStep[], from: number) {
  let at = from;
  const undone = steps.toReversed().map((each): ScriptedStep => {
    if (each.ends === 'SKIPPED') return each;
    const undoes = each.ends === 'COMPLETED' && each.outline.rollsBack === true;
    const start = at;
    at += undoes ? undoing : 0;
    return {
      ...each,
      rollback: { from: start, until: at, ends: undoes ? 'COMPLETED' : 'SKIPPED' },
    };
  });
  return { steps: undone.toReversed(), until: at };
}

/**
 * Ends everything at one moment. Assumption: what runs is then cancelled, what did not begin is
 * skipped, and workflows that did not begin never appear.
 */
function cut(script: BuildScript, at: number): BuildScript {
  return {
    states: [
      ...script.states.filter(({ from }) => from < at),
      { from: at, status: 'CANCELLED', reason: 'The image creation was cancelled.' },
    ],
    workflows: script.workflows
      .filter(({ from }) => from < at)
      .map((workflow) => (workflow.until <= at ? workflow : cutWorkflow(workflow, at))),
  };
}

function cutWorkflow(workflow: ScriptedWorkflow, at: number): ScriptedWorkflow {
  const { rollbackFrom, ...rest } = workflow;
  return {
    ...rest,
    ...(rollbackFrom !== undefined && rollbackFrom < at && { rollbackFrom }),
    until: at,
    ends: 'CANCELLED',
    steps: workflow.steps.map((step): ScriptedStep => {
      const { rollback, ...each } = step;
      if (each.until <= at) return rollback && rollback.until <= at ? step : each;
      return each.from < at
        ? { ...each, until: at, ends: 'CANCELLED' }
        : { ...each, from: at, until: at, ends: 'SKIPPED' };
    }),
  };
}
