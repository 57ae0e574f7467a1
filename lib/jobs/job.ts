import type { Problem } from '../problems/problem';
import type { AccountScope, RegionCode } from '../scope';
import type { ShareItem } from '../sharing/plan';
import type { AnyTask, Task, TaskKind, TaskOf } from './task';

/**
 * Where one item of a job is. `inflight`: that it will be sent is written down, and whether it was
 * is unknown; `sent`: AWS has accepted it and it was not read back yet. Neither is trusted after
 * an interruption: what AWS shows decides.
 */
export type ItemState =
  | 'pending'
  | 'inflight'
  | 'sent'
  /** This job made the change, and it was read back. */
  | 'done'
  /** AWS showed what was wanted before anything was sent. */
  | 'unchanged'
  | 'failed'
  /** Changed elsewhere since the plan, and therefore left alone. */
  | 'drift'
  | 'cancelled';

/** One change of a job. */
export interface JobItem<Of extends AnyTask = Task> {
  readonly job: string;
  /** Its place in the job, from 0. */
  readonly seq: number;
  readonly task: Of;
  readonly state: ItemState;
  /** How often it was sent. */
  readonly attempts: number;
  /** What AWS has made of it, such as the ARN of a new build. */
  readonly made?: string;
  /** Why it failed, or what was wrong with the last attempt. */
  readonly problem?: Problem;
  /** When its state changed last, in epoch milliseconds. */
  readonly at: number;
}

/** One change of a job about who images are shared with. */
export type ShareJobItem = JobItem<ShareItem>;

/** Why a job waits. All but `user` and those that need a person end by themselves. */
export type PauseReason =
  | 'user'
  | 'needs-credentials'
  | 'expired'
  | 'locked'
  | 'permission-missing'
  | 'host-access-missing'
  /** Read-only, or the company's policy. */
  | 'forbidden'
  | 'throttled'
  /** AWS, or a person, is at what was begun. */
  | 'underway'
  | 'aws-fault'
  | 'offline'
  /** What is kept on disk cannot be used. */
  | 'storage';

export interface JobPause {
  readonly reason: PauseReason;
  readonly problem?: Problem;
  /** Epoch milliseconds. */
  readonly since: number;
  /** When it is tried again without anybody's help, in epoch milliseconds. */
  readonly until?: number;
  /** The image builder where a person has to do something, which is what it waits for. */
  readonly awaits?: string;
}

/** How many items have ended how; the rest is left. */
export interface JobCounts {
  readonly total: number;
  /** Accepted by AWS and not read back yet: they are left, and yet the job is further. */
  readonly sent: number;
  readonly done: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly drift: number;
  readonly cancelled: number;
}

/** `ended` says nothing of success: the counts do. */
export type JobState = 'running' | 'paused' | 'ended' | 'cancelled';

/** From which job the plan of another one was made, and how. */
export interface JobOrigin {
  readonly job: string;
  readonly as: 'undo' | 'retry' | 'again';
}

/** A plan that is being carried out, or was. Times are epoch milliseconds. */
export interface Job {
  readonly id: string;
  /** What it does, in words. */
  readonly title: string;
  /** Only credentials of this account carry it out. */
  readonly scope: AccountScope;
  readonly regions: readonly RegionCode[];
  /** The digest of the plan that was reviewed. */
  readonly digest: string;
  readonly origin?: JobOrigin;
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly state: JobState;
  readonly pause?: JobPause;
  readonly counts: JobCounts;
  /** What is being worked on, in words. */
  readonly current?: string;
  /** Items ended per second lately. */
  readonly speed?: number;
  /** What a person asked for and the runner has not done yet. */
  readonly wish?: 'pause' | 'continue' | 'cancel';
  /** Whether to tell the person when it ends. */
  readonly notify?: true;
}

/** A job with all that it does, in the order of its items. */
export interface JobDetails<Of extends Task = Task> {
  readonly job: Job;
  readonly items: readonly JobItem<Of>[];
}

/** The items whose tasks are of a kind. A job has one kind only. */
export function itemsOfKind<Kind extends TaskKind>(
  items: readonly JobItem[],
  kind: Kind,
): readonly JobItem<TaskOf<Kind>>[] {
  return items.filter((item): item is JobItem<TaskOf<Kind>> => item.task.kind === kind);
}

/** How many items have not ended. */
export function leftOf({ counts }: Pick<Job, 'counts'>): number {
  const { total, done, unchanged, failed, drift, cancelled } = counts;
  return total - done - unchanged - failed - drift - cancelled;
}

/** How long the rest takes at the latest speed, in milliseconds; nothing when that is unknown. */
export function timeLeft(job: Job): number | undefined {
  const { speed, state } = job;
  return state === 'running' && speed !== undefined && speed > 0
    ? ((leftOf(job) - job.counts.sent) / speed) * 1000
    : undefined;
}

/** Whether a job is over. */
export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'ended' || state === 'cancelled';
}

/** Whether an item is over. */
export function isFinal(
  state: ItemState,
): state is Exclude<ItemState, 'pending' | 'inflight' | 'sent'> {
  return state !== 'pending' && state !== 'inflight' && state !== 'sent';
}

/** Whether an item has ended as it should. */
export function isWanted(state: ItemState): boolean {
  return state === 'done' || state === 'unchanged';
}

/** Counts items by how they ended. */
export function countItems(items: readonly Pick<JobItem, 'state'>[]): JobCounts {
  const counts: Record<keyof JobCounts, number> = {
    total: items.length,
    sent: 0,
    done: 0,
    unchanged: 0,
    failed: 0,
    drift: 0,
    cancelled: 0,
  };
  for (const { state } of items) if (isCounted(state)) counts[state] += 1;
  return counts;
}

/** The counts after an item went from one state to another. */
export function recount(counts: JobCounts, from: ItemState, to: ItemState): JobCounts {
  const next: Record<keyof JobCounts, number> = { ...counts };
  if (isCounted(from)) next[from] -= 1;
  if (isCounted(to)) next[to] += 1;
  return next;
}

function isCounted(state: ItemState): state is Exclude<ItemState, 'pending' | 'inflight'> {
  return state !== 'pending' && state !== 'inflight';
}
