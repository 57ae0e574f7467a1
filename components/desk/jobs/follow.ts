import { signal, type ReadonlySignal } from '@preact/signals';
import type { Job } from '../../../lib/jobs/job';
import type { ProductEvent } from '../../../lib/messaging/protocol';

/** Keeps a job as it is now. */
export interface JobFollower {
  readonly job: ReadonlySignal<Job | undefined>;
  /** Follows a job from what is known of it; news that came earlier than this counts. */
  readonly follow: (job: Job) => void;
  readonly hear: (event: ProductEvent) => void;
}

/** A follower of no job yet. */
export function createFollower(): JobFollower {
  const job = signal<Job | undefined>(undefined);
  /** The worker tells of a job before the answer that started it arrives. */
  const news = new Map<string, Job>();
  return {
    job,
    follow(known) {
      job.value = news.get(known.id) ?? known;
      news.clear();
    },
    hear(event) {
      if (event.event !== 'job-changed') return;
      const followed = job.peek();
      if (!followed) news.set(event.job.id, event.job);
      else if (followed.id === event.job.id) job.value = event.job;
    },
  };
}
