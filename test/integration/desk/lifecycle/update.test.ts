import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Scope } from '@/lib/scope';
import { callsOf, mutatingCalls } from '../../../aws/log';
import { addImage, ownImage, regionOf } from '../../../aws/world';
import { believableWorld, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const update = (image: string, name = `${image}-new`) => ({
  from: { region: 'us-east-1', image },
  image: name,
});

async function plan(...updates: WishOf<'update'>['updates']): Promise<LifecyclePlan> {
  const wish = { act: 'update', updates: [...updates], tags: true } as const;
  const answer = await worker.call('lifecycle.plan', { wish }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function start({ digest }: LifecyclePlan): Promise<string> {
  const answer = await worker.call('lifecycle.update', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const imageOf = (name: string) => ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, name);

/** What AWS was asked to make, without what it was only asked about. */
const made = () =>
  callsOf(worker.aws.log, 'CreateUpdatedImage').filter(
    ({ input, outcome }) => input?.['dryRun'] !== true && outcome === 'ok',
  );

/** Six images for which AWS has something newer. */
function addOldImages(): readonly string[] {
  const names = Array.from({ length: 6 }, (_, index) => `old-${index + 1}`);
  for (const name of names) {
    addImage(regionOf(worker.world, 'us-east-1'), ownerAccount, name, {
      Platform: 'WINDOWS_SERVER_2022',
      AppstreamAgentVersion: '01-20-2025',
    });
  }
  return names;
}

describe('updates', () => {
  it('make a new image with the tags of the old one, where AWS has something newer', async () => {
    const planned = await plan(
      { ...update('office-2026-03'), displayName: 'Office, newest' },
      update('office-2026-06'),
      update('analytics-linux'),
    );
    expect(planned.leftOut.map(({ subject, refusal }) => [subject, refusal.kind])).toEqual([
      ['office-2026-06', 'nothing-newer'],
      ['analytics-linux', 'image-platform'],
    ]);
    expect(made()).toEqual([]);
    const { job } = await worker.followed(await start(planned));
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    const source = imageOf('office-2026-03');
    const image = imageOf('office-2026-03-new');
    expect(image?.State).toBe('AVAILABLE');
    expect(image?.DisplayName).toBe('Office, newest');
    expect(Object.fromEntries(image?.tags ?? [])).toEqual({
      ...Object.fromEntries(source?.tags ?? []),
      'image-desk:source-image': source?.Arn,
    });
  });

  it('are made five at a time, once each, by a worker that starts anew at every look', async () => {
    const names = addOldImages();
    const id = await start(await plan(...names.map((name) => update(name))));
    const seen: number[] = [];
    const { job } = await worker.followed(id, () => {
      seen.push(names.filter((name) => imageOf(`${name}-new`)?.State === 'PENDING').length);
      worker.restart();
    });
    expect(job.counts).toMatchObject({ total: 6, done: 6 });
    expect(Math.max(...seen)).toBe(5);
    expect(made()).toHaveLength(6);
  });

  it('wait while AWS is at five that somebody else has begun', async () => {
    const region = regionOf(worker.world, 'us-east-1');
    const theirs = Array.from({ length: 5 }, (_, index) =>
      addImage(region, ownerAccount, `theirs-${index}`, { State: 'PENDING' }),
    );
    const planned = await plan(update('office-2026-03'));
    expect(planned.doubts.map(({ refusal }) => refusal.kind)).toContain('updates-underway');
    const id = await start(planned);
    expect((await worker.settled(id)).job.pause).toMatchObject({
      reason: 'underway',
      problem: { kind: 'at-a-time', act: 'updated', most: 5, region: 'us-east-1' },
    });
    expect(made()).toEqual([]);
    for (const image of theirs) image.State = 'AVAILABLE';
    worker.wakeJobs(['underway']);
    expect((await worker.followed(id)).job.counts).toMatchObject({ done: 1 });
  });

  it('end where AWS fails, with what it says', async () => {
    worker.world.failing.set('office-2026-03-new', 'An instance did not respond.');
    const { items } = await worker.followed(await start(await plan(update('office-2026-03'))));
    expect(items[0]).toMatchObject({
      state: 'failed',
      problem: { detail: expect.stringContaining('An instance did not respond.') },
    });
  });

  it('fail for the quota that was reached meanwhile', async () => {
    const planned = await plan(update('office-2026-03'));
    worker.world.quotas.images = 1;
    const { items } = await worker.followed(await start(planned));
    expect(items[0]).toMatchObject({ state: 'failed', problem: { kind: 'quota' } });
  });

  it('wait for fresh credentials when theirs expire halfway, and go on with the same image', async () => {
    const id = await start(await plan(update('office-2026-03')));
    const waiting = await worker.followed(id, (look) => {
      if (look === 1) worker.aws.faults.add({ kind: 'expired-token', operation: 'DescribeImages' });
    });
    expect(waiting.job.pause?.reason).toBe('expired');
    worker.aws.faults.clear();
    await worker.signIn(ownerAccount);
    expect((await worker.followed(id)).job.counts).toMatchObject({ total: 1, done: 1 });
    expect(made()).toHaveLength(1);
  });

  it('leave an image alone that got its name meanwhile', async () => {
    const planned = await plan(update('office-2026-03'));
    addImage(regionOf(worker.world, 'us-east-1'), ownerAccount, 'office-2026-03-new', {});
    const { items } = await worker.followed(await start(planned));
    expect(items.map(({ state }) => state)).toEqual(['drift']);
    expect(made()).toEqual([]);
  });

  it('are refused while changes are switched off, though their plan can be made', async () => {
    await worker.call('safety.set', { readOnly: true });
    const { digest } = await plan(update('office-2026-03'));
    expect(await worker.call('lifecycle.update', { digest }, virginia)).toMatchObject({
      problem: { kind: 'read-only' },
    });
    expect(mutatingCalls(worker.aws.log).every(({ input }) => input?.['dryRun'] === true)).toBe(
      true,
    );
  });
});
