import { failed, ok, type Result } from '../result';
import type { AccountScope, RegionCode } from '../scope';
import {
  countItems,
  hasEnded,
  type Job,
  type JobDetails,
  type JobItem,
  type JobOrigin,
} from './job';
import type { Journal } from './journal';
import type { Runner } from './runner';
import type { Task } from './task';

/** What a job is started from. */
export interface JobStart {
  /** The digest of the plan that was reviewed, and whose account carries it out. */
  readonly digest: string;
  readonly scope: AccountScope;
  /** All of one kind. */
  readonly tasks: readonly Task[];
  /** Where it works. */
  readonly regions: readonly RegionCode[];
  readonly title: string;
  readonly origin?: JobOrigin;
  readonly notify?: true;
}

/** The jobs of the worker: started, followed and steered. */
export interface Jobs {
  readonly start: (start: JobStart) => Promise<Job>;
  readonly list: () => Promise<readonly Job[]>;
  readonly get: (id: string) => Promise<Result<JobDetails>>;
  readonly pause: (id: string) => Promise<Result<null>>;
  readonly resume: (id: string) => Promise<Result<null>>;
  readonly cancel: (id: string) => Promise<Result<null>>;
  /** Whether to tell the person when it ends. A job that is over has told, or never will. */
  readonly notify: (id: string, on: boolean) => Promise<Result<null>>;
  readonly remove: (id: string) => Promise<Result<null>>;
}

export interface JobsParts {
  readonly journal: Journal;
  readonly runner: Runner;
  readonly changed: (job: Job) => Promise<void>;
  readonly removed: (id: string) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => number;
}

/** How many jobs the history keeps; the oldest that are over go first. */
const historyLimit = 100;

/** Jobs over a journal and the runner that carries them out. */
export function createJobs({ journal, runner, changed, removed, newId, now }: JobsParts): Jobs {
  const gone: Result<never> = failed({ kind: 'not-found', what: 'The job' });
  /** Notes a wish, which the runner sees at its next step, or when it wakes. */
  const wish = async (id: string, wanted: NonNullable<Job['wish']>): Promise<Result<null>> => {
    const job = await journal.wish(id, wanted);
    if (!job) return gone;
    if (hasEnded(job)) return ok(null);
    await changed(job);
    runner.wake();
    return ok(null);
  };
  return {
    async start({ digest, scope, tasks, regions, title, origin, notify }) {
      const id = newId();
      const items = tasks.map((task, seq): JobItem => ({
        job: id,
        seq,
        task,
        state: 'pending',
        attempts: 0,
        at: now(),
      }));
      const job: Job = {
        id,
        title,
        scope,
        regions: [...new Set(regions)],
        digest,
        ...(origin && { origin }),
        createdAt: now(),
        state: 'running',
        counts: countItems(items),
        ...(notify && { notify }),
      };
      await journal.create(job, items);
      const over = (await journal.jobs()).filter(hasEnded).slice(historyLimit);
      if (over.length > 0) await journal.remove(over.map((old) => old.id));
      runner.wake();
      return job;
    },
    list: () => journal.jobs(),
    async get(id) {
      const [job, items] = await Promise.all([journal.job(id), journal.items(id)]);
      return job ? ok({ job, items }) : gone;
    },
    pause: (id) => wish(id, 'pause'),
    resume: (id) => wish(id, 'continue'),
    cancel: (id) => wish(id, 'cancel'),
    async notify(id, on) {
      const job = await journal.notify(id, on);
      if (!job) return gone;
      if (!hasEnded(job)) await changed(job);
      return ok(null);
    },
    async remove(id) {
      const job = await journal.job(id);
      if (!job) return ok(null);
      if (!hasEnded(job)) {
        return failed({ kind: 'refused', detail: 'A job that is not over cannot be removed.' });
      }
      await journal.remove([id]);
      await removed(id);
      return ok(null);
    },
  };
}
