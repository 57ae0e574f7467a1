import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '@/lib/jobs/job';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Result } from '@/lib/result';
import type { Answer } from '@/lib/messaging/protocol';
import type { Scope } from '@/lib/scope';
import { callsOf, mutatingCalls } from '../../../aws/log';
import { addImage, ownImage, regionOf } from '../../../aws/world';
import { believableWorld, customerAccount, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const frankfurt = 'eu-central-1';

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const ask = (wish: Omit<WishOf<'copy'>, 'act'>) =>
  worker.call('lifecycle.plan', { wish: { act: 'copy', ...wish } }, virginia);

async function plan(wish: Omit<WishOf<'copy'>, 'act'>): Promise<LifecyclePlan> {
  const answer = await ask(wish);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

const carryOut = ({ digest }: LifecyclePlan): Promise<Result<Answer<Job>>> =>
  worker.call('lifecycle.copy', { digest }, virginia);

async function start(made: LifecyclePlan): Promise<string> {
  const answer = await carryOut(made);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const imageIn = (region: string, name: string) =>
  ownImage(regionOf(worker.world, region), ownerAccount, name);

const copyOf = (image: string, region: string, name: string) => ({
  from: { region: 'us-east-1', image },
  to: { region, image: name },
});

const toRegions = (...regions: readonly string[]) =>
  regions.map((region) => copyOf('office-2026-06', region, 'office-2026-copy'));

/** Three copies into one Region, in which AWS makes two at a time. */
const three = ['a', 'b', 'c'].map((name) => copyOf('office-2026-06', frankfurt, name));
const bare = { tags: false, shares: false };

const copying = (region: string) =>
  [...regionOf(worker.world, region).images.values()].filter(({ State }) => State === 'COPYING')
    .length;

/** How often AWS has accepted to copy an image. */
const made = () => callsOf(worker.aws.log, 'CopyImage').filter(({ outcome }) => outcome === 'ok');

describe('copies', () => {
  it('are made in three Regions, with the tags and the shares of the source', async () => {
    const planned = await plan({
      copies: toRegions('us-east-1', 'eu-west-1', frankfurt),
      tags: true,
      shares: true,
    });
    const { job } = await worker.followed(await start(planned));
    expect(job.counts).toMatchObject({ total: planned.steps.length, done: planned.steps.length });
    const source = imageIn('us-east-1', 'office-2026-06');
    for (const region of ['us-east-1', 'eu-west-1', frankfurt]) {
      const copy = imageIn(region, 'office-2026-copy');
      expect(copy?.permissions).toEqual(source?.permissions);
      expect(Object.fromEntries(copy?.tags ?? [])).toEqual({
        ...Object.fromEntries(source?.tags ?? []),
        'image-desk:source-image': source?.Arn,
      });
    }
  });

  it('are made once each by a worker that starts anew at every look, two at a time', async () => {
    const id = await start(await plan({ copies: three, tags: true, shares: true }));
    const seen: number[] = [];
    const { job } = await worker.followed(id, () => {
      seen.push(copying(frankfurt));
      worker.restart();
    });
    expect(job.counts).toMatchObject({ total: 12, done: 12 });
    expect(Math.max(...seen)).toBe(2);
    expect(made().map(({ input }) => input?.['DestinationImageName'])).toEqual(['a', 'b', 'c']);
  });

  it('end where AWS fails, with what it says, and the others go on', async () => {
    worker.world.failing.set('b', 'The copy has failed.');
    const id = await start(await plan({ copies: three, tags: true, shares: false }));
    const { job, items } = await worker.followed(id);
    expect(job.counts).toMatchObject({ done: 4, failed: 1, cancelled: 1 });
    const [failing] = items.filter(({ state }) => state === 'failed');
    expect(failing?.problem).toMatchObject({
      kind: 'not-available',
      detail: expect.stringContaining('The copy has failed.'),
    });
  });

  it('fail for the quota that was reached meanwhile, and leave out what comes after', async () => {
    const planned = await plan({ copies: three, tags: true, shares: false });
    worker.world.quotas.images = 1;
    const { items } = await worker.followed(await start(planned));
    const states = items.map(({ state }) => state);
    expect(states).toEqual(['done', 'done', 'failed', 'cancelled', 'failed', 'cancelled']);
    expect(items[2]?.problem?.kind).toBe('quota');
  });

  it('leave an image alone that got its name meanwhile', async () => {
    const planned = await plan({ copies: toRegions(frankfurt), tags: true, shares: true });
    addImage(regionOf(worker.world, frankfurt), ownerAccount, 'office-2026-copy', {});
    const { items } = await worker.followed(await start(planned));
    expect(items.map(({ state }) => state)).toEqual([
      'drift',
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('wait for new credentials when theirs expire halfway, and are then made to their end', async () => {
    const id = await start(await plan({ copies: three, tags: true, shares: false }));
    let looks = 0;
    const { job } = await worker.followed(id, () => {
      looks += 1;
      if (looks === 2)
        worker.aws.faults.add({ kind: 'expired-token', operation: 'DescribeImages' });
    });
    expect(job.pause?.reason).toBe('expired');
    expect(made()).toHaveLength(2);
    worker.aws.faults.clear();
    await worker.signIn(ownerAccount);
    expect((await worker.followed(id)).job.counts).toMatchObject({ total: 6, done: 6 });
    expect(made()).toHaveLength(3);
  });

  it('are planned without a call that changes anything, and say what is left out', async () => {
    const { steps, leftOut } = await plan({
      copies: [
        copyOf('customer-erp-client', frankfurt, 'erp'),
        copyOf('office-2026-09', frankfurt, 'pending'),
        copyOf('office-2026-06', 'eu-west-1', 'support-desk'),
        copyOf('office-2026-06', 'us-west-1', 'office'),
        copyOf('office-2026-06', frankfurt, 'fine'),
      ],
      ...bare,
    });
    expect(leftOut.map(({ subject, refusal }) => [subject, refusal.kind])).toEqual([
      ['erp', 'image-owner'],
      ['pending', 'image-state'],
      ['support-desk', 'name'],
      ['office', 'region'],
    ]);
    expect(steps).toHaveLength(1);
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });
});

describe('what forbids copies', () => {
  const wish = { copies: toRegions(frankfurt), tags: false, shares: true };

  it('is read-only, also when it is switched on after the plan', async () => {
    const planned = await plan(wish);
    await worker.call('safety.set', { readOnly: true });
    expect(await carryOut(planned)).toMatchObject({ problem: { kind: 'read-only' } });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
    // Looking at what would be done is no change.
    expect(await ask(wish)).toMatchObject({ ok: true });
  });

  it('is the policy of the company: for who gets them, and for where they go', async () => {
    const recipient = { kind: 'company-policy', rule: 'recipient' };
    const planned = await plan(wish);
    worker.managed['allowedRecipients'] = [customerAccount];
    expect(await ask(wish)).toMatchObject({ problem: recipient });
    expect(await carryOut(planned)).toMatchObject({ problem: recipient });
    expect(await ask({ ...wish, shares: false })).toMatchObject({ ok: true });
    delete worker.managed['allowedRecipients'];
    worker.managed['allowedRegions'] = ['us-east-1'];
    const region = { kind: 'company-policy', rule: 'region', detail: frankfurt };
    expect(await ask(wish)).toMatchObject({ problem: region });
    expect(await carryOut(planned)).toMatchObject({ problem: region });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('stops a job that waits as soon as it holds, and lets it go on afterwards', async () => {
    const id = await start(await plan(wish));
    await worker.settled(id);
    await worker.call('safety.set', { readOnly: true });
    const { job } = await worker.followed(id);
    expect(job.pause?.reason).toBe('forbidden');
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toEqual([]);
    await worker.call('safety.set', { readOnly: false });
    expect((await worker.followed(id)).job.counts).toMatchObject({ total: 3, done: 3 });
  });
});
