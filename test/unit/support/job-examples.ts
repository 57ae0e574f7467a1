import { countItems, type Job, type ShareJobItem } from '@/lib/jobs/job';
import type { ShareItem } from '@/lib/sharing/plan';
import { noon, owner } from './values';

/** Item number `seq` of a job: an account that is given the image for its fleets. */
export function itemOf(
  seq: number,
  more: Partial<ShareJobItem> = {},
  task: Partial<ShareItem> = {},
): ShareJobItem {
  return {
    job: 'job-1',
    seq,
    task: {
      kind: 'share',
      region: 'us-east-1',
      image: 'office-2026',
      account: String(200_000_000_000 + seq),
      change: 'add',
      after: { fleet: true, imageBuilder: false },
      ...task,
    },
    state: 'pending',
    attempts: 0,
    at: noon,
    ...more,
  };
}

/** A job that runs since noon, with the counts of its items. */
export function jobOf(items: readonly Pick<ShareJobItem, 'state'>[], more: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    title: `office-2026: ${items.length} to add`,
    scope: { partition: 'aws', account: owner },
    regions: ['us-east-1'],
    digest: 'ab'.repeat(32),
    createdAt: noon,
    state: 'running',
    counts: countItems(items),
    ...more,
  };
}

/** Items in states, in this order. */
export function itemsIn(...states: readonly ShareJobItem['state'][]): readonly ShareJobItem[] {
  return states.map((state, seq) => itemOf(seq, { state }));
}
