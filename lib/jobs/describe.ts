import { explainProblem, reasonOf } from '../problems/explain';
import { leftOf, timeLeft, type ItemState, type Job, type JobItem, type PauseReason } from './job';

/** How a state is shown; each surface has its own colours and signs for them. */
export type JobTone = 'success' | 'error' | 'warning' | 'running' | 'waiting' | 'stopped';

/**
 * How far a job is, in whole percent: what has ended or was accepted by AWS, and never 100 before
 * all has ended.
 */
export function percentOf(job: Pick<Job, 'counts'>): number {
  const { total, sent } = job.counts;
  const left = leftOf(job);
  if (left === 0) return 100;
  return Math.min(99, Math.floor(((total - left + sent) / total) * 100));
}

/** How far a job is in words: `40 of 200 confirmed, 12 sent`. */
export function describeProgress(job: Pick<Job, 'counts'>): string {
  const { total, sent } = job.counts;
  const ended = `${total - leftOf(job)} of ${total} confirmed`;
  return sent > 0 ? `${ended}, ${sent} sent` : ended;
}

/** A job's state in words: `Running, 45%`, `Waiting for credentials`, `Ended: 3 failed`. */
export function describeState(job: Job): string {
  const { state, wish, counts } = job;
  switch (state) {
    case 'running':
    case 'paused':
      // What a person has asked for counts: the runner is on its way there.
      if (wish === 'cancel') return 'Cancelling…';
      if (wish === 'continue') return 'Continuing…';
      if (state === 'paused') return describePause(job);
      return wish === 'pause' ? 'Pausing…' : `Running, ${percentOf(job)}%`;
    case 'cancelled':
      return withFaults('Cancelled', job);
    case 'ended':
      return counts.total > 0 && counts.unchanged === counts.total
        ? 'Done: all was so already'
        : withFaults(faultsOf(job) === '' ? 'Done' : 'Ended', job);
  }
}

/** How the state of a job is shown. */
export function stateTone(job: Job): JobTone {
  const { state, pause, counts } = job;
  switch (state) {
    case 'running':
      return 'running';
    case 'paused':
      if (pause === undefined || pause.reason === 'user') return 'stopped';
      // What goes on by itself needs nobody.
      return pause.until === undefined || pause.awaits !== undefined ? 'warning' : 'waiting';
    case 'cancelled':
      return counts.failed > 0 ? 'error' : 'stopped';
    case 'ended':
      if (counts.failed > 0) return 'error';
      return counts.drift > 0 ? 'warning' : 'success';
  }
}

/** What a job waits for, short enough for a list. */
const pauseWords: Readonly<Record<PauseReason, string>> = {
  user: 'Paused',
  'needs-credentials': 'Waiting for credentials',
  expired: 'Waiting for fresh credentials',
  locked: 'Waiting until Image Desk is unlocked',
  'permission-missing': 'Waiting for an IAM permission',
  'host-access-missing': 'Waiting for access to AWS in this browser',
  forbidden: 'Waiting: changes are not allowed now',
  throttled: 'Waiting: AWS limits the rate of calls',
  underway: 'Waiting for AWS',
  'aws-fault': 'Waiting: AWS answers with faults',
  offline: 'Waiting for the network',
  storage: 'Waiting: the disk cannot be used',
};

function describePause({ pause }: Job): string {
  if (pause?.problem?.kind === 'permission-missing') {
    return `Waiting for the IAM permission ${pause.problem.action}`;
  }
  if (pause?.awaits !== undefined) return 'Waiting for you at the image builder';
  return pauseWords[pause?.reason ?? 'user'];
}

function faultsOf({ counts }: Job): string {
  return [
    counts.failed > 0 ? `${counts.failed} failed` : '',
    counts.drift > 0 ? `${counts.drift} changed elsewhere` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function withFaults(words: string, job: Job): string {
  const faults = faultsOf(job);
  return faults === '' ? words : `${words}: ${faults}`;
}

const itemWords: Readonly<Record<ItemState, string>> = {
  pending: 'Waiting',
  inflight: 'Being sent',
  sent: 'Sent, to be verified',
  done: 'Done and verified',
  unchanged: 'Was so already',
  failed: 'Failed',
  drift: 'Changed elsewhere',
  cancelled: 'Cancelled',
};

/** The state of one change in words. What AWS has only begun to do is not said to be done. */
export function describeItem({
  state,
  made,
  task,
  problem,
}: Pick<JobItem, 'state' | 'made'> & Partial<Pick<JobItem, 'task' | 'problem'>>): string {
  if (state === 'cancelled' && problem?.kind === 'step-missed') return 'Not begun';
  // What a person does is never sent, and was not so already all the same.
  const isAwaited = task?.kind === 'image-step' && task.act === 'await-image';
  if (isAwaited && state === 'unchanged') return 'Made there and verified';
  if (isAwaited && state === 'sent') return 'Waiting for the image';
  return state === 'done' && made?.startsWith('lce-') ? 'Begun and verified' : itemWords[state];
}

const itemTones: Readonly<Record<ItemState, JobTone>> = {
  pending: 'waiting',
  inflight: 'running',
  sent: 'running',
  done: 'success',
  unchanged: 'success',
  failed: 'error',
  drift: 'warning',
  cancelled: 'stopped',
};

/** How the state of one change is shown. */
export function itemTone({ state }: Pick<JobItem, 'state'>): JobTone {
  return itemTones[state];
}

/** Why one change failed, or what was wrong with its last attempt, in a sentence or two. */
export function explainItem({ problem }: Pick<JobItem, 'problem'>): string | undefined {
  if (!problem) return undefined;
  // AWS's own sentence says more than that a quota, or a state, is in the way.
  if (problem.kind === 'quota' || problem.kind === 'not-available') return problem.detail;
  if (problem.kind === 'name-taken') return reasonOf(problem);
  const { summary, advice } = explainProblem(problem);
  return problem.kind === 'unknown' || problem.kind === 'refused' ? advice : summary;
}

/** How fast a job goes: `12 changes a second`, `30 changes a minute`; nothing when unknown. */
export function describeRate({ state, speed }: Pick<Job, 'state' | 'speed'>): string | undefined {
  if (state !== 'running' || speed === undefined || speed <= 0) return undefined;
  if (speed >= 1) return countOf(Math.round(speed), 'second');
  return countOf(Math.max(1, Math.round(speed * 60)), 'minute');
}

function countOf(count: number, unit: 'second' | 'minute'): string {
  return `${count} ${count === 1 ? 'change' : 'changes'} a ${unit}`;
}

const minute = 60_000;
const hour = 60 * minute;

/** How long the rest takes: `about 3 minutes left`; nothing when that is unknown. */
export function describeTimeLeft(job: Job): string | undefined {
  const left = timeLeft(job);
  if (left === undefined) return undefined;
  if (left < 5_000) return 'a few seconds left';
  if (left <= 50_000) return `about ${Math.ceil(left / 10_000) * 10} seconds left`;
  if (left < 90_000) return 'about a minute left';
  if (left < 90 * minute) return `about ${Math.round(left / minute)} minutes left`;
  return `about ${Math.round(left / hour)} hours left`;
}
