import { jobOfPlan } from '@/lib/sharing/plan';
import { beforeEach, describe, expect, it } from 'vitest';
import { countItems, type Job, type JobItem } from '@/lib/jobs/job';
import { createJournal, type Journal } from '@/lib/jobs/journal';
import { newLane } from '@/lib/jobs/rate';
import { createDatabase, isStorageUnavailable } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { memoryJournal } from '../support/memory-journal';
import { faultsOf, recover, simulate } from '../support/simulation';
import { friend, home, noon, stranger } from '../support/values';

beforeEach(emptyIndexedDb);

const itemOf = (job: string, seq: number, state: JobItem['state'] = 'pending'): JobItem => ({
  job,
  seq,
  task: { kind: 'share', region: 'us-east-1', image: 'office', account: friend, change: 'add' },
  state,
  attempts: 0,
  at: noon,
});

function jobOf(id: string, items: readonly JobItem[], createdAt = noon): Job {
  const { region, ...scope } = home;
  return {
    id,
    title: 'Share',
    scope,
    regions: [region],
    digest: 'd',
    createdAt,
    state: 'running',
    counts: countItems(items),
  };
}

const journals: readonly (readonly [string, () => Journal])[] = [
  ['on disk', () => createJournal(createDatabase())],
  // The sweep uses this one: what it shows holds for the other if both do the same.
  ['in memory', memoryJournal],
];

describe.each(journals)('a journal %s', (_, create) => {
  it('keeps jobs, the newest first, and their items in order', async () => {
    const journal = create();
    const items = [itemOf('a', 0), itemOf('a', 1), itemOf('a', 10), itemOf('a', 2)];
    await journal.create(jobOf('a', items), items);
    await journal.create(jobOf('b', [], noon + 1), []);
    expect((await journal.jobs()).map(({ id }) => id)).toEqual(['b', 'a']);
    expect((await journal.items('a')).map(({ seq }) => seq)).toEqual([0, 1, 2, 10]);
    expect(await journal.items('b')).toEqual([]);
    expect(await journal.job('a')).toEqual(jobOf('a', items));
    expect(await journal.job('c')).toBeUndefined();
  });

  it('writes job, items and rates together, and gives the job', async () => {
    const journal = create();
    const items = [itemOf('a', 0), itemOf('a', 1)];
    await journal.create(jobOf('a', items), items);
    const epoch = await journal.takeOver();
    const moved = itemOf('a', 1, 'done');
    const rate = newLane('lane', noon);
    const counts = countItems([moved]);
    const written = await journal.write(epoch, 'a', {
      job: { counts, current: 'it' },
      items: [moved],
      rates: [rate],
    });
    expect(written).toEqual({ ...jobOf('a', items), counts, current: 'it' });
    expect(await journal.job('a')).toEqual(written);
    expect(await journal.items('a')).toEqual([items[0], moved]);
    expect(await journal.rates()).toEqual([rate]);
    const cleared = await journal.write(epoch, 'a', { without: ['current', 'pause'] });
    expect(cleared).toEqual({ ...jobOf('a', items), counts });
  });

  it('T23: refuses what an earlier runner writes', async () => {
    const journal = create();
    const items = [itemOf('a', 0)];
    await journal.create(jobOf('a', items), items);
    const early = await journal.takeOver();
    const late = await journal.takeOver();
    expect(late).toBeGreaterThan(early);
    const entry = { job: { current: 'early' }, items: [itemOf('a', 0, 'done')] };
    expect(await journal.write(early, 'a', entry)).toBeUndefined();
    expect(await journal.job('a')).toEqual(jobOf('a', items));
    expect(await journal.items('a')).toEqual(items);
    expect(await journal.write(late, 'a', entry)).toMatchObject({ current: 'early' });
  });

  it('writes nothing of a job that is gone', async () => {
    const journal = create();
    const items = [itemOf('a', 0)];
    await journal.create(jobOf('a', items), items);
    await journal.create(jobOf('ab', [itemOf('ab', 0)]), [itemOf('ab', 0)]);
    await journal.remove(['a']);
    const epoch = await journal.takeOver();
    expect(await journal.write(epoch, 'a', { items })).toBeUndefined();
    expect(await journal.items('a')).toEqual([]);
    expect(await journal.items('ab')).toHaveLength(1);
  });

  it('keeps what a person wishes until it is done, and not of a job that is over', async () => {
    const journal = create();
    await journal.create(jobOf('a', []), []);
    await journal.wish('a', 'pause');
    const epoch = await journal.takeOver();
    expect(await journal.write(epoch, 'a', { job: { current: 'it' } })).toMatchObject({
      wish: 'pause',
    });
    await journal.wish('a', 'cancel');
    // Another wish than the one that was followed is still to be followed.
    expect(await journal.write(epoch, 'a', { heard: 'pause' })).toMatchObject({ wish: 'cancel' });
    expect(await journal.write(epoch, 'a', { heard: 'cancel' })).not.toHaveProperty('wish');
    await journal.write(epoch, 'a', { job: { state: 'ended' } });
    await journal.wish('a', 'continue');
    await journal.wish('never', 'continue');
    expect(await journal.job('a')).not.toHaveProperty('wish');
  });
});

describe('the journal on disk', () => {
  it('survives the worker', async () => {
    const items = [itemOf('a', 0)];
    await createJournal(createDatabase()).create(jobOf('a', items), items);
    const next = createJournal(createDatabase());
    expect(await next.jobs()).toEqual([jobOf('a', items)]);
    expect(await next.takeOver()).toBeLessThan(await createJournal(createDatabase()).takeOver());
  });

  it('T13: carries a job through a worker that is killed at each of its effects', async () => {
    const office = { region: 'us-east-1', image: { name: 'office' } } as const;
    for (let step = 0; step < 16; step += 1) {
      emptyIndexedDb();
      const simulation = simulate({}, { journal: createJournal(createDatabase()) });
      const plan = await simulation.plan([
        {
          ...office,
          desired: [
            { account: friend, fleet: true, imageBuilder: false },
            { account: stranger, fleet: true, imageBuilder: true },
          ],
        },
      ]);
      const asking = simulation.start({ step: 1, when: 'before' });
      await asking.jobs.start({ ...jobOfPlan(plan), title: 'Share' });
      await asking.runner.settled();
      await recover(simulation, [{ step, when: step % 2 === 0 ? 'before' : 'after' }]);
      expect(await faultsOf(simulation, plan.items, {}), `step ${step}`).toEqual([]);
    }
  });

  it('says that it cannot be used in one way', async () => {
    const journal = createJournal(async () => {
      throw new Error('QuotaExceededError');
    });
    await expect(journal.jobs()).rejects.toSatisfy(isStorageUnavailable);
    await expect(journal.takeOver()).rejects.toSatisfy(isStorageUnavailable);
  });
});
