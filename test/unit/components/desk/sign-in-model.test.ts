import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import {
  createSignInModel,
  summariseTaken,
  type SignInModelParts,
} from '@/components/desk/settings/credentials/sign-in-model';
import type { Portal, SignInState } from '@/lib/credentials/sign-in';
import type { Taken } from '@/lib/operations/sign-in';
import { ok } from '@/lib/result';
import { identityOf } from '../../support/identities';
import { createFakeClient, createTimer, failure, problem, settle } from './doubles';

const portal: Portal = { startUrl: 'https://d-1234567890.awsapps.com/start', region: 'eu-west-1' };
const owner = '111122223333';
const customer = '444455556666';
const accounts = [
  { account: owner, name: 'images', email: 'a@example.com' },
  { account: customer, name: 'front', email: 'b@example.com' },
];
const waiting: SignInState = {
  state: 'waiting',
  portal,
  userCode: 'ABCD-EFGH',
  address: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
  expiresAt: 2_000_000,
};
const signedIn: SignInState = { state: 'signed-in', portal, expiresAt: 9_000_000 };

const got = (account: string): Taken => ({
  account,
  role: 'Reader',
  identity: identityOf({ partition: 'aws', account }),
});
const missed = (account: string): Taken => ({
  account,
  role: 'Reader',
  problem: { kind: 'sign-in', reason: 'not-assigned' },
});

async function opened(state: SignInState = { state: 'none' }, remembered?: Portal) {
  const fake = createFakeClient();
  const timer = createTimer();
  const requestHostAccess = vi.fn<SignInModelParts['requestHostAccess']>(async () => true);
  const memory = signal<Portal | undefined>(remembered);
  const model = createSignInModel({
    client: fake.client,
    requestHostAccess,
    later: timer.later,
    remembered: memory,
    workRegion: 'us-east-1',
  });
  void model.load();
  await fake.take('sign-in.state').answer(ok(state));
  const tell = async (next: SignInState) => {
    model.hear({ event: 'sign-in-changed' });
    await fake.take('sign-in.state').answer(ok(next));
  };
  return { ...fake, model, timer, requestHostAccess, memory, tell };
}

/** A model of somebody who is signed in, with the accounts read. */
async function inside() {
  const parts = await opened(signedIn);
  await parts.take('sign-in.accounts').answer(ok(accounts));
  return parts;
}

describe('signing in', () => {
  it('takes only what can be an access portal', async () => {
    const { model, left, requestHostAccess } = await opened();
    expect(model.urlError.value).toBeUndefined();
    for (const text of ['http://d-1.awsapps.com/start', 'https://awsapps.com.evil.test/start']) {
      model.typeUrl(text);
      expect(model.urlError.value).toContain('looks like');
      await model.start();
    }
    expect(requestHostAccess).not.toHaveBeenCalled();
    expect(left()).toBe(0);
  });

  it('asks for access to the sign-in services of that Region, before anything is awaited', async () => {
    const { model, take, left, requestHostAccess, memory } = await opened();
    model.typeUrl(`${portal.startUrl}/#/`);
    model.chooseRegion('eu-west-1');
    void model.start();
    expect(requestHostAccess.mock.calls).toEqual([[['eu-west-1'], ['oidc', 'portal.sso']]]);
    expect(left()).toBe(0);
    await settle();
    const call = take('sign-in.start');
    expect(call.input).toEqual(portal);
    await call.answer(ok(waiting));
    await take('sign-in.state').answer(ok(waiting));
    expect(model.signIn.value).toEqual({ state: 'ready', value: waiting });
    expect(model.starting.value).toEqual({ state: 'idle' });
    expect(memory.value).toEqual(portal);
  });

  it('sends nothing when access is denied', async () => {
    const { model, take, left, requestHostAccess, memory } = await opened();
    requestHostAccess.mockResolvedValueOnce(false);
    model.typeUrl(portal.startUrl);
    void model.start();
    await settle();
    await take('sign-in.state').answer(ok({ state: 'none' }));
    expect(model.starting.value).toEqual({ state: 'denied' });
    expect(memory.value).toBeUndefined();
    expect(left()).toBe(0);
  });

  it('says why it could not begin', async () => {
    const { model, take } = await opened();
    model.typeUrl(portal.startUrl);
    void model.start();
    await settle();
    const refused = { kind: 'sign-in', reason: 'wrong-portal' } as const;
    await take('sign-in.start').answer(failure(refused));
    await take('sign-in.state').answer(ok({ state: 'none' }));
    expect(model.starting.value).toEqual({ state: 'problem', problem: refused });
    model.chooseRegion('us-east-1');
    expect(model.starting.value).toEqual({ state: 'idle' });
  });

  it('looks after what waits, as the worker may have been stopped, and no longer', async () => {
    const { model, take, left, timer, tell } = await opened(waiting);
    timer.pass(1999);
    expect(left()).toBe(0);
    timer.pass(1);
    await take('sign-in.state').answer(ok(waiting));
    await tell(waiting);
    timer.pass(2000);
    await take('sign-in.state').answer(ok({ state: 'none' }));
    timer.pass(60_000);
    expect(left()).toBe(0);
    await tell(waiting);
    model.stop();
    timer.pass(60_000);
    expect(left()).toBe(0);
  });

  it('looks again although a look gets no answer', async () => {
    const { take, left, timer } = await opened(waiting);
    timer.pass(2000);
    take('sign-in.state');
    expect(left()).toBe(0);
    timer.pass(2000);
    expect(left()).toBe(1);
  });

  it('is not looked after any more when its view went during a look', async () => {
    const { model, take, left, timer } = await opened();
    void model.load();
    model.stop();
    await take('sign-in.state').answer(ok(waiting));
    timer.pass(60_000);
    expect(left()).toBe(0);
  });

  it('starts with the portal of last time, or of what is under way', async () => {
    const again = await opened({ state: 'none' }, portal);
    expect(again.model.startUrl.value).toBe(portal.startUrl);
    expect(again.model.region.value).toBe('eu-west-1');
    const reloaded = await opened(waiting);
    expect(reloaded.model.startUrl.value).toBe(portal.startUrl);
  });

  it('works in a Region of the portal’s partition', async () => {
    const gov = { ...portal, region: 'us-gov-west-1' };
    const { model } = await opened({ ...waiting, portal: gov });
    expect(model.workRegion.value).toBe('us-gov-west-1');
  });
});

describe('picking roles', () => {
  it('reads the accounts once, and the roles of an account when somebody looks', async () => {
    const { model, take, left, tell } = await inside();
    expect(model.accounts.value).toEqual({ state: 'ready', value: accounts });
    await tell(signedIn);
    expect(left()).toBe(0);
    void model.readRoles(owner);
    void model.readRoles(owner);
    const call = take('sign-in.roles');
    expect(call.input).toEqual({ account: owner });
    expect(left()).toBe(0);
    await call.answer(ok(['Admin', 'Reader']));
    expect(model.roles.value.get(owner)).toEqual({ state: 'ready', value: ['Admin', 'Reader'] });
    expect(model.roles.value.has(customer)).toBe(false);
  });

  it('reads roles again that could not be read', async () => {
    const { model, take } = await inside();
    void model.readRoles(owner);
    await take('sign-in.roles').answer(problem('offline'));
    expect(model.roles.value.get(owner)).toMatchObject({ state: 'problem' });
    void model.readRoles(owner);
    await take('sign-in.roles').answer(ok(['Admin']));
    expect(model.roles.value.get(owner)).toMatchObject({ state: 'ready' });
  });

  it('takes one role of each account, with access to where they are used', async () => {
    const { model, take, left, requestHostAccess } = await inside();
    await model.take();
    expect(left()).toBe(0);
    model.pick(owner, 'Admin');
    model.pick(owner, 'Reader');
    model.pick(customer, 'Reader');
    model.pick(customer, undefined);
    model.chooseWorkRegion('us-west-2');
    void model.take();
    void model.take();
    expect(requestHostAccess.mock.calls).toEqual([[['us-west-2']]]);
    await settle();
    const call = take('sign-in.take');
    expect(call.input).toEqual({
      region: 'us-west-2',
      picks: [{ account: owner, role: 'Reader' }],
    });
    await call.answer(ok([got(owner)]));
    await take('sign-in.state').answer(ok({ state: 'none' }));
    expect(left()).toBe(0);
    expect(model.taking.value).toEqual({ state: 'ended', taken: [got(owner)] });
    expect(model.picks.value.size).toBe(0);
  });

  it('keeps the picks that came to nothing', async () => {
    const { model, take } = await inside();
    model.pick(owner, 'Reader');
    model.pick(customer, 'Reader');
    void model.take();
    await settle();
    await take('sign-in.take').answer(ok([got(owner), missed(customer)]));
    await take('sign-in.state').answer(ok(signedIn));
    expect([...model.picks.value]).toEqual([[customer, 'Reader']]);
  });

  it('takes no more than the worker does at once', async () => {
    const { model, requestHostAccess } = await inside();
    for (let index = 0; index <= 100; index += 1) {
      model.pick(String(300_000_000_000 + index), 'Reader');
    }
    await model.take();
    expect(requestHostAccess).not.toHaveBeenCalled();
  });

  it('takes none when access is denied', async () => {
    const { model, take, left, requestHostAccess } = await inside();
    requestHostAccess.mockResolvedValueOnce(false);
    model.pick(owner, 'Reader');
    void model.take();
    await settle();
    await take('sign-in.state').answer(ok(signedIn));
    expect(model.taking.value).toEqual({ state: 'denied' });
    expect(model.picks.value.size).toBe(1);
    expect(left()).toBe(0);
  });

  it('forgets what was picked when somebody else signs in', async () => {
    const { model, take, tell } = await inside();
    model.pick(owner, 'Reader');
    void model.end();
    await take('sign-in.end').answer(ok(null));
    await take('sign-in.state').answer(ok({ state: 'none' }));
    await tell(signedIn);
    await take('sign-in.accounts').answer(ok([]));
    expect(model.picks.value.size).toBe(0);
    expect(model.accounts.value).toEqual({ state: 'ready', value: [] });
  });

  it('says in words how it ended', () => {
    expect(summariseTaken([got(owner), got(customer)])).toBe(
      'Credentials added for 2 accounts. You were signed out of IAM Identity Center by that.',
    );
    expect(summariseTaken([got(owner), missed(customer)])).toBe(
      'Credentials added for 1 of 2 accounts. You are still signed in.',
    );
  });
});
