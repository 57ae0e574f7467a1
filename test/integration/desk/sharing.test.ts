import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import type { DesiredShare, SharePlan } from '@/lib/sharing/plan';
import { callsOf, mutatingCalls } from '../../aws/log';
import { ownImage, regionOf, setPermissions } from '../../aws/world';
import {
  believableWorld,
  customerAccount,
  nearlyFullImage,
  ownerAccount,
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

async function plan(...desired: readonly DesiredShare[]): Promise<SharePlan> {
  const answer = await worker.call('sharing.plan', { image, desired: [...desired] }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function apply({ digest }: SharePlan) {
  const answer = await worker.call('sharing.apply', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return Object.fromEntries(answer.value.value.map(({ account, ...rest }) => [account, rest]));
}

describe('a plan', () => {
  it('says what would change, and changes nothing', async () => {
    const { items } = await plan(
      { account: newcomer, ...fleet },
      { account: '222233334444', ...both },
      { account: customerAccount, ...none },
    );
    expect(items.map(({ account, change }) => [account, change])).toEqual([
      [newcomer, 'add'],
      ['222233334444', 'change'],
      [customerAccount, 'remove'],
    ]);
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it.each([
    ['an image that is not available', 'office-2026-09', 'not-available'],
    ['a public image', 'AppStream-WinServer2022-06-16-2026', 'not-available'],
    ['an image of somebody else', 'customer-erp-client', 'not-available'],
    ['an image that is not there', 'gone', 'not-found'],
  ])('is refused for %s', async (_, name, kind) => {
    const desired = [{ account: newcomer, ...fleet }];
    const answer = await worker.call('sharing.plan', { image: { name }, desired }, virginia);
    expect(answer).toMatchObject({ ok: false, problem: { kind } });
  });

  it('is refused beyond the quota, and made up to it', async () => {
    const desired = [101, 102, 103].map((n) => ({ account: `500000000${n}`, ...fleet }));
    const of = (count: number) =>
      worker.call(
        'sharing.plan',
        { image: { name: nearlyFullImage }, desired: desired.slice(0, count) },
        virginia,
      );
    expect((await of(2)).ok).toBe(true);
    expect(await of(3)).toMatchObject({ problem: { kind: 'quota' } });
  });
});

describe('applying a plan', () => {
  it('leaves the image shared exactly as wanted, and other accounts alone', async () => {
    const outcomes = await apply(
      await plan({ account: newcomer, ...fleet }, { account: '222233334444', ...none }),
    );
    expect(outcomes).toEqual({
      [newcomer]: { result: 'done' },
      '222233334444': { result: 'done' },
    });
    expect(Object.fromEntries(record().permissions)).toEqual({
      [customerAccount]: { allowFleet: true, allowImageBuilder: true },
      [newcomer]: { allowFleet: true, allowImageBuilder: false },
    });
  });

  it('puts nothing for an account that is already right', async () => {
    expect(await apply(await plan({ account: customerAccount, ...both }))).toEqual({
      [customerAccount]: { result: 'unchanged' },
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
      [newcomer]: { result: 'done' },
      [customerAccount]: { result: 'failed', problem: { kind: 'drift' } },
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
    expect(await apply(made)).toEqual({ [newcomer]: { result: 'done' } });
  });

  it('names the permission that is missing, and stops asking after the first refusal', async () => {
    const made = await plan(
      { account: newcomer, ...fleet },
      { account: '555566668888', ...fleet },
      { account: customerAccount, ...both },
    );
    worker.aws.faults.add({
      kind: 'access-denied',
      operation: 'UpdateImagePermissions',
      times: Infinity,
    });
    const problem = { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' };
    expect(await apply(made)).toEqual({
      [newcomer]: { result: 'failed', problem },
      '555566668888': { result: 'failed', problem },
      [customerAccount]: { result: 'unchanged' },
    });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('says what is done when the token expires half way', async () => {
    const made = await plan({ account: newcomer, ...fleet }, { account: '555566668888', ...fleet });
    worker.aws.faults.add({
      kind: 'expired-token',
      operation: 'UpdateImagePermissions',
      after: 1,
      times: Infinity,
    });
    expect(await apply(made)).toMatchObject({
      [newcomer]: { result: 'done' },
      '555566668888': { result: 'failed', problem: { kind: 'expired' } },
    });
  });

  it("takes AWS's own quota refusal as final", async () => {
    worker.world.quotas.accountsPerImage = 2;
    expect(await apply(await plan({ account: newcomer, ...fleet }))).toMatchObject({
      [newcomer]: { result: 'failed', problem: { kind: 'quota' } },
    });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('tells the surfaces of every step and of the end', async () => {
    await apply(await plan({ account: newcomer, ...fleet }));
    expect(worker.events.filter(({ event }) => event === 'apply-progress').length).toBeGreaterThan(
      1,
    );
    expect(worker.events.at(-1)).toMatchObject({ event: 'shares-changed', image });
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

  it('is not applied in another Region than it was made for', async () => {
    const { digest } = await plan({ account: newcomer, ...fleet });
    const answer = await worker.call(
      'sharing.apply',
      { digest },
      { ...virginia, region: 'eu-west-1' },
    );
    expect(answer).toMatchObject({ problem: { kind: 'plan-expired' } });
  });
});

describe('a worker that is stopped', () => {
  it('still knows the plan when it comes back', async () => {
    const made = await plan({ account: newcomer, ...fleet });
    worker.restart();
    expect(await apply(made)).toEqual({ [newcomer]: { result: 'done' } });
  });

  it('T13: finishes an interrupted plan with no second put for what had been done', async () => {
    const made = await plan({ account: newcomer, ...fleet }, { account: '555566668888', ...fleet });
    const operation = 'UpdateImagePermissions';
    worker.aws.faults.add({ kind: 'reset', when: 'after', operation });
    expect(await apply(made)).toMatchObject({
      [newcomer]: { result: 'done' },
      '555566668888': { result: 'failed', problem: { kind: 'offline' } },
    });
    worker.restart();
    expect(await apply(made)).toEqual({
      [newcomer]: { result: 'done' },
      '555566668888': { result: 'done' },
    });
    expect(
      callsOf(worker.aws.log, operation).map(({ input }) => input?.['SharedAccountId']),
    ).toEqual([newcomer, '555566668888']);
  });

  it('T13: does not send a change again whose answer was lost', async () => {
    const made = await plan({ account: newcomer, ...fleet });
    worker.aws.faults.add({
      kind: 'server-error',
      status: 503,
      operation: 'UpdateImagePermissions',
    });
    expect(await apply(made)).toEqual({
      [newcomer]: { result: 'failed', problem: { kind: 'aws-fault' } },
    });
    expect(callsOf(worker.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
  });
});
