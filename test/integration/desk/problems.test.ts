import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/problems/problem';
import type { Scope } from '@/lib/scope';
import type { FaultRule } from '../../aws/faults';
import { callsOf } from '../../aws/log';
import { believableWorld, credentialsOf, ownerAccount, principalOf } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const lasting: readonly (readonly [string, FaultRule, Problem])[] = [
  ...(
    [
      'ThrottlingException',
      'Throttling',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'http429',
    ] as const
  ).map((form) => [form, { kind: 'throttle', form }, { kind: 'throttled' }] as const),
  ['a fault with status 500', { kind: 'server-error', status: 500 }, { kind: 'aws-fault' }],
  ['a fault with status 503', { kind: 'server-error', status: 503 }, { kind: 'aws-fault' }],
  ['an answer that is cut off', { kind: 'truncated' }, { kind: 'aws-fault' }],
  ["a proxy's page", { kind: 'html-502' }, { kind: 'aws-fault' }],
  ['a reset connection', { kind: 'reset' }, { kind: 'offline' }],
  ['an expired token', { kind: 'expired-token' }, { kind: 'expired', account: ownerAccount }],
  [
    'a missing permission',
    { kind: 'access-denied' },
    { kind: 'permission-missing', action: 'appstream:DescribeImages' },
  ],
];

describe('what AWS answers becomes a problem of its own kind', () => {
  it.each(lasting)('%s', async (_, fault, problem) => {
    worker.aws.faults.add({ ...fault, operation: 'DescribeImages', times: Infinity });
    expect(await worker.call('images.list', {}, virginia)).toEqual({ ok: false, problem });
  });

  it('in the newer statuses as well as in the older ones', async () => {
    await worker.stop();
    worker = await startDetachedWorker({ world: believableWorld(), errorStatus: 'newer' });
    await worker.signIn(ownerAccount);
    principalOf(worker.world, ownerAccount).deniedActions.add('appstream:DescribeImages');
    expect(await worker.call('images.list', {}, virginia)).toMatchObject({
      problem: { kind: 'permission-missing', action: 'appstream:DescribeImages' },
    });
  });
});

describe('what may pass is tried again', () => {
  it.each([
    ['a throttle', { kind: 'throttle', form: 'ThrottlingException' }, 3],
    ['a fault', { kind: 'server-error', status: 503 }, 2],
    ['a reset connection', { kind: 'reset' }, 1],
  ] as const)('%s', async (_, fault, times) => {
    worker.aws.faults.add({ ...fault, operation: 'DescribeFleets', times });
    const image = { name: 'x', arn: `arn:aws:appstream:us-east-1:${ownerAccount}:image/x` };
    expect((await worker.call('images.usage', { image }, virginia)).ok).toBe(true);
    expect(callsOf(worker.aws.log, 'DescribeFleets')).toHaveLength(times + 1);
  });

  it('but a missing permission is asked for once', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'DescribeImages', times: Infinity });
    await worker.call('images.list', {}, virginia);
    expect(callsOf(worker.aws.log, 'DescribeImages')).toHaveLength(1);
  });
});

describe('adding credentials', () => {
  const region = 'us-east-1';

  it('says who they are, and keeps no secret in the answer', async () => {
    const answer = await worker.signIn(ownerAccount);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        value: {
          account: ownerAccount,
          partition: 'aws',
          longTerm: false,
          arn: principalOf(worker.world, ownerAccount).arn,
        },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });

  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }],
    ['an unknown key', { accessKeyId: 'ASIAUNKNOWN999999999' }],
    ['a wrong token', { sessionToken: 'wrong' }],
  ])('refuses %s, and keeps what it had', async (_, wrong) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(
      worker.world,
      ownerAccount,
    );
    const input = { region, accessKeyId, secretAccessKey, sessionToken, ...wrong };
    expect(await worker.call('credentials.add', input)).toEqual({
      ok: false,
      problem: { kind: 'credentials-refused' },
    });
    expect((await worker.call('images.list', {}, virginia)).ok).toBe(true);
  });

  it('says that expired ones have expired', async () => {
    const principal = principalOf(worker.world, ownerAccount);
    principal.expiresAt = worker.world.now() - 1;
    expect(await worker.signIn(ownerAccount)).toEqual({ ok: false, problem: { kind: 'expired' } });
  });

  it('forgets one account, or all', async () => {
    const forgotten = { partition: 'aws', account: ownerAccount } as const;
    await worker.call('credentials.forget', forgotten);
    expect(await worker.call('images.list', {}, virginia)).toMatchObject({
      problem: { kind: 'needs-credentials' },
    });
    await worker.signIn(ownerAccount);
    await worker.call('credentials.forget-all', {});
    expect(worker.session.dump()).not.toContain('CANARY');
  });
});

describe('a clock that is wrong', () => {
  const minute = 60_000;
  /** By how much AWS is ahead of this computer, in milliseconds. */
  let ahead: number;
  let late: DetachedWorker;

  beforeEach(async () => {
    ahead = 20 * minute;
    late = await startDetachedWorker({
      world: believableWorld({ now: () => Date.now() + ahead }),
      now: () => Date.now(),
    });
  });

  afterEach(() => late.stop());

  it.each([20, -20])('is corrected by the answer of AWS: %i minutes', async (minutes) => {
    ahead = minutes * minute;
    expect((await late.signIn(ownerAccount)).ok).toBe(true);
    expect(late.aws.log.map(({ outcome }) => outcome)).toEqual(['SignatureDoesNotMatch', 'ok']);
  });

  it('is not taken for wrong keys by EC2, which calls them that', async () => {
    await late.signIn(ownerAccount);
    // Whatever the worker knew of AWS's time is gone.
    late.restart();
    const found = await late.call('lifecycle.ami', { ami: 'ami-0123456789abcdef0' }, virginia);
    expect(found).toMatchObject({ ok: true });
    expect(callsOf(late.aws.log, 'DescribeImages').map(({ outcome }) => outcome)).toEqual([
      'AuthFailure',
      'ok',
    ]);
  });

  it('holds up no job', async () => {
    await late.signIn(ownerAccount);
    const updates = [{ from: { region: 'us-east-1', image: 'office-2026-03' }, image: 'newer' }];
    const wish = { act: 'update', updates, tags: false } as const;
    const plan = await late.call('lifecycle.plan', { wish }, virginia);
    if (!plan.ok) throw new Error(JSON.stringify(plan.problem));
    late.restart();
    const { digest } = plan.value.value;
    const started = await late.call('lifecycle.update', { digest }, virginia);
    if (!started.ok) throw new Error(JSON.stringify(started.problem));
    const { job } = await late.settled(started.value.value.id);
    expect(job.pause?.reason).toBe('underway');
  });

  it('is told from a token that EC2 calls expired', async () => {
    worker.aws.faults.add({ kind: 'expired-token', operation: 'DescribeImages' });
    const found = await worker.call('lifecycle.ami', { ami: 'ami-0123456789abcdef0' }, virginia);
    expect(found).toMatchObject({ problem: { kind: 'expired', account: ownerAccount } });
  });
});
