import type { Problem } from '../problems/problem';
import type { Result } from '../result';
import type { AccountScope } from '../scope';
import type { JobItem } from './job';
import type { AnyTask, Task, TaskKind, TaskOf } from './task';

/**
 * How a task stands at AWS: as it shall be, as it was when the plan was made, changed by somebody
 * else since, or begun and not over, which may take AWS hours or wait for a person.
 */
export type Standing =
  | 'right'
  | 'planned'
  | 'changed'
  | 'underway'
  /** Begun as well, and a person has to do something now, at the image builder of this name. */
  | { readonly awaits: string }
  /** As it shall be, with what AWS has made of it in the end, such as the id of an AMI. */
  | { readonly made: string }
  /** Changed by somebody else, with what is there in its stead. */
  | { readonly changed: Problem }
  /** AWS has tried, and says why it could not. */
  | { readonly failed: Problem };

/**
 * Which item of a job is sent. `attempts` is how often it was sent before without AWS having
 * refused it: what it makes may be there already then.
 */
export type SentItem = Pick<JobItem, 'job' | 'seq'> & Partial<Pick<JobItem, 'attempts'>>;

/** What a kind of job does at AWS. The runner decides when, how often, and whether at all. */
export interface Work<Of extends AnyTask> {
  /** Tasks of one group are read at once. */
  readonly group: (task: Of) => string;
  /** Lanes are worked on beside each other, as AWS counts their calls apart. */
  readonly lane: (task: Of) => string;
  /**
   * Items of one chain, which are in one lane, are done one after the other: none is begun before
   * the one before it has ended as it should, and if that does not, the rest is left out.
   */
  readonly chain?: (task: Of) => string | undefined;
  /** How many groups of a lane AWS works on at a time, if it limits that. */
  readonly most?: (task: Of) => number | undefined;
  /**
   * How often a change is read back before it counts as not confirmed, each time after twice as
   * long a wait as before; a few times unless this says it.
   */
  readonly looks?: (task: Of) => number | undefined;
  /** Reads what the items of a group are about, by the first of them, and gives how each stands. */
  readonly read: (
    scope: AccountScope,
    first: JobItem<Of>,
  ) => Promise<Result<(item: JobItem<Of>) => Standing>>;
  /**
   * Makes the change, once, and writes it to the activity log. Gives what AWS made of it, such as
   * the ARN of a new build, or `null`.
   */
  readonly change: (
    scope: AccountScope,
    task: Of,
    item: SentItem,
  ) => Promise<Result<string | null>>;
  /** Whether a task takes up some of what a quota limits, so that it fails when that is reached. */
  readonly takesQuota: (task: Of) => boolean;
  /** Told when a group was worked on, so that what was read of it before is forgotten. */
  readonly settled: (scope: AccountScope, task: Of) => Promise<void>;
  /** A task in words. */
  readonly describe: (task: Of) => string;
}

/** The work of each kind of task. */
export type Works = { readonly [Kind in TaskKind]: Work<TaskOf<Kind>> };

/** The work of all kinds as one: each task is done by the work of its kind. */
export function workByKind(works: Works): Work<Task> {
  // Which of the works has a task's kind is what the type of `Works` states.
  const of = ({ kind }: Task) => works[kind] as Work<Task>;
  return {
    group: (task) => `${task.kind}/${of(task).group(task)}`,
    lane: (task) => `${task.kind}/${of(task).lane(task)}`,
    looks: (task) => of(task).looks?.(task),
    chain(task) {
      const chain = of(task).chain?.(task);
      return chain === undefined ? undefined : `${task.kind}/${chain}`;
    },
    most: (task) => of(task).most?.(task),
    read: (scope, first) => of(first.task).read(scope, first),
    change: (scope, task, item) => of(task).change(scope, task, item),
    takesQuota: (task) => of(task).takesQuota(task),
    settled: (scope, task) => of(task).settled(scope, task),
    describe: (task) => of(task).describe(task),
  };
}
