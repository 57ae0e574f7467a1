import type { Result } from '../result';
import type { AccountScope } from '../scope';

/**
 * How a task stands at AWS: as it shall be, as it was when the plan was made, or changed by
 * somebody else since.
 */
export type Standing = 'right' | 'planned' | 'changed';

/** What a kind of job does at AWS. The runner decides when, how often, and whether at all. */
export interface Work<Task> {
  /** Tasks of one group are read at once. */
  readonly group: (task: Task) => string;
  /** Lanes are worked on beside each other, as AWS counts their calls apart. */
  readonly lane: (task: Task) => string;
  /** Reads what the tasks of a group are about, and gives how each stands. */
  readonly read: (scope: AccountScope, task: Task) => Promise<Result<(task: Task) => Standing>>;
  /** Makes the change, once, and writes it to the activity log. */
  readonly change: (scope: AccountScope, task: Task) => Promise<Result<null>>;
  /** Told when a group was worked on, so that what was read of it before is forgotten. */
  readonly settled: (scope: AccountScope, task: Task) => Promise<void>;
  /** A task in words. */
  readonly describe: (task: Task) => string;
}
