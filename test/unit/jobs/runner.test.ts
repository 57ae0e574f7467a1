import { jobOfPlan } from '@/lib/sharing/plan';
import { describe, expect, it } from 'vitest';
import type { PauseReason } from '@/lib/jobs/job';
import type { Problem } from '@/lib/problems/problem';
import { simulate, type Mishap, type Simulation } from '../support/simulation';

const accounts = Array.from({ length: 8 }, (_, index) => String(300_000_000_000 + index));
const image = { region: 'us-east-1', image: { name: 'office' } } as const;
const fleet = { fleet: true, imageBuilder: false };

/** The id that a simulation gives its first job. */
const id = '00000000-0000-4000-8000-000000000001';

interface Setting {
  readonly mishap?: (call: number) => Mishap | undefined;
  readonly meanwhile?: (effect: number, simulation: Simulation) => void;
}

/** A job that shares one image with eight accounts, and a worker that has done what it could. */
async function share({ mishap, meanwhile }: Setting = {}) {
  const simulation: Simulation = simulate(
    {},
    {
      ...(mishap && { mishap }),
      ...(meanwhile && { meanwhile: (effect) => meanwhile(effect, simulation) }),
    },
  );
  const desired = accounts.map((account) => ({ account, ...fleet }));
  const plan = await simulation.plan([{ ...image, desired }]);
  const worker = simulation.start();
  await worker.jobs.start({ ...jobOfPlan(plan), title: 'Share' });
  await worker.runner.settled();
  const look = async () => {
    const [kept] = await simulation.kept();
    if (!kept) throw new Error('There is no job');
    return kept;
  };
  return {
    simulation,
    worker,
    look,
    /** Wakes the worker, and gives how the job stands then. */
    async wake(over?: readonly PauseReason[]) {
      worker.runner.wake(over);
      await worker.runner.settled();
      return look();
    },
  };
}

const refuse = (problem: Problem): Mishap => ({ kind: 'refuse', problem });

describe('a job', () => {
  it('is paused by a person between two changes, and goes on when it shall', async () => {
    const { simulation, worker, look } = await share({
      meanwhile: (effect, { journal }) => void (effect === 8 && journal.wish(id, 'pause')),
    });
    const paused = await look();
    expect(paused.job).toMatchObject({ state: 'paused', pause: { reason: 'user' } });
    // What was under way is read back all the same.
    expect(paused.job.counts.done).toBeGreaterThan(0);
    expect(paused.job.counts).toMatchObject({ done: simulation.remote.size, sent: 0 });
    expect(simulation.remote.size).toBeLessThan(accounts.length);
    await worker.jobs.resume(id);
    await worker.runner.settled();
    expect((await look()).job).toMatchObject({ state: 'ended', counts: { done: 8 } });
    expect(simulation.sent.filter(({ redundant }) => redundant)).toEqual([]);
  });

  it('goes on when that is wished while it is being paused', async () => {
    const wishes = new Map([
      [8, 'pause'],
      [11, 'continue'],
    ] as const);
    const { wake } = await share({
      meanwhile(effect, { journal }) {
        const wish = wishes.get(effect as 8 | 11);
        if (wish) void journal.wish(id, wish);
      },
    });
    const { job } = await wake();
    expect(job).toMatchObject({ state: 'ended', counts: { done: 8 } });
  });

  it('is cancelled between two changes: what was not begun stays as it is', async () => {
    const { simulation, look } = await share({
      meanwhile: (effect, { journal }) => void (effect === 8 && journal.wish(id, 'cancel')),
    });
    const { job } = await look();
    const done = simulation.remote.size;
    expect(done).toBeGreaterThan(0);
    expect(job).toMatchObject({ state: 'cancelled', counts: { done, cancelled: 8 - done } });
    expect(job).not.toHaveProperty('wish');
  });

  it('is cancelled while it waits, without a call', async () => {
    const { simulation, worker, look } = await share({
      mishap: () => refuse({ kind: 'expired' }),
    });
    const calls = simulation.calls();
    simulation.barrier.problem = { kind: 'expired' };
    await worker.jobs.cancel(id);
    await worker.runner.settled();
    expect((await look()).job).toMatchObject({ state: 'cancelled', counts: { cancelled: 8 } });
    expect(simulation.calls()).toBe(calls);
  });

  it.each<readonly [Problem, PauseReason]>([
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'needs-credentials', account: '111122223333' }, 'needs-credentials'],
    [{ kind: 'locked', account: '111122223333' }, 'locked'],
    [
      { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' },
      'permission-missing',
    ],
    [{ kind: 'host-access-missing', region: 'us-east-1' }, 'host-access-missing'],
    [{ kind: 'read-only', by: 'settings' }, 'forbidden'],
    [{ kind: 'log-unavailable' }, 'storage'],
  ])('waits for %j, and goes on when that is over', async (problem, reason) => {
    let broken = true;
    const { wake, look } = await share({
      mishap: (call) => (broken && call > 2 ? refuse(problem) : undefined),
    });
    expect((await look()).job).toMatchObject({ state: 'paused', pause: { reason, problem } });
    broken = false;
    expect((await wake()).job.state).toBe('paused');
    expect((await wake([reason])).job).toMatchObject({ state: 'ended', counts: { done: 8 } });
  });

  it.each<readonly [Problem, PauseReason]>([
    [{ kind: 'throttled' }, 'throttled'],
    [{ kind: 'offline' }, 'offline'],
    [{ kind: 'aws-fault' }, 'aws-fault'],
    [{ kind: 'clock-skew' }, 'aws-fault'],
  ])('rests after too much of %j, and goes on by itself', async (problem, reason) => {
    let broken = true;
    const { simulation, wake, look } = await share({
      mishap: () => (broken ? refuse(problem) : undefined),
    });
    const { job } = await look();
    expect(job).toMatchObject({ state: 'paused', pause: { reason, problem } });
    expect(job.pause?.until).toBeGreaterThan(simulation.clock.time);
    broken = false;
    expect((await wake()).job.state).toBe('paused');
    simulation.clock.time = job.pause?.until ?? 0;
    expect((await wake()).job).toMatchObject({ state: 'ended', counts: { done: 8 } });
  });

  it('does not rest for ever when the clock is turned back', async () => {
    let broken = true;
    const { simulation, wake } = await share({
      mishap: () => (broken ? refuse({ kind: 'offline' }) : undefined),
    });
    broken = false;
    simulation.clock.time -= 3_600_000;
    expect((await wake()).job.state).toBe('ended');
  });

  it('sends no further account to an image that has reached its quota', async () => {
    const { simulation, look } = await share({
      mishap: (call) =>
        call > 3 && call < 10 ? refuse({ kind: 'quota', detail: 'No more.' }) : undefined,
    });
    const { job, items } = await look();
    expect(job.state).toBe('ended');
    expect(job.counts.failed).toBe(8 - job.counts.done);
    for (const { state, problem } of items) {
      if (state === 'failed') expect(problem).toMatchObject({ kind: 'quota' });
    }
    // Those that were under way together, and no more.
    expect(simulation.calls()).toBeLessThan(10);
  });

  it('fails as a whole when the image is gone, and sends nothing', async () => {
    const { simulation, look } = await share({
      mishap: () => refuse({ kind: 'not-found', what: 'Image office' }),
    });
    expect((await look()).job).toMatchObject({ state: 'ended', counts: { failed: 8 } });
    expect(simulation.calls()).toBe(1);
  });

  it('tells how it stands, and what it works on', async () => {
    const { worker } = await share();
    expect(worker.told.at(0)).toMatchObject({ state: 'running' });
    expect(worker.told.at(-1)).toMatchObject({ state: 'ended', counts: { done: 8 } });
    expect(worker.told.at(-1)).not.toHaveProperty('current');
    expect(worker.told.some(({ current }) => current?.includes('office (us-east-1)'))).toBe(true);
  });
});
