import {
  hasEnded,
  isFinal,
  isWanted,
  itemsOfKind,
  type Job,
  type JobDetails,
  type JobItem,
} from '../jobs/job';
import { scopeKey, type Scope } from '../scope';
import type { ImageBuilder } from './builder';
import { chainsOf } from './chains';
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

/**
 * The job that created an image builder, as far as the history tells; or the one that goes on with
 * what that job has left.
 */
export function makerOf(
  builder: Pick<ImageBuilder, 'name' | 'createdAt'>,
  place: Scope,
  jobs: readonly JobDetails[],
): BuilderMaker | undefined {
  for (const { job, items } of jobs) {
    const steps = itemsOfKind(items, 'image-step');
    const creation = steps.find((item) => hasCreated(item, job, builder, place));
    if (!creation) continue;
    const heirs = jobs.flatMap((heir) => {
      const own = itemsOfKind(heir.items, 'image-step').filter(
        (item) =>
          item.task.act !== 'create-builder' &&
          item.at >= creation.at &&
          builderOf(item.task) === builder.name &&
          scopeKey(placeOf(heir.job.scope, item.task)) === scopeKey(place),
      );
      return own.length > 0 ? { job: heir.job, steps: own } : [];
    });
    const needs = heirs.find((heir) => heir.steps.some(({ state }) => !isFinal(state)));
    const { id, title } = needs?.job ?? job;
    const isKept = heirs.some((heir) => heir.steps.some(isEnd));
    const over = isKept ? 'kept' : 'left-behind';
    return {
      job: id,
      title,
      standing: needs !== undefined || !hasEnded(job) ? 'in-use' : over,
    };
  }
  return undefined;
}

/**
 * The image builders that a job has created, or found where the job before it left them, and has
 * not ended, whatever AWS shows.
 */
export function unendedBuilders({ job, items }: JobDetails): readonly {
  readonly place: Scope;
  readonly name: string;
}[] {
  return chainsOf(itemsOfKind(items, 'image-step')).flatMap((chain) => {
    const creation = chain.find(({ task }) => task.act === 'create-builder');
    if (chain.some(isEnd) || (creation && !mayHaveCreated(creation))) return [];
    const [first] = chain;
    const [name] = chain.flatMap(({ task }) => builderOf(task) ?? []);
    return first && name !== undefined ? { place: placeOf(job.scope, first.task), name } : [];
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
  const born = builder.createdAt;
  return (
    scopeKey(placeOf(scope, task)) === scopeKey(place) &&
    mayHaveCreated(item) &&
    (born === undefined || (born >= createdAt - skew && born <= at + skew))
  );
}

function mayHaveCreated({ attempts, problem }: StepItem): boolean {
  return attempts > 0 && problem?.kind !== 'name-taken';
}

/** The builder that a step creates, or at which it is taken, for the image that is made there. */
function builderOf(step: ImageStep): string | undefined {
  switch (step.act) {
    case 'create-builder':
      return step.builder.name;
    case 'deploy-software':
    case 'await-image':
    case 'stop-builder':
    case 'delete-builder':
      return step.builder;
    default:
      return undefined;
  }
}

/** Whether a step has ended a builder, as a person wished. */
function isEnd({ task, state }: StepItem): boolean {
  return (task.act === 'stop-builder' || task.act === 'delete-builder') && isWanted(state);
}
