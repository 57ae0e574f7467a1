import { percentOf } from './describe';
import type { Job } from './job';

/** What the toolbar button shows of a job: how far it is, or that it needs somebody. */
export function badgeOf(job: Job): { readonly text: string; readonly color: string } {
  switch (job.state) {
    case 'running':
      return { text: `${percentOf(job)}%`, color: '#0972d3' };
    case 'paused':
      // What goes on by itself needs nobody.
      return job.pause?.until === undefined || job.pause.awaits !== undefined
        ? { text: '!', color: '#b85c00' }
        : { text: '…', color: '#687078' };
    default:
      return { text: '', color: '#687078' };
  }
}

/** How a job went, in one sentence: `200 done, 3 unchanged, 1 failed.` */
export function describeOutcome({ counts, state }: Pick<Job, 'counts' | 'state'>): string {
  const words = [
    [counts.done, 'done'],
    [counts.unchanged, 'unchanged'],
    [counts.failed, 'failed'],
    [counts.drift, 'changed elsewhere'],
    [counts.cancelled, state === 'ended' ? 'not begun' : 'cancelled'],
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing was to be changed.';
}
