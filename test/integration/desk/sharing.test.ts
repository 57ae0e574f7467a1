import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scope } from '@/lib/scope';
import { itemsOfKind, type JobDetails } from '@/lib/jobs/job';
import type { DesiredImage, DesiredShare, SharePlan } from '@/lib/sharing/plan';
import { callsOf, mutatingCalls } from '../../aws/log';
import { ownImage, regionOf, setPermissions } from '../../aws/world';
import {
  believableWorld,
  customerAccount,
  nearlyFullImage,
  ownerAccount,
  principalOf,
} from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const image = { name: 'office-2026-06' };
const newcomer = '555566667777';
const fleet = { fleet: true, imageBuilder: false };
const both = { fleet: true, imageBuilder: true };
const none = { fleet: false, imageBuilder: false };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

function record(name = image.name) {
  const found = ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, name);
  if (!found) throw new Error(`No image ${name}`);
  return found;
}

const of = (name: string, ...desired: readonly DesiredShare[]): DesiredImage => ({
  region: virginia.region,
  image: { name },
  desired,
});

const asked = (images: readonly DesiredImage[]) =>
  worker.call(
    'sharing.plan',
    { images: images.map((each) => ({ ...each, desired: [...each.desired] })) },
    virginia,
  );

async function planAll(...images: readonly DesiredImage[]): Promise<SharePlan> {
  const answer = await asked(images);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

const plan = (...desired: readonly DesiredShare[]) => planAll(of(image.name, ...desired));

/** Starts the job of a plan, and gives it once nothing goes on any more. */
async function applied({ digest }: SharePlan): Promise<JobDetails> {
  const answer = await worker.call('sharing.apply', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return worker.settled(answer.value.value.id);
}

/** How each account ended. */
const endsOf = ({ items }: JobDetails) =>
  Object.fromEntries(
    itemsOfKind(items, 'share').map(({ task, state, problem }) => [
      task.account,
      problem ? { state, problem } : state,
    ]),
  );

const apply = async (made: SharePlan) => endsOf(await applied(made));

/** The accounts that calls of an operation were about, in their order. */
const accountsOf = (operation: string) =>
  callsOf(worker.aws.log, operation).map(({ input }) => input?.['SharedAccountId']);

describe('a plan', () => {
  it('says what would change, and changes nothing', async () => {
    const { items } = await plan(
      { account: newcomer, ...fleet },
      { account: '222233334444', ...both },
      { account: customerAccount, ...none },
    );
    expect(items.map(({ account, change }) => [account, change])).toEqual([
      [customerAccount, 'remove'],
      [newcomer, 'add'],
      ['222233334444', 'change'],
    ]);
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it.each([
    ['an image that is not available', 'office-2026-09', 'not-available'],
    ['a public image', 'AppStream-WinServer2022-06-16-2026', 'not-available'],
    ['an image of somebody else', 'customer-erp-client', 'not-available'],
    ['an image that is not there', 'gone', 'not-found'],
  ])('has an obstacle for %s, and goes on with the others', async (_, name, kind) => {
    const desired = { account: newcomer, ...fleet };
    const made = await planAll(of(name, desired), of(image.name, desired));
    expect(made.images.map(({ obstacle }) => obstacle?.kind)).toEqual([kind, undefined]);
    expect(made.items.map((item) => item.image)).toEqual([image.name]);
  });

  it('has an obstacle beyond the quota, and none up to it', async () => {
    const desired = [101, 102, 103].map((n) => ({ account: `500000000${n}`, ...fleet }));
    const upTo = async (count: number) => {
      const made = await planAll(of(nearlyFullImage, ...desired.slice(0, count)));
      return made.images[0]?.obstacle?.kind;
    };
    expect(await upTo(2)).toBeUndefined();
    expect(await upTo(3)).toBe('quota');
  });

  it('reads all images of a Region with one call, and the sharing of each', async () => {
    const desired = { account: newcomer, ...fleet };
    await planAll(of(image.name, desired), of(nearlyFullImage, desired));
    expect(callsOf(worker.aws.log, 'DescribeImages')).toHaveLength(1);
    expect(
      callsOf(worker.aws.log, 'DescribeImagePermissions')
        .map(({ input }) => input?.['Name'])
        .filter((name, index, all) => all.indexOf(name) === index),
    ).toEqual([image.name, nearlyFullImage]);
  });

  it('is made although AWS throttles and fails meanwhile', async () => {
    worker.aws.faults.add({
      kind: 'throttle',
      form: 'ThrottlingException',
      operation: 'DescribeImages',
    });
    worker.aws.faults.add({
      kind: 'server-error',
      status: 503,
      operation: 'DescribeImagePermissions',
    });
    const made = await plan({ account: newcomer, ...fleet });
    expect(made.images[0]).not.toHaveProperty('obstacle');
  });
});

describe('applying a plan', () => {
  it('leaves the image shared exactly as wanted, and other accounts alone', async () => {
    const ends = await apply(
      await plan({ account: newcomer, ...fleet }, { account: '222233334444', ...none }),
    );
    expect(ends).toEqual({ [newcomer]: 'done', '222233334444': 'done' });
    expect(Object.fromEntries(record().permissions)).toEqual({
      [customerAccount]: { allowFleet: true, allowImageBuilder: true },
      [newcomer]: { allowFleet: true, allowImageBuilder: false },
    });
  });

  it('puts nothing for an account that is already right', async () => {
    expect(await apply(await plan({ account: customerAccount, ...both }))).toEqual({
      [customerAccount]: 'unchanged',
    });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('drops the fleets of an account that loses the image', async () => {
    await apply(await plan({ account: customerAccount, ...none }));
    const fleets = [...regionOf(worker.world, 'us-east-1').fleets.values()].filter(
      ({ owner, ImageArn }) => owner === customerAccount && ImageArn === record().Arn,
    );
    expect(fleets.map((each) => each.ComputeCapacityStatus.Desired)).toEqual([0, 0]);
  });

  it('T15: overwrites nothing that was changed elsewhere after the plan', async () => {
    const made = await plan(
      { account: newcomer, ...fleet },
      { account: customerAccount, ...fleet },
    );
    setPermissions(regionOf(worker.world, 'us-east-1'), record(), customerAccount, {
      allowFleet: false,
      allowImageBuilder: true,
    });
    expect(await apply(made)).toEqual({
      [newcomer]: 'done',
      [customerAccount]: { state: 'drift', problem: { kind: 'drift' } },
    });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('T14: goes on after a throttle, without a second put that is not needed', async () => {
    const made = await plan({ account: newcomer, ...fleet });
    worker.aws.faults.add({
      kind: 'throttle',
      form: 'ThrottlingException',
      operation: 'UpdateImagePermissions',
      times: 2,
    });
    expect(await apply(made)).toEqual({ [newcomer]: 'done' });
  });

  it('waits when a permission is missing, names it, and goes on when it is continued', async () => {
    const made = await plan(
      { account: newcomer, ...fleet },
      { account: '555566668888', ...fleet },
      { account: customerAccount, ...both },
    );
    principalOf(worker.world, ownerAccount).deniedActions.add('appstream:UpdateImagePermissions');
    const waiting = await applied(made);
    expect(waiting.job).toMatchObject({
      state: 'paused',
      pause: {
        reason: 'permission-missing',
        problem: { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' },
      },
    });
    expect(endsOf(waiting)).toEqual({
      [newcomer]: 'pending',
      '555566668888': 'pending',
      [customerAccount]: 'unchanged',
    });
    const tried = callsOf(worker.aws.log, 'UpdateImagePermissions').length;
    expect(tried).toBeLessThan(3);
    principalOf(worker.world, ownerAccount).deniedActions.clear();
    await worker.call('jobs.continue', { id: waiting.job.id });
    const ended = await worker.settled(waiting.job.id);
    expect(ended.job).toMatchObject({ state: 'ended', counts: { done: 2, unchanged: 1 } });
    expect(record().permissions.has('555566668888')).toBe(true);
  });

  it('waits when the token expires half way, and goes on with fresh ones by itself', async () => {
    const made = await plan({ account: newcomer, ...fleet }, { account: '555566668888', ...fleet });
    const operation = 'UpdateImagePermissions';
    worker.aws.faults.add({ kind: 'expired-token', operation, after: 1 });
    const waiting = await applied(made);
    expect(waiting.job).toMatchObject({
      state: 'paused',
      pause: { reason: 'expired', problem: { kind: 'expired', account: ownerAccount } },
      counts: { done: 0, failed: 0 },
    });
    await worker.signIn(ownerAccount);
    const ended = await worker.settled(waiting.job.id);
    expect(endsOf(ended)).toEqual({ [newcomer]: 'done', '555566668888': 'done' });
    // Of the two only the one that was refused was sent again.
    expect(callsOf(worker.aws.log, operation)).toHaveLength(3);
  });

  it("takes AWS's own quota refusal as final", async () => {
    worker.world.quotas.accountsPerImage = 2;
    expect(await apply(await plan({ account: newcomer, ...fleet }))).toMatchObject({
      [newcomer]: { state: 'failed', problem: { kind: 'quota' } },
    });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('tells the surfaces of every step and of the end', async () => {
    await apply(await plan({ account: newcomer, ...fleet }));
    const jobs = worker.events.flatMap((event) =>
      event.event === 'job-changed' ? [event.job] : [],
    );
    expect(jobs.length).toBeGreaterThan(1);
    expect(jobs.at(-1)).toMatchObject({ state: 'ended', counts: { total: 1, done: 1 } });
    expect(worker.events).toContainEqual({ event: 'shares-changed', image });
  });

  it('goes through images of two Regions, each where it is', async () => {
    const desired = [{ account: newcomer, ...fleet }];
    const ireland = regionOf(worker.world, 'eu-west-1');
    const [there] = [...ireland.images.values()].filter(
      ({ owner, State }) => owner === ownerAccount && State === 'AVAILABLE',
    );
    const name = there?.Name ?? '';
    const made = await planAll(of(image.name, ...desired), {
      region: 'eu-west-1',
      image: { name },
      desired,
    });
    const { job } = await applied(made);
    expect(job).toMatchObject({
      regions: ['us-east-1', 'eu-west-1'],
      state: 'ended',
      counts: { total: 2, done: 2 },
    });
    expect(record().permissions.has(newcomer)).toBe(true);
    expect(ownImage(ireland, ownerAccount, name)?.permissions.has(newcomer)).toBe(true);
  });
});

describe('a plan that is not there any more', () => {
  it('T15: has expired after fifteen minutes', async () => {
    let now = Date.now();
    await worker.stop();
    worker = await startDetachedWorker({ world: believableWorld({ now: () => now }) });
    await worker.signIn(ownerAccount);
    const { digest } = await plan({ account: newcomer, ...fleet });
    now += 15 * 60_000;
    expect(await worker.call('sharing.apply', { digest }, virginia)).toEqual({
      ok: false,
      problem: { kind: 'plan-expired' },
    });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('is applied once', async () => {
    const made = await plan({ account: newcomer, ...fleet });
    await applied(made);
    const answer = await worker.call('sharing.apply', { digest: made.digest }, virginia);
    expect(answer).toMatchObject({ problem: { kind: 'plan-expired' } });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });
});

describe('a worker that is stopped', () => {
  it('still knows the plan when it comes back', async () => {
    const made = await plan({ account: newcomer, ...fleet });
    worker.restart();
    expect(await apply(made)).toEqual({ [newcomer]: 'done' });
  });

  it('T13: finishes an interrupted plan with no second put for what had been done', async () => {
    const made = await plan({ account: newcomer, ...fleet }, { account: '555566668888', ...fleet });
    const operation = 'UpdateImagePermissions';
    let answer: (() => void) | undefined;
    const until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // The first is carried out, and the worker is stopped before it hears of that.
    worker.aws.faults.add({ kind: 'slow', until, operation, after: 1, times: Infinity });
    const started = await worker.call('sharing.apply', { digest: made.digest }, virginia);
    const id = started.ok ? started.value.value.id : '';
    await vi.waitFor(async () => {
      const answered = await worker.call('jobs.get', { id });
      const items = answered.ok ? answered.value.value.items : [];
      expect(items.map(({ state }) => state)).toEqual(['sent', 'inflight']);
    });
    worker.restart();
    answer?.();
    const ended = await worker.settled(id);
    expect(endsOf(ended)).toEqual({ [newcomer]: 'done', '555566668888': 'done' });
    expect(new Set(accountsOf(operation))).toEqual(new Set([newcomer, '555566668888']));
    expect(accountsOf(operation).filter((account) => account === newcomer)).toHaveLength(1);
  });

  it.each([
    ['a connection that was lost', { kind: 'reset', when: 'after' }],
    ['a fault of AWS', { kind: 'truncated' }],
  ] as const)('T13: does not send a change again whose answer was lost: %s', async (_, fault) => {
    const made = await plan({ account: newcomer, ...fleet });
    const operation = 'UpdateImagePermissions';
    worker.aws.faults.add({ ...fault, operation });
    expect(await apply(made)).toEqual({ [newcomer]: 'done' });
    expect(accountsOf(operation)).toEqual([newcomer]);
  });

  it('sends a change again that AWS does not show, and gives up in the end', async () => {
    const operation = 'UpdateImagePermissions';
    worker.aws.faults.add({ kind: 'server-error', status: 503, operation });
    const made = await plan({ account: newcomer, ...fleet });
    expect(await apply(made)).toEqual({ [newcomer]: 'done' });
    worker.aws.faults.add({ kind: 'server-error', status: 503, operation, times: Infinity });
    const again = await plan({ account: '555566668888', ...fleet });
    expect(await apply(again)).toEqual({
      '555566668888': { state: 'failed', problem: { kind: 'aws-fault' } },
    });
  });
});
