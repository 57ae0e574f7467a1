import { countItems, type Job, type JobItem } from '@/lib/jobs/job';
import type { ShareItem } from '@/lib/sharing/plan';
import { home, noon } from './values';

/** The id of the n-th job of a test, from 1. */
export const jobId = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** An item of a job; pending unless it says something else. */
export function jobItem(task: ShareItem, more: Partial<JobItem> = {}): JobItem {
  return { job: jobId(1), seq: 0, task, state: 'pending', attempts: 0, at: noon, ...more };
}

/** A job that was started at noon, with the counts of its items. */
export function jobOf(items: readonly Pick<JobItem, 'state'>[], more: Partial<Job> = {}): Job {
  return {
    id: jobId(1),
    title: 'office-2026: 1 to add',
    scope: { partition: home.partition, account: home.account },
    regions: [home.region],
    digest: 'a'.repeat(64),
    createdAt: noon,
    state: 'running',
    counts: countItems(items),
    ...more,
  };
}
