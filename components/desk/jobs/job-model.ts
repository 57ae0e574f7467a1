import { signal, type ReadonlySignal } from '@preact/signals';
import { hasEnded, type Job, type JobDetails } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import type { Later } from '../later';
import type { Loaded } from '../loader';
import { createSteering, type Steering } from './steering';

/** One job with all that it does, always as it is now. */
export interface JobModel extends Steering {
  readonly details: ReadonlySignal<Loaded<JobDetails>>;
  /** Whether it was removed from the history since it was shown. */
  readonly gone: ReadonlySignal<boolean>;
  /** Reads the journal; what is shown stays meanwhile. */
  readonly load: () => Promise<void>;
  readonly follow: (event: ProductEvent) => void;
}

/** A job of ten thousand changes is megabytes: while it runs, it is read so often at most. */
const interval = 2_000;

interface JobModelParts {
  readonly client: Client;
  readonly later: Later;
  readonly now: () => number;
}

/** A job of which nothing was read yet. */
export function createJobModel(id: string, { client, later, now }: JobModelParts): JobModel {
  const details = signal<Loaded<JobDetails>>({ state: 'loading' });
  const gone = signal(false);
  /** What was heard of the job since it was asked for: the answer may be older. */
  let heard: Job | undefined;
  let asking = false;
  let again = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;

  const load = async (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    again = asking;
    if (asking) return;
    asking = true;
    askedAt = now();
    heard = undefined;
    if (details.peek().state === 'problem') details.value = { state: 'loading' };
    const answer = await client.call('jobs.get', { id });
    asking = false;
    details.value = answer.ok
      ? { state: 'ready', value: { ...answer.value.value, job: heard ?? answer.value.value.job } }
      : { state: 'problem', problem: answer.problem };
    if (again) {
      again = false;
      await load();
    }
  };
  const show = (job: Job): void => {
    heard = job;
    const shown = details.peek();
    if (shown.state === 'ready') details.value = { ...shown, value: { ...shown.value, job } };
    // How it ended is shown at once, and nothing is told after that.
    if (hasEnded(job)) void load();
    else cancel ??= later(() => void load(), Math.max(0, askedAt + interval - now()));
  };
  return {
    details,
    gone,
    load,
    follow(event) {
      if (event.event === 'job-changed' && event.job.id === id) show(event.job);
      if (event.event === 'job-removed' && event.id === id) gone.value = true;
    },
    ...createSteering(client, async (_, act) => {
      if (act === 'remove') gone.value = true;
      else await load();
    }),
  };
}
