import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '@/lib/jobs/job';
import { createJobs } from '@/lib/jobs/jobs';
import { createJournal } from '@/lib/jobs/journal';
import { createDatabase } from '@/lib/storage/database';
import { emptyIndexedDb } from '../../support/indexed-db';
import { itemsIn, jobOf } from '../support/job-examples';
import { noon } from '../support/values';

beforeEach(emptyIndexedDb);

/** Jobs over a journal that holds one. */
async function withJob(more: Partial<Job> = {}) {
  const journal = createJournal(createDatabase());
  const items = itemsIn('pending');
  const job: Job = { ...jobOf(items), ...more };
  await journal.create(job, items);
  const told: Job[] = [];
  const jobs = createJobs({
    journal,
    runner: { wake: () => {}, settled: async () => {} },
    changed: async (changed) => void told.push(changed),
    removed: async () => {},
    newId: () => 'job-2',
    now: () => noon,
  });
  return { journal, job, jobs, told };
}

describe('telling when a job ends', () => {
  it('is noted, told, and taken back', async () => {
    const { journal, job, jobs, told } = await withJob();
    expect(await jobs.notify(job.id, true)).toEqual({ ok: true, value: null });
    expect(await journal.job(job.id)).toEqual({ ...job, notify: true });
    await jobs.notify(job.id, false);
    expect(await journal.job(job.id)).toEqual(job);
    expect(told).toEqual([{ ...job, notify: true }, job]);
  });

  it('leaves alone what the runner writes at the same time', async () => {
    const { journal, job, jobs } = await withJob();
    const epoch = await journal.takeOver();
    await Promise.all([
      journal.write(epoch, job.id, { job: { speed: 3 } }),
      jobs.notify(job.id, true),
      journal.write(epoch, job.id, { job: { current: 'office' } }),
    ]);
    expect(await journal.job(job.id)).toMatchObject({ speed: 3, notify: true, current: 'office' });
  });

  it('is too late when the job is over', async () => {
    const { journal, job, jobs, told } = await withJob({ state: 'ended', endedAt: noon });
    expect(await jobs.notify(job.id, true)).toEqual({ ok: true, value: null });
    expect(await journal.job(job.id)).toEqual(job);
    expect(told).toEqual([]);
  });

  it('needs a job', async () => {
    const { jobs } = await withJob();
    expect(await jobs.notify('nothing', true)).toMatchObject({ problem: { kind: 'not-found' } });
  });
});
