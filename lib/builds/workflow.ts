import type { StepTotals, WorkflowRun, WorkflowStep } from './build';
import { notReported } from './describe';

/** A run that can be chosen, by the name of its workflow. */
export interface WorkflowChoice {
  readonly run: WorkflowRun;
  /** The type, numbered where it ran more than once. */
  readonly label: string;
}

/** How the names of AWS's own workflows begin, in the order in which they run. */
const phases = ['build', 'test', 'distribut'];

/**
 * The runs to choose from, in the order in which they started; those that have not are last. AWS's
 * own workflows are in the order of the user guide where their times are the same.
 */
export function workflowChoices(runs: readonly WorkflowRun[]): readonly WorkflowChoice[] {
  const ordered = runs.toSorted((a, b) => startOf(a) - startOf(b) || phaseOf(a) - phaseOf(b));
  const seen = new Map<string, number>();
  return ordered.map((run) => {
    const number = (seen.get(run.type) ?? 0) + 1;
    seen.set(run.type, number);
    const type = run.type === 'unknown' ? notReported : run.type;
    return { run, label: number === 1 ? type : `${type}, run ${number}` };
  });
}

function startOf({ startedAt }: WorkflowRun): number {
  return startedAt ?? Number.MAX_SAFE_INTEGER;
}

function phaseOf({ type }: WorkflowRun): number {
  const phase = phases.findIndex((start) => type.startsWith(start));
  return phase === -1 ? phases.length : phase;
}

/**
 * The run to show first: the one that failed, else the one that runs, else the build. A run that
 * failed and was done again does not count.
 */
export function firstShown(runs: readonly WorkflowRun[]): WorkflowRun | undefined {
  const ordered = workflowChoices(runs).map(({ run }) => run);
  const last = new Map(ordered.map((run) => [run.type, run]));
  const latest = ordered.filter((run) => last.get(run.type) === run);
  return (
    latest.find(({ status }) => hasFailed(status)) ??
    latest.find(({ status }) => status === 'RUNNING') ??
    ordered.find((run) => phaseOf(run) === 0) ??
    ordered[0]
  );
}

function hasFailed(status: string): boolean {
  return status === 'FAILED' || status.startsWith('ROLLBACK');
}

/** Whether a run goes on. */
export function isUnderWay(status: string): boolean {
  return status === 'PENDING' || status === 'RUNNING' || status === 'ROLLBACK_IN_PROGRESS';
}

/**
 * Says in a sentence what does not fit between the steps that a run counts and their total; nothing
 * when they add up. Steps that are still to come are counted as nothing else, which is no fault.
 */
export function explainTotals({ status, totals }: WorkflowRun): string | undefined {
  const { total, succeeded, failed, skipped } = totals;
  const missing = [total, succeeded, failed, skipped].some((count) => count === undefined);
  if (missing) return 'AWS does not report all counts of steps.';
  const sum = sumOf(totals);
  if (total === undefined || sum === total) return undefined;
  if (sum < total && isUnderWay(status)) {
    return total - sum === 1
      ? '1 step has not ended yet.'
      : `${total - sum} steps have not ended yet.`;
  }
  return `The counts do not add up: ${succeeded} succeeded, ${failed} failed and ${skipped} skipped are ${sum}, not ${total}.`;
}

function sumOf({ succeeded = 0, failed = 0, skipped = 0 }: StepTotals): number {
  return succeeded + failed + skipped;
}

/** The first step that failed, with its number. */
export function failingStep(
  steps: readonly WorkflowStep[],
): { readonly step: WorkflowStep; readonly number: number } | undefined {
  const index = steps.findIndex(({ status }) => status === 'FAILED');
  const step = steps[index];
  return step && { step, number: index + 1 };
}

/**
 * The steps that wait to be told to go on or to stop.
 * Source: the user guide, "WaitForAction" among the step actions.
 */
export function waitingSteps(steps: readonly WorkflowStep[]): readonly WorkflowStep[] {
  return steps.filter(({ action, status }) => action === 'WaitForAction' && status === 'RUNNING');
}

/** How long something ran, in milliseconds: up to now when it runs; absent when that is not known. */
export function durationOf(
  run: Pick<WorkflowStep, 'status' | 'startedAt' | 'endedAt'>,
  now: number,
): number | undefined {
  const end = run.endedAt ?? (isUnderWay(run.status) ? now : undefined);
  if (run.startedAt === undefined || end === undefined) return undefined;
  return Math.max(0, end - run.startedAt);
}

/** When a step ran, as parts of the whole: both are from 0 to 1, and so is their sum. */
export interface Span {
  readonly from: number;
  readonly length: number;
}

/** Where each step is in time, by its id. Steps without a start are nowhere. */
export function timeline(steps: readonly WorkflowStep[], now: number): ReadonlyMap<string, Span> {
  const times = steps.flatMap((step) => {
    const { id, startedAt } = step;
    return startedAt === undefined ? [] : [{ id, startedAt, length: durationOf(step, now) ?? 0 }];
  });
  const start = Math.min(...times.map(({ startedAt }) => startedAt));
  const end = Math.max(...times.map(({ startedAt, length }) => startedAt + length));
  const whole = end - start;
  return new Map(
    times.map(({ id, startedAt, length }) => {
      const from = whole === 0 ? 0 : (startedAt - start) / whole;
      return [id, { from, length: whole === 0 ? 0 : Math.min(length / whole, 1 - from) }];
    }),
  );
}
