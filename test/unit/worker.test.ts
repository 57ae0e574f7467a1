import type { ProductEvent } from '@/lib/messaging/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Identity } from '@/lib/credentials/identity';
import { secret, secretKeys } from '@/lib/credentials/secret';
import { createCredentialStore } from '@/lib/credentials/store';
import { createJournal } from '@/lib/jobs/journal';
import type { Job, JobPause } from '@/lib/jobs/job';
import { answerMessages } from '@/lib/platform/runtime';
import * as badge from '@/lib/platform/badge';
import * as clock from '@/lib/platform/clock';
import * as commands from '@/lib/platform/commands';
import * as idle from '@/lib/platform/idle';
import * as access from '@/lib/platform/permissions';
import { sessionStore } from '@/lib/platform/storage';
import { createDatabase } from '@/lib/storage/database';
import { startWorker } from '@/lib/worker';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { identityOf } from './support/identities';
import { itemOf, jobOf } from './support/job-examples';
import { jobId } from './support/jobs';
import { friend, home, minute, noon, owner, present } from './support/values';

// The fake browser has none of these.
vi.mock('@/lib/platform/idle');
vi.mock('@/lib/platform/commands');
vi.mock('@/lib/platform/permissions');
vi.mock('@/lib/platform/badge');
vi.mock('@/lib/platform/locks', () => ({ alone: (_: string, run: () => Promise<void>) => run() }));
vi.mock('@/lib/platform/clock');

const hour = 60 * minute;

let time: number;
let told: unknown[];

beforeEach(() => {
  fakeBrowser.reset();
  emptyIndexedDb();
  time = noon;
  told = [];
  vi.mocked(clock.now).mockImplementation(() => time);
  vi.mocked(clock.random).mockReturnValue(0);
  vi.mocked(clock.wait).mockResolvedValue();
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async (event: unknown) => {
    // What is logged is told later, maybe when the next test has begun.
    const { event: name } = event as ProductEvent;
    if (name !== 'activity-changed' && name !== 'job-changed') told.push(event);
  });
});

afterEach(() => vi.unstubAllGlobals());

const setOff = (name: string) => fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: 0 });

/** Starts the worker, and gives what the browser would call. */
function start() {
  const [idleBefore, commandsBefore] = [
    vi.mocked(idle.onIdleState).mock.calls.length,
    vi.mocked(commands.onCommand).mock.calls.length,
  ];
  startWorker();
  const [onIdle] = present(vi.mocked(idle.onIdleState).mock.calls[idleBefore]);
  const [onCommand] = present(vi.mocked(commands.onCommand).mock.calls[commandsBefore]);
  return { onIdle, onCommand, ring: setOff };
}

const hold = (account: string, more: Partial<Identity> = {}) =>
  createCredentialStore(sessionStore, () => time).add(
    identityOf({ partition: 'aws', account }, more),
    { accessKeyId: 'ASIA', secretAccessKey: secret(`canary of ${account}`) },
  );

const dump = async () => JSON.stringify(await sessionStore.entries(''));
const lockState = () => sessionStore.get('lock/last');
const alarm = async (name: string) => browser.alarms.get(name);

const gone = ['credentials-changed', 'vault-changed', 'sign-in-changed'].map((event) => ({
  event,
}));

/** What is told comes in turn and at last: then everything before it has been done. */
const settled = () => vi.waitFor(() => expect(told).toEqual(gone));

/** As a browser calls listeners; the fake one's type leaves out the third argument. */
const deliver: (
  message: object,
  sender: object,
  reply: (answer: unknown) => void,
) => Promise<unknown[]> = fakeBrowser.runtime.onMessage.trigger;

/** What the worker answers, by the callback that keeps its channel open. */
async function ask(message: object, sender: object): Promise<unknown> {
  let kept: Promise<unknown[]> | undefined;
  const answer = new Promise((resolve) => {
    kept = deliver(message, sender, resolve);
  });
  expect(await kept).toEqual([true]);
  return answer;
}

describe('the worker', () => {
  it('listens as soon as it is started, and has the computer idle after 15 minutes', async () => {
    const messages = vi.spyOn(browser.runtime.onMessage, 'addListener');
    const alarms = vi.spyOn(browser.alarms.onAlarm, 'addListener');
    start();
    // Before anything was awaited: the event that wakes a worker comes at once.
    for (const listening of [messages, alarms]) expect(listening).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(idle.setIdleAfter).toHaveBeenCalledWith(15));
  });

  it.each([
    ['idle', 'idle'],
    ['locked', 'system'],
  ] as const)('T18: locks when the computer is %s', async (state, reason) => {
    const { onIdle } = start();
    await hold(owner);
    await sessionStore.set(secretKeys.vault, 'canary key');
    await sessionStore.set(secretKeys.identityCenter, 'canary token');
    onIdle(state);
    await settled();
    expect(await dump()).not.toContain('canary');
    expect(await lockState()).toEqual({ at: noon, reason });
  });

  it('T18: locks at the shortcut', async () => {
    const { onCommand } = start();
    await hold(owner);
    onCommand('lock');
    await settled();
    expect(await dump()).not.toContain('canary');
    expect(await lockState()).toEqual({ at: noon, reason: 'asked' });
  });

  it('does not lock when the computer is used, or at another shortcut', async () => {
    const { onIdle, onCommand, ring } = start();
    await hold(owner);
    onIdle('active');
    onCommand('other');
    await ring('sweep');
    await vi.waitFor(async () => expect(await alarm('sweep')).toBeDefined());
    expect(await dump()).toContain('canary');
    expect(told).toEqual([]);
  });

  it('tells nobody when there is nothing to lock', async () => {
    const { onIdle, ring } = start();
    onIdle('locked');
    await ring('sweep');
    await vi.waitFor(async () => expect(await sessionStore.get('clock/latest')).toBe(noon));
    expect(await lockState()).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('locks when the desk asks', async () => {
    start();
    await hold(owner);
    const { origin } = new URL(browser.runtime.getURL('/'));
    const sender = { id: browser.runtime.id, origin, url: `${origin}/desk.html` };
    expect(await ask({ call: 'lock.now', input: {} }, sender)).toEqual({
      ok: true,
      value: { value: null, readAt: noon },
    });
    expect(await dump()).not.toContain('canary');
    expect(told).toEqual(gone);
  });

  it('answers no message of anybody else', async () => {
    start();
    await hold(owner);
    const answer = await ask(
      { call: 'lock.now', input: {} },
      { id: 'other', url: 'https://evil.test/' },
    );
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'refused' } });
    expect(await dump()).toContain('canary');
  });
});

describe('a message', () => {
  it('that is an event is answered by nobody', async () => {
    start();
    const reply = vi.fn<(answer: unknown) => void>();
    const event = { event: 'accounts-changed' };
    expect(await deliver(event, {}, reply)).toEqual([undefined]);
    expect(reply).not.toHaveBeenCalled();
  });

  it('whose answer fails is answered with nothing', async () => {
    answerMessages(() => Promise.reject(new Error('No.')));
    expect(await ask({}, {})).toBeNull();
  });
});

describe('the alarm of the sweep', () => {
  it('lets go of what is over, tells it, and is set for what is over next', async () => {
    const { ring } = start();
    await hold(owner, { expiresAt: noon + hour });
    await hold(friend, { expiresAt: noon + 2 * hour });
    time = noon + hour;
    await ring('sweep');
    await settled();
    expect(await dump()).not.toContain(`canary of ${owner}`);
    expect(await dump()).toContain(`canary of ${friend}`);
    expect(await alarm('sweep')).toMatchObject({ scheduledTime: noon + 2 * hour });
    time = noon + 2 * hour;
    told.length = 0;
    await ring('sweep');
    await settled();
    expect(await dump()).not.toContain('canary');
    expect(await alarm('sweep')).toBeUndefined();
  });
});

describe('the alarm of the sign-in', () => {
  const waiting = {
    portal: { startUrl: 'https://d-1234567890.awsapps.com/start', region: 'eu-west-1' },
    device: {
      registration: { clientId: 'client', clientSecret: 'canary client' },
      code: 'canary code',
      userCode: 'ABCD-EFGH',
      address: 'https://device.sso.eu-west-1.amazonaws.com/',
      interval: 5000,
      expiresAt: noon + 10 * minute,
    },
  };

  it('goes on where the worker before has stopped, until it is confirmed', async () => {
    const answers = [
      Response.json({ error: 'authorization_pending' }, { status: 400 }),
      Response.json({ accessToken: 'canary token', expiresIn: 3600 }),
    ];
    const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () =>
      present(answers.shift()),
    );
    vi.stubGlobal('fetch', fetched);
    await sessionStore.set(secretKeys.identityCenter, waiting);
    await browser.alarms.create('sign-in', { periodInMinutes: 0.5 });
    const { ring } = start();
    await ring('sign-in');
    await vi.waitFor(async () =>
      expect(await sessionStore.get(secretKeys.identityCenter)).toEqual({
        portal: waiting.portal,
        token: 'canary token',
        until: noon + hour,
      }),
    );
    expect(fetched.mock.calls.map(([url]) => url)).toEqual([
      'https://oidc.eu-west-1.amazonaws.com/token',
      'https://oidc.eu-west-1.amazonaws.com/token',
    ]);
    const waits = vi.mocked(clock.wait).mock.calls.filter(([milliseconds]) => milliseconds >= 5000);
    expect(waits).toEqual([[5000], [5000]]);
    await vi.waitFor(() => expect(told).toEqual([{ event: 'sign-in-changed' }]));
    expect(await alarm('sign-in')).toBeUndefined();
    expect(await alarm('sweep')).toMatchObject({ scheduledTime: noon + hour });
  });

  it('is turned off when there is nothing to go on with, as after a lock', async () => {
    await hold(home.account);
    await sessionStore.set(secretKeys.identityCenter, waiting);
    await browser.alarms.create('sign-in', { periodInMinutes: 0.5 });
    const { onIdle, ring } = start();
    onIdle('locked');
    await settled();
    expect(await alarm('sign-in')).toBeDefined();
    await ring('sign-in');
    await vi.waitFor(async () => expect(await alarm('sign-in')).toBeUndefined());
  });
});

/** Writes a job down that a worker before this one has begun. */
async function begun(more: Partial<Job> = {}) {
  const journal = createJournal(createDatabase());
  const items = [itemOf(0, { job: jobId(1) })];
  await journal.create(jobOf(items, { id: jobId(1), ...more }), items);
  return { journal, latest: async () => present(await journal.job(jobId(1))) };
}
const waits = (reason: JobPause['reason']) => ({ state: 'paused', pause: { reason } });

describe('jobs', () => {
  it('go on when the worker is started, and say what they wait for', async () => {
    const { latest } = await begun();
    start();
    await vi.waitFor(async () => expect(await latest()).toMatchObject(waits('needs-credentials')));
    await vi.waitFor(() => expect(badge.showBadge).toHaveBeenLastCalledWith('!', '#b85c00'));
    // Nothing but credentials helps: the worker need not be woken.
    await vi.waitFor(async () => expect(await alarm('jobs')).toBeUndefined());
  });

  it('go on at their alarm', async () => {
    // The look that follows the start of the worker does not come.
    vi.mocked(clock.wait).mockReturnValue(new Promise(() => {}));
    const { ring } = start();
    const { latest } = await begun();
    await ring('jobs');
    await vi.waitFor(async () => expect(await latest()).toMatchObject(waits('needs-credentials')));
  });

  it.each([
    ['host-access-missing', 'needs-credentials'],
    ['user', 'user'],
  ] as const)('that wait for %s wait for %s when the browser allows more', async (is, then) => {
    const { latest, journal } = await begun({
      state: 'paused',
      pause: { reason: is, since: noon },
    });
    // Of two, the one that can go on anyway shows when both were looked at.
    const other = jobOf([{ state: 'pending' }], { id: jobId(2), createdAt: noon + 1 });
    const before = vi.mocked(access.onAccessGranted).mock.calls.length;
    start();
    const [allowed] = present(vi.mocked(access.onAccessGranted).mock.calls[before]);
    await journal.create(other, [itemOf(0, { job: jobId(2) })]);
    allowed();
    await vi.waitFor(async () =>
      expect(await journal.job(jobId(2))).toMatchObject(waits('needs-credentials')),
    );
    expect(await latest()).toMatchObject(waits(then));
  });
});
