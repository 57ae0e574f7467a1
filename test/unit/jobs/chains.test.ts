import { describe, expect, it } from 'vitest';
import { createJobs } from '@/lib/jobs/jobs';
import { createLimiter } from '@/lib/jobs/limiter';
import { createRunner } from '@/lib/jobs/runner';
import type { Standing, Work } from '@/lib/jobs/work';
import type { Task } from '@/lib/jobs/task';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok } from '@/lib/result';
import { memoryJournal } from '../support/memory-journal';
import { friend, home, noon } from '../support/values';

const minute = 60_000;

interface Setting {
  /** How long AWS is at a step, in milliseconds, by its name. */
  readonly takes?: Readonly<Record<string, number>>;
  /** The steps that AWS refuses. */
  readonly refuses?: Readonly<Record<string, Problem>>;
  /** What AWS fails at, once it is at it. */
  readonly fails?: Readonly<Record<string, Problem>>;
  /** How many are begun at a time, but for those called `tags`. */
  readonly most?: number;
  /** At what a person has to do something, while AWS shows it as begun. */
  readonly awaits?: string;
  /** What AWS was at before the job began. */
  readonly before?: readonly string[];
}

const nameOf = (task: Task) => (task.kind === 'share' ? task.image : '');

/**
 * A job of steps that AWS is at for a while. A name such as `clone/builder` is that of the second
 * step of a chain; all are in one lane.
 */
async function carryOut(
  names: readonly string[],
  { takes = {}, refuses = {}, fails = {}, most, awaits, before = [] }: Setting = {},
) {
  const journal = memoryJournal();
  let time = noon;
  let reads = 0;
  const begun = new Map(before.map((name) => [name, time]));
  const work: Work<Task> = {
    group: nameOf,
    lane: () => 'lane',
    chain: (task) => nameOf(task).split('/')[0],
    most: (task) => (nameOf(task).startsWith('tags') ? undefined : most),
    async read() {
      reads += 1;
      return ok(({ task }): Standing => {
        const at = begun.get(nameOf(task));
        if (at === undefined) return 'planned';
        if (nameOf(task) === awaits) return { awaits: 'office-builder' };
        if (time - at < (takes[nameOf(task)] ?? 0)) return 'underway';
        const problem = fails[nameOf(task)];
        return problem ? { failed: problem } : 'right';
      });
    },
    async change(_scope, task) {
      const problem = refuses[nameOf(task)];
      if (problem) return failed(problem);
      if (begun.has(nameOf(task))) throw new Error(`${nameOf(task)} was begun twice.`);
      begun.set(nameOf(task), time);
      return ok(null);
    },
    takesQuota: () => false,
    settled: async () => {},
    describe: nameOf,
  };
  const limiter = createLimiter(
    () => time,
    async () => {},
  );
  const runner = createRunner({
    journal,
    limiter,
    work,
    alone: (run) => run(),
    stayAlive: async () => {},
    wakeOften: async () => {},
    changed: async () => {},
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds;
    },
  });
  const jobs = createJobs({
    journal,
    runner,
    changed: async () => {},
    removed: async () => {},
    newId: () => 'job',
    now: () => time,
  });
  await jobs.start({
    digest: 'digest',
    scope: home,
    regions: ['us-east-1'],
    title: 'Clone',
    tasks: names.map((image) => ({
      kind: 'share',
      change: 'add',
      region: 'us-east-1',
      image,
      account: friend,
      after: { fleet: true, imageBuilder: false },
    })),
  });
  await runner.settled();
  return {
    jobs,
    begun: () => [...begun.keys()],
    reads: () => reads,
    async look() {
      const details = await jobs.get('job');
      if (!details.ok) throw new Error('There is no job.');
      const { job, items } = details.value;
      return { job, states: items.map(({ state }) => state), items };
    },
    /** Lets time pass, and wakes the worker as its alarm does. */
    async pass(milliseconds: number) {
      time += milliseconds;
      runner.wake();
      await runner.settled();
    },
  };
}

describe('steps of a chain', () => {
  it('are begun one after the other, while the job waits for AWS', async () => {
    const { look, begun, pass } = await carryOut(['clone/builder', 'clone/image'], {
      takes: { 'clone/builder': 20 * minute, 'clone/image': minute },
    });
    expect(begun()).toEqual(['clone/builder']);
    const { job, states } = await look();
    expect(states).toEqual(['sent', 'pending']);
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'underway' } });
    await pass(19 * minute);
    expect(begun()).toEqual(['clone/builder']);
    await pass(5 * minute);
    expect(begun()).toEqual(['clone/builder', 'clone/image']);
    await pass(5 * minute);
    expect(await look()).toMatchObject({ job: { state: 'ended' }, states: ['done', 'done'] });
  });

  it('are left out when one before them fails, and others are not', async () => {
    const { look, begun } = await carryOut(
      ['one/builder', 'one/image', 'one/tags', 'two/builder', 'two/image'],
      { refuses: { 'one/image': { kind: 'quota', detail: 'Ten images.' } } },
    );
    expect(begun()).toEqual(['one/builder', 'two/builder', 'two/image']);
    const { job, states, items } = await look();
    expect(states).toEqual(['done', 'failed', 'cancelled', 'done', 'done']);
    expect(items[2]?.problem).toEqual({ kind: 'step-missed' });
    expect(job).toMatchObject({ counts: { done: 3, failed: 1, cancelled: 1 } });
  });

  it('are left out when AWS fails at one before them, with what it says', async () => {
    const problem = { kind: 'not-available', detail: 'The builder has failed.' } as const;
    const { look, pass } = await carryOut(['clone/builder', 'clone/image'], {
      takes: { 'clone/builder': minute },
      fails: { 'clone/builder': problem },
    });
    await pass(2 * minute);
    const { states, items } = await look();
    expect(states).toEqual(['failed', 'cancelled']);
    expect(items[0]?.problem).toEqual(problem);
  });

  it('are underway only so many at a time, where AWS limits that', async () => {
    const names = ['a/copy', 'b/copy', 'c/copy', 'd/copy', 'e/copy'];
    const takes = Object.fromEntries(names.map((name) => [name, 10 * minute]));
    const { look, begun, pass } = await carryOut(names, { takes, most: 2 });
    expect(begun()).toHaveLength(2);
    await pass(5 * minute);
    expect(begun()).toHaveLength(2);
    await pass(6 * minute);
    expect(begun()).toHaveLength(4);
    await pass(11 * minute);
    await pass(11 * minute);
    expect(await look()).toMatchObject({ job: { state: 'ended', counts: { done: 5 } } });
  });

  it('are looked at every half minute at first, and later less often', async () => {
    const { look, pass } = await carryOut(['copy/one'], { takes: { 'copy/one': 300 * minute } });
    const rest = async () => {
      const { pause } = (await look()).job;
      return (pause?.until ?? 0) - (pause?.since ?? 0);
    };
    expect(await rest()).toBe(30_000);
    await pass(minute);
    expect(await rest()).toBe(30_000);
    await pass(19 * minute);
    expect(await rest()).toBe(2 * minute);
    await pass(200 * minute);
    expect(await rest()).toBe(5 * minute);
  });

  it('are looked at often again once another one has begun', async () => {
    const { look, pass } = await carryOut(['long/one', 'short/one', 'short/two'], {
      takes: { 'long/one': 300 * minute, 'short/one': 100 * minute, 'short/two': minute },
    });
    await pass(101 * minute);
    const { pause } = (await look()).job;
    expect((pause?.until ?? 0) - (pause?.since ?? 0)).toBe(30_000);
  });

  it('are not looked at before their time, whatever wakes the worker', async () => {
    const { pass, reads } = await carryOut(['copy/one'], { takes: { 'copy/one': 300 * minute } });
    await pass(100 * minute);
    const seen = reads();
    await pass(4 * minute);
    expect(reads()).toBe(seen);
    await pass(minute);
    expect(reads()).toBe(seen + 1);
  });

  it('go on from what AWS was at, or had done, before', async () => {
    const { look, begun, pass } = await carryOut(['clone/builder', 'clone/image', 'clone/tags'], {
      before: ['clone/builder', 'clone/image'],
      takes: { 'clone/image': 10 * minute },
    });
    expect((await look()).states).toEqual(['unchanged', 'sent', 'pending']);
    expect(begun()).toEqual(['clone/builder', 'clone/image']);
    await pass(11 * minute);
    expect((await look()).states).toEqual(['unchanged', 'unchanged', 'done']);
  });

  it('say of what AWS is at when the job is cancelled that it goes on', async () => {
    const { look, jobs, pass, begun } = await carryOut(['clone/builder', 'clone/image'], {
      takes: { 'clone/builder': 20 * minute },
    });
    await jobs.cancel('job');
    await pass(0);
    const { job, states, items } = await look();
    expect(job).toMatchObject({ state: 'cancelled' });
    expect(states).toEqual(['cancelled', 'cancelled']);
    expect(items.map(({ problem }) => problem?.kind)).toEqual(['goes-on', undefined]);
    expect(begun()).toEqual(['clone/builder']);
  });

  it('say of an image builder at which a person was to do something that it is still there', async () => {
    const { look, jobs, pass } = await carryOut(['clone/builder', 'clone/image'], {
      awaits: 'clone/builder',
    });
    expect((await look()).job.pause).toMatchObject({ awaits: 'office-builder' });
    await jobs.cancel('job');
    await pass(0);
    const { job, items } = await look();
    expect(job).toMatchObject({ state: 'cancelled' });
    expect(items.map(({ problem }) => problem)).toEqual([
      { kind: 'left-there', builder: 'office-builder' },
      undefined,
    ]);
  });
});

describe('changes that AWS has no room for', () => {
  const noRoom = { kind: 'at-a-time', act: 'copied', most: 2, region: 'us-east-1' } as const;

  it('wait, and are begun once there is room, while others go on', async () => {
    const refuses: Record<string, Problem> = { 'one/copy': noRoom };
    const { look, begun, pass } = await carryOut(
      ['one/copy', 'one/share', 'two/copy', 'tags/other'],
      { refuses, most: 2 },
    );
    const { job, states } = await look();
    // The second copy was not even tried.
    expect(begun()).toEqual(['tags/other']);
    expect(states).toEqual(['pending', 'pending', 'pending', 'done']);
    expect(job.pause).toMatchObject({
      reason: 'underway',
      problem: noRoom,
      since: noon,
      until: noon + 30_000,
    });

    delete refuses['one/copy'];
    await pass(31_000);
    expect((await look()).job).toMatchObject({ state: 'ended', counts: { done: 4 } });
    expect(begun()).toEqual(['tags/other', 'one/copy', 'one/share', 'two/copy']);
  });

  it('are not begun any more once the job is cancelled', async () => {
    const { look, jobs, pass, begun } = await carryOut(['one/copy'], {
      refuses: { 'one/copy': noRoom },
      most: 2,
    });
    await jobs.cancel('job');
    await pass(0);
    expect((await look()).states).toEqual(['cancelled']);
    expect(begun()).toEqual([]);
  });
});
