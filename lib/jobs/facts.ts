import { describeTask, explainMade, principalOf } from '../builds/explain';
import { explainMadeOfStep, factsOfStep } from '../lifecycle/describe';
import type { RegionCode } from '../scope';
import { describePermissions } from '../sharing/explain';
import type { ShareItem } from '../sharing/plan';
import type { Task } from './task';

/** What every surface tells of a task, whatever its kind. */
export interface TaskFacts {
  /** The image, build or pipeline that it is about, in words. */
  readonly subject: string;
  readonly region: RegionCode;
  /** Who gains or loses something by it: an account id, or another of AWS's principals. */
  readonly who?: string;
  /** What becomes of it, in words: `Not shared → Fleet`. */
  readonly change: string;
}

/** A task in words. */
export function factsOfTask(task: Task): TaskFacts {
  const { region } = task;
  if (task.kind === 'share') {
    const change = `${describePermissions(task.before)} → ${describePermissions(task.after)}`;
    return { subject: task.image, region, who: task.account, change };
  }
  if (task.kind === 'image-step') return factsOfStep(task);
  const who = principalOf(task);
  return { subject: task.label, region, change: describeTask(task), ...(who && { who }) };
}

/** What AWS has made of a task, in one sentence. */
export function explainMadeOfTask(task: Exclude<Task, ShareItem>, made: string): string {
  return task.kind === 'image-step' ? explainMadeOfStep(task, made) : explainMade(task, made);
}
