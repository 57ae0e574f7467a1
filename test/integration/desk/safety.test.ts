import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import type { DesiredShare } from '@/lib/sharing/plan';
import { callsOf, mutatingCalls } from '../../aws/log';
import { ownImage, regionOf } from '../../aws/world';
import { believableWorld, customerAccount, ownerAccount } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const image = { name: 'office-2026-06' };
const newcomer = '555566667777';
const fleet = { fleet: true, imageBuilder: false };
const none = { fleet: false, imageBuilder: false };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const plan = (...desired: readonly DesiredShare[]) =>
  worker.call(
    'sharing.plan',
    { images: [{ region: virginia.region, image, desired: [...desired] }] },
    virginia,
  );

async function digestOf(...desired: readonly DesiredShare[]): Promise<string> {
  const answer = await plan(...desired);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.digest;
}

/** Asks for a job, and waits until nothing goes on any more. */
async function apply(digest: string) {
  const answer = await worker.call('sharing.apply', { digest }, virginia);
  if (answer.ok) await worker.settled(answer.value.value.id);
  return answer;
}

/** Asks for something and expects a refusal that costs AWS no call. */
async function refused(asking: () => Promise<unknown>): Promise<unknown> {
  const before = worker.aws.log.length;
  const answer = await asking();
  expect(worker.aws.log).toHaveLength(before);
  expect(answer).toMatchObject({ ok: false });
  return (answer as { problem: unknown }).problem;
}

const sharedWith = () => [
  ...(ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, image.name)?.permissions.keys() ??
    []),
];

describe('read-only', () => {
  it('refuses a change without any call, over a restart, until it is switched off', async () => {
    const digest = await digestOf({ account: newcomer, ...fleet });
    await worker.call('safety.set', { readOnly: true });
    const problem = { kind: 'read-only', by: 'settings' };
    expect(await refused(() => apply(digest))).toEqual(problem);
    worker.restart();
    expect(await refused(() => apply(digest))).toEqual(problem);
    expect(sharedWith()).not.toContain(newcomer);
    await worker.call('safety.set', { readOnly: false });
    expect(await apply(digest)).toMatchObject({ ok: true });
    expect(sharedWith()).toContain(newcomer);
  });

  it('of one account leaves the others alone', async () => {
    const digest = await digestOf({ account: newcomer, ...fleet });
    await worker.call('safety.set', { readOnlyAccounts: [ownerAccount] });
    expect(await refused(() => apply(digest))).toEqual({
      kind: 'read-only',
      by: 'account',
      account: ownerAccount,
    });
    await worker.call('safety.set', { readOnlyAccounts: [customerAccount] });
    expect(await apply(digest)).toMatchObject({ ok: true });
  });

  it('goes on reading and planning', async () => {
    await worker.call('safety.set', { readOnly: true });
    expect(await worker.call('images.get', { image }, virginia)).toMatchObject({ ok: true });
    expect(await plan({ account: newcomer, ...fleet })).toMatchObject({ ok: true });
  });

  it('holds when the settings on disk cannot be read', async () => {
    const digest = await digestOf({ account: newcomer, ...fleet });
    await worker.durable.set('safety', { readOnly: 'perhaps' });
    expect(await refused(() => apply(digest))).toEqual({ kind: 'read-only', by: 'settings' });
  });
});

describe('the company policy', () => {
  it('makes everything read-only, and nobody can switch that off', async () => {
    const digest = await digestOf({ account: newcomer, ...fleet });
    worker.managed['readOnly'] = true;
    const problem = { kind: 'read-only', by: 'company' };
    expect(await refused(() => worker.call('safety.set', { readOnly: false }))).toEqual(problem);
    expect(await refused(() => apply(digest))).toEqual(problem);
  });

  it('that cannot be understood stops changes, and names what is wrong', async () => {
    const digest = await digestOf({ account: newcomer, ...fleet });
    worker.managed['allowedRecipient'] = [newcomer];
    expect(await refused(() => apply(digest))).toEqual({
      kind: 'company-policy',
      rule: 'unreadable',
      detail: 'allowedRecipient',
    });
    expect(await worker.call('images.get', { image }, virginia)).toMatchObject({ ok: true });
  });

  it('T12: refuses a whole plan for one recipient outside of it', async () => {
    worker.managed['allowedRecipients'] = [newcomer];
    const problem = await refused(() =>
      plan({ account: newcomer, ...fleet }, { account: '555566668888', ...fleet }),
    );
    expect(problem).toEqual({
      kind: 'company-policy',
      rule: 'recipient',
      detail: 'account 555566668888',
    });
  });

  it('lets a recipient outside of it lose its access', async () => {
    worker.managed['allowedRecipients'] = [newcomer];
    const digest = await digestOf(
      { account: newcomer, ...fleet },
      { account: customerAccount, ...none },
    );
    expect(await apply(digest)).toMatchObject({ ok: true });
    expect(sharedWith()).toContain(newcomer);
    expect(sharedWith()).not.toContain(customerAccount);
  });

  it('that came after the plan holds for it, too: the digest is not enough', async () => {
    const digest = await digestOf(
      { account: newcomer, ...fleet },
      { account: '555566668888', ...fleet },
    );
    worker.managed['allowedRecipients'] = [newcomer];
    expect(await refused(() => apply(digest))).toEqual({
      kind: 'company-policy',
      rule: 'recipient',
      detail: 'account 555566668888',
    });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('keeps to its accounts and Regions, for reading too', async () => {
    worker.managed['allowedRegions'] = ['eu-west-1'];
    expect(await refused(() => worker.call('images.list', {}, virginia))).toEqual({
      kind: 'company-policy',
      rule: 'region',
      detail: 'us-east-1',
    });
    worker.managed['allowedAccounts'] = [customerAccount];
    expect(await refused(() => worker.call('images.list', {}, virginia))).toEqual({
      kind: 'company-policy',
      rule: 'account',
      detail: ownerAccount,
    });
  });

  it('takes no credentials of another account, as soon as STS has told whose they are', async () => {
    worker.managed['allowedAccounts'] = [ownerAccount];
    const before = callsOf(worker.aws.log, 'GetCallerIdentity').length;
    expect(await worker.signIn(customerAccount)).toEqual({
      ok: false,
      problem: { kind: 'company-policy', rule: 'account', detail: customerAccount },
    });
    expect(callsOf(worker.aws.log, 'GetCallerIdentity')).toHaveLength(before + 1);
    const held = await worker.call('credentials.list', {});
    expect(held.ok && held.value.value.map(({ account }) => account)).toEqual([ownerAccount]);
    expect(await worker.signIn(ownerAccount)).toMatchObject({ ok: true });
  });

  it('asks STS in its Regions only', async () => {
    worker.managed['allowedRegions'] = ['eu-west-1'];
    expect(await refused(() => worker.signIn(ownerAccount, 'us-east-1'))).toEqual({
      kind: 'company-policy',
      rule: 'region',
      detail: 'us-east-1',
    });
    expect(await worker.signIn(ownerAccount, 'eu-west-1')).toMatchObject({ ok: true });
  });
});
