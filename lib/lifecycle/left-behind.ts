import { hasEnded, itemsOfKind, type Job, type JobDetails, type JobItem } from '../jobs/job';
import type { Scope } from '../scope';
import type { ImageBuilder } from './builder';
import { skew } from './standing';
import type { ImageStep } from './step';
import { placeOf } from './work-parts';

/** The job that created an image builder, and how it stands to it. */
export interface BuilderMaker {
  readonly job: string;
  readonly title: string;
  readonly standing:
    /** The job goes on, and needs it. */
    | 'in-use'
    /** The job is over, and has stopped it as a person wished. */
    | 'kept'
    /** The job is over, however it ended, and nobody waits for it any more. */
    | 'left-behind';
}

/** An image builder, with the job that created it if one in the history has. */
export interface MadeBuilder {
  readonly builder: ImageBuilder;
  readonly maker?: BuilderMaker;
}

/** The job that created an image builder, as far as the history tells. */
export function makerOf(
  builder: Pick<ImageBuilder, 'name' | 'createdAt'>,
  place: Scope,
  jobs: readonly JobDetails[],
): BuilderMaker | undefined {
  for (const { job, items } of jobs) {
    const steps = itemsOfKind(items, 'image-step');
    const creation = steps.find((item) => hasCreated(item, job, builder, place));
    if (creation) {
      return { job: job.id, title: job.title, standing: standingOf(job, creation, steps) };
    }
  }
  return undefined;
}

/** The image builders that the job of a clone has created and not ended, whatever AWS shows. */
export function unendedBuilders({ job, items }: JobDetails): readonly {
  readonly place: Scope;
  readonly name: string;
}[] {
  const steps = itemsOfKind(items, 'image-step');
  return steps.flatMap((item) => {
    const { task } = item;
    return task.act === 'create-builder' && mayHaveCreated(item) && !isEnded(item, steps)
      ? { place: placeOf(job.scope, task), name: task.builder.name }
      : [];
  });
}

type StepItem = JobItem<ImageStep>;

/** Whether a step has created this builder, and not one that had its name before or has it now. */
function hasCreated(
  item: StepItem,
  { scope, createdAt }: Job,
  builder: Pick<ImageBuilder, 'name' | 'createdAt'>,
  place: Scope,
): boolean {
  const { task, at } = item;
  if (task.act !== 'create-builder' || task.builder.name !== builder.name) return false;
  const its = placeOf(scope, task);
  const born = builder.createdAt;
  return (
    its.partition === place.partition &&
    its.account === place.account &&
    its.region === place.region &&
    mayHaveCreated(item) &&
    (born === undefined || (born >= createdAt - skew && born <= at + skew))
  );
}

function mayHaveCreated({ attempts, problem }: StepItem): boolean {
  return attempts > 0 && problem?.kind !== 'name-taken';
}

function standingOf(
  job: Job,
  creation: StepItem,
  steps: readonly StepItem[],
): BuilderMaker['standing'] {
  if (!hasEnded(job)) return 'in-use';
  return isEnded(creation, steps) ? 'kept' : 'left-behind';
}

/** Whether the step that ends a builder has done it. */
function isEnded({ task: { chain } }: StepItem, steps: readonly StepItem[]): boolean {
  return steps.some(
    ({ task, state }) =>
      task.chain === chain &&
      (task.act === 'stop-builder' || task.act === 'delete-builder') &&
      (state === 'done' || state === 'unchanged'),
  );
}
