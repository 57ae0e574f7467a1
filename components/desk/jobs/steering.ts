import { signal, type ReadonlySignal } from '@preact/signals';
import { hasEnded, type Job } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Result } from '../../../lib/result';

/** What a person can do with a job. */
export type JobAct = 'pause' | 'continue' | 'cancel' | 'remove';

/** The acts in words, as the labels of their buttons. */
export const actLabels: Readonly<Record<JobAct, string>> = {
  pause: 'Pause',
  continue: 'Continue',
  cancel: 'Cancel',
  remove: 'Remove from history',
};

/** Steers jobs, and says when one could not be steered. */
export interface Steering {
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Gives whether it went through. */
  readonly act: (id: string, act: JobAct) => Promise<boolean>;
  /** Whether to tell the person when it ends. */
  readonly notify: (id: string, on: boolean) => Promise<boolean>;
  /** Takes the problem away. */
  readonly dismiss: () => void;
}

/** Steering through the worker. `then` is told what went through. */
export function createSteering(
  client: Client,
  then: (id: string, act: JobAct | 'notify') => Promise<void>,
): Steering {
  const problem = signal<Problem>();
  const settle = async (
    id: string,
    act: JobAct | 'notify',
    answer: Result<unknown>,
  ): Promise<boolean> => {
    problem.value = answer.ok ? undefined : answer.problem;
    if (answer.ok) await then(id, act);
    return answer.ok;
  };
  return {
    problem,
    act: async (id, act) => settle(id, act, await client.call(`jobs.${act}`, { id })),
    notify: async (id, on) =>
      settle(id, 'notify', await client.call('jobs.notify', { id, notify: on })),
    dismiss() {
      problem.value = undefined;
    },
  };
}

/**
 * What can be done with a job as it is now, in the order of the buttons. What a person has wished
 * for counts as done.
 */
export function actsOf(job: Job): readonly JobAct[] {
  if (hasEnded(job)) return ['remove'];
  if (job.wish === 'cancel') return [];
  const paused = job.state === 'paused' ? job.wish !== 'continue' : job.wish === 'pause';
  return [paused ? 'continue' : 'pause', 'cancel'];
}
