import { hasEnded, type Job, type JobItem } from '@/lib/jobs/job';
import type { Journal } from '@/lib/jobs/journal';
import type { LaneRate } from '@/lib/jobs/rate';

/** A journal in memory that does what the one on disk does; `journal.test.ts` holds both to it. */
export function memoryJournal(): Journal {
  const jobs = new Map<string, Job>();
  const items = new Map<string, Map<number, JobItem>>();
  const rates = new Map<string, LaneRate>();
  let latest = 0;
  return {
    async create(job, created) {
      jobs.set(job.id, job);
      items.set(job.id, new Map(created.map((item) => [item.seq, item])));
    },
    jobs: async () => [...jobs.values()].toSorted((a, b) => b.createdAt - a.createdAt),
    job: async (id) => jobs.get(id),
    items: async (id) => [...(items.get(id)?.values() ?? [])].toSorted((a, b) => a.seq - b.seq),
    rates: async () => [...rates.values()],
    async takeOver() {
      latest += 1;
      return latest;
    },
    async write(epoch, id, { job, without = [], heard, items: written = [], rates: paced = [] }) {
      const known = jobs.get(id);
      if (epoch !== latest || !known) return undefined;
      const next = { ...known, ...job };
      for (const member of without) delete next[member];
      if (heard !== undefined && next.wish === heard) delete next.wish;
      jobs.set(id, next);
      for (const item of written) items.get(id)?.set(item.seq, item);
      for (const rate of paced) rates.set(rate.lane, rate);
      return next;
    },
    async wish(id, wish) {
      const job = jobs.get(id);
      if (!job || hasEnded(job)) return job;
      const next = { ...job, wish };
      jobs.set(id, next);
      return next;
    },
    async notify(id, on) {
      const job = jobs.get(id);
      if (!job || hasEnded(job)) return job;
      const { notify: _, ...silent } = job;
      const next = on ? { ...silent, notify: true as const } : silent;
      jobs.set(id, next);
      return next;
    },
    async remove(ids) {
      for (const id of ids) {
        jobs.delete(id);
        items.delete(id);
      }
    },
  };
}
