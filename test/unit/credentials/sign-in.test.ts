import { beforeEach, describe, expect, it } from 'vitest';
import type { Device, HeldToken, IdentityCenter, Poll } from '@/lib/aws/identity-center';
import { secret, secretKeys } from '@/lib/credentials/secret';
import { createSignIn, type SignIn } from '@/lib/credentials/sign-in';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { memoryStore } from '@/test/support/memory-store';
import { minute, noon, owner, valueOf } from '../support/values';

const portal = { startUrl: 'https://d-1234567890.awsapps.com/start', region: 'eu-west-1' };

const device: Device = {
  code: 'canary-device-code',
  userCode: 'ABCD-EFGH',
  address: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
  lifetime: 10 * minute,
  interval: 5000,
};

const pending = ok<Poll>({ state: 'pending' });
const confirmed = ok<Poll>({ state: 'signed-in', token: 'canary-token', lifetime: 60 * minute });
const ended = failed<Problem>({ kind: 'sign-in', reason: 'ended' });

/** What a poll answers; by default that nobody has confirmed yet. */
type Answer = Result<Poll> | (() => Promise<Result<Poll>>);

/** The token that is held, or that there is none any more. */
const shown = async (token: HeldToken): Promise<string> => {
  const held = await token();
  return held.ok ? held.value : 'none';
};

/** Lets everything that does not wait for time come to rest. */
async function settle() {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

function setUp() {
  const clock = { time: noon };
  const values = memoryStore();
  const calls: string[] = [];
  const opened: string[] = [];
  const wakes: boolean[] = [];
  const waits: { readonly milliseconds: number; readonly go: () => void }[] = [];
  const answers: Answer[] = [];
  const sso = {
    device: ok(device) as Result<Device>,
    accounts: ok([]) as Result<never[]>,
    logout: ok(null) as Result<null>,
    beforeToken: () => {},
    holdFor: 8 * 60 * minute,
  };
  const locks = { times: 0 };
  let changes = 0;
  const identityCenter: IdentityCenter = {
    register: async (region) => {
      calls.push(`register ${region}`);
      return ok({ clientId: 'client', clientSecret: 'canary-client-secret' });
    },
    startDevice: async (region, { clientSecret }, startUrl) => {
      calls.push(`start ${region} ${clientSecret} ${startUrl}`);
      return sso.device;
    },
    poll: async (region, { clientId, clientSecret }, code) => {
      calls.push(`poll ${region} ${clientId} ${clientSecret} ${code}`);
      const answer = answers.shift() ?? pending;
      return typeof answer === 'function' ? answer() : answer;
    },
    listAccounts: async (region, token) => {
      sso.beforeToken();
      calls.push(`accounts ${region} ${await shown(token)}`);
      return sso.accounts;
    },
    listRoles: async (region, token, account) => {
      calls.push(`roles ${region} ${await shown(token)} ${account}`);
      return ok(['Admin']);
    },
    roleCredentials: async (region, token, account, role) => {
      calls.push(`credentials ${region} ${await shown(token)} ${account} ${role}`);
      const keys = { accessKeyId: 'ASIA', secretAccessKey: secret('canary-secret') };
      return ok({ keys, expiresAt: noon + 1 });
    },
    logout: async (region, token) => {
      calls.push(`logout ${region} ${token}`);
      return sso.logout;
    },
  };
  /** A worker; the one before it is stopped: nothing of it goes on. */
  const boot = (): SignIn => {
    waits.length = 0;
    return createSignIn({
      store: values,
      identityCenter,
      openTab: async (address) => void opened.push(address),
      wake: async (needed) => void wakes.push(needed),
      changed: async () => {
        changes += 1;
      },
      holdFor: async () => sso.holdFor,
      lock: { times: () => locks.times },
      now: () => clock.time,
      wait: (milliseconds) =>
        new Promise((go) => {
          waits.push({ milliseconds, go });
        }),
    });
  };
  /** Lets the time of one wait pass. */
  const tick = async () => {
    await settle();
    const next = waits.shift();
    if (!next) throw new Error('nothing waits');
    clock.time += next.milliseconds;
    next.go();
    await settle();
  };
  return {
    clock,
    values,
    calls,
    opened,
    wakes,
    waits,
    answers,
    sso,
    locks,
    boot,
    tick,
    changes: () => changes,
    polls: () => calls.filter((call) => call.startsWith('poll')).length,
  };
}

let parts: ReturnType<typeof setUp>;
let signIn: SignIn;

beforeEach(() => {
  parts = setUp();
  signIn = parts.boot();
});

const start = async () => valueOf(await signIn.start(portal));

/** Starts and has the person confirm at once. */
async function signedIn() {
  parts.answers.push(confirmed);
  await start();
  await parts.tick();
  parts.calls.length = 0;
}

const failure = (reason: string) => ({
  state: 'failed',
  portal,
  problem: { kind: 'sign-in', reason },
});

describe('a sign-in that is begun', () => {
  it('opens AWS’s page, and tells what to compare there and until when', async () => {
    expect(await signIn.state()).toEqual({ state: 'none' });
    const waiting = {
      state: 'waiting',
      portal,
      userCode: 'ABCD-EFGH',
      address: device.address,
      expiresAt: noon + 10 * minute,
    };
    expect(await start()).toEqual(waiting);
    expect(await signIn.state()).toEqual(waiting);
    expect(parts.opened).toEqual([device.address]);
    expect(parts.calls).toEqual([
      'register eu-west-1',
      `start eu-west-1 canary-client-secret ${portal.startUrl}`,
    ]);
    expect(parts.wakes.at(-1)).toBe(true);
    expect(parts.changes()).toBe(1);
  });

  it.each([
    ['http://d-1234567890.awsapps.com/start', 'eu-west-1'],
    ['https://evil.test/start', 'eu-west-1'],
    ['https://d-1234567890.awsapps.com/start', 'mars-1'],
  ])('asks nobody about %s in %s', async (startUrl, region) => {
    expect(await signIn.start({ startUrl, region })).toEqual(
      failed({ kind: 'sign-in', reason: 'wrong-portal' }),
    );
    expect(parts.calls).toEqual([]);
    expect(parts.values.keys()).toEqual([]);
  });

  it.each([
    'https://device.sso.eu-west-1.amazonaws.com.evil.test/',
    'http://device.sso.eu-west-1.amazonaws.com/',
    'https://device.sso.us-east-1.amazonaws.com/',
    'https://user@device.sso.eu-west-1.amazonaws.com/',
    'javascript:alert(1)',
    'not an address',
  ])('never opens another page: %s', async (address) => {
    parts.sso.device = ok({ ...device, address });
    expect(await signIn.start(portal)).toEqual(
      failed({ kind: 'sign-in', reason: 'unexpected-address' }),
    );
    expect(parts.opened).toEqual([]);
    expect(parts.values.keys()).toEqual([]);
    expect(parts.wakes).not.toContain(true);
  });

  it('leaves the one before as it was when AWS refuses to begin', async () => {
    const first = await start();
    parts.sso.device = failed({ kind: 'sign-in', reason: 'wrong-portal' });
    expect((await signIn.start(portal)).ok).toBe(false);
    expect(await signIn.state()).toEqual(first);
  });
});

describe('waiting for the person', () => {
  it('asks again after each interval until it is confirmed', async () => {
    parts.answers.push(pending, pending, confirmed);
    await start();
    for (const polled of [1, 2, 3]) {
      await settle();
      expect(parts.waits.map(({ milliseconds }) => milliseconds)).toEqual([5000]);
      await parts.tick();
      expect(parts.polls()).toBe(polled);
    }
    expect(parts.calls.at(-1)).toBe(
      'poll eu-west-1 client canary-client-secret canary-device-code',
    );
    expect(await signIn.state()).toEqual({
      state: 'signed-in',
      portal,
      expiresAt: noon + 15_000 + 60 * minute,
    });
    expect(parts.waits).toEqual([]);
    expect(parts.wakes.at(-1)).toBe(false);
    expect(parts.values.dump()).not.toMatch(/canary-(?:device|client)/);
  });

  it('asks five seconds less often once AWS says so, in the next worker as well', async () => {
    parts.answers.push(ok({ state: 'slow-down' }), ok({ state: 'slow-down' }));
    await start();
    await parts.tick();
    await parts.tick();
    expect(parts.waits.map(({ milliseconds }) => milliseconds)).toEqual([15_000]);
    signIn = parts.boot();
    void signIn.resume();
    await settle();
    expect(parts.waits.map(({ milliseconds }) => milliseconds)).toEqual([15_000]);
  });

  it.each(['denied', 'too-late', 'wrong-portal'] as const)('ends when it is %s', async (reason) => {
    parts.answers.push(failed({ kind: 'sign-in', reason }));
    await start();
    await parts.tick();
    expect(await signIn.state()).toEqual(failure(reason));
    expect(parts.waits).toEqual([]);
    expect(parts.wakes.at(-1)).toBe(false);
    expect(parts.values.dump()).not.toContain('canary');
    expect(parts.changes()).toBe(2);
  });

  it.each(['offline', 'aws-fault', 'throttled'] as const)(
    'goes on when a poll fails with what may pass: %s',
    async (kind) => {
      parts.answers.push(failed({ kind }), failed({ kind }), confirmed);
      await start();
      await parts.tick();
      expect(await signIn.state()).toMatchObject({ state: 'waiting' });
      await parts.tick();
      await parts.tick();
      expect(await signIn.state()).toMatchObject({ state: 'signed-in' });
    },
  );

  it('ends at the code’s end without asking, however AWS answers', async () => {
    await start();
    parts.clock.time = noon + 10 * minute - 5000 - 1;
    await parts.tick();
    expect(parts.polls()).toBe(1);
    await parts.tick();
    expect(parts.polls()).toBe(1);
    expect(await signIn.state()).toEqual(failure('too-late'));
    expect(parts.wakes.at(-1)).toBe(false);
  });

  it('polls once at a time, however often it is asked to go on', async () => {
    await start();
    void signIn.resume();
    void signIn.resume();
    await settle();
    expect(parts.waits).toHaveLength(1);
    await parts.tick();
    expect(parts.polls()).toBe(1);
    expect(parts.waits).toHaveLength(1);
  });

  it('goes on in the next worker', async () => {
    await start();
    await settle();
    signIn = parts.boot();
    parts.answers.push(confirmed);
    void signIn.resume();
    await parts.tick();
    expect(await signIn.state()).toMatchObject({ state: 'signed-in' });
    expect(parts.polls()).toBe(1);
  });

  it('stops being woken for when there is nothing left to ask', async () => {
    await start();
    await parts.values.remove([secretKeys.identityCenter]);
    signIn = parts.boot();
    await signIn.resume();
    expect(parts.wakes.at(-1)).toBe(false);
    expect(parts.polls()).toBe(0);
  });

  it('is woken for in the next worker', async () => {
    await start();
    await settle();
    parts.wakes.length = 0;
    void parts.boot().resume();
    await settle();
    expect(parts.wakes).toEqual([true]);
  });

  it('is not taken up again when it was cancelled while AWS answered', async () => {
    await start();
    parts.answers.push(async () => {
      await signIn.end();
      return confirmed;
    });
    await parts.tick();
    expect(await signIn.state()).toEqual({ state: 'none' });
    expect(parts.values.dump()).not.toContain('canary');
    expect(parts.waits).toEqual([]);
    expect(parts.wakes.at(-1)).toBe(false);
  });

  it('is not failed by an answer to one that was begun before', async () => {
    await start();
    parts.answers.push(async () => {
      parts.sso.device = ok({ ...device, code: 'canary-second', userCode: 'WXYZ-WXYZ' });
      await signIn.start(portal);
      return failed({ kind: 'sign-in', reason: 'denied' });
    });
    await parts.tick();
    expect(await signIn.state()).toMatchObject({ state: 'waiting', userCode: 'WXYZ-WXYZ' });
    parts.answers.push(confirmed);
    await parts.tick();
    expect(parts.calls.at(-1)).toContain('canary-second');
    expect(await signIn.state()).toMatchObject({ state: 'signed-in' });
  });

  it('is polled for though somebody finds nothing to poll for as it begins', async () => {
    for (let turns = 0; turns < 20; turns += 1) {
      parts = setUp();
      signIn = parts.boot();
      const starting = start();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      void signIn.resume();
      await starting;
      await settle();
      expect(parts.waits).toHaveLength(1);
      expect(parts.wakes.at(-1)).toBe(true);
    }
  });
});

describe('what the token opens', () => {
  it('is asked in the portal’s Region with the token', async () => {
    await signedIn();
    await signIn.accounts();
    await signIn.roles(owner);
    expect(valueOf(await signIn.credentials(owner, 'Admin')).keys.accessKeyId).toBe('ASIA');
    expect(parts.calls).toEqual([
      'accounts eu-west-1 canary-token',
      `roles eu-west-1 canary-token ${owner}`,
      `credentials eu-west-1 canary-token ${owner} Admin`,
    ]);
  });

  it('is nothing before it was confirmed, nor after its end, nor after an answer that says so', async () => {
    expect(await signIn.accounts()).toEqual(ended);
    await start();
    expect(await signIn.accounts()).toEqual(ended);
    expect(await signIn.state()).toMatchObject({ state: 'waiting' });
    await signedIn();
    parts.clock.time += 60 * minute;
    expect(await signIn.state()).toEqual(failure('ended'));
    expect(await signIn.roles(owner)).toEqual(ended);
    expect(parts.calls).toEqual([]);
    expect(parts.values.dump()).not.toContain('canary');
    await signedIn();
    parts.sso.accounts = ended;
    expect(await signIn.accounts()).toEqual(ended);
    expect(await signIn.state()).toEqual(failure('ended'));
    expect(parts.values.dump()).not.toContain('canary');
  });

  it('ends when it has been held as long as anything is', async () => {
    parts.sso.holdFor = 20 * minute;
    await signedIn();
    expect(await signIn.state()).toMatchObject({ expiresAt: parts.clock.time + 20 * minute });
    expect(await parts.values.get(secretKeys.identityCenter)).toMatchObject({
      until: parts.clock.time + 20 * minute,
    });
  });

  it('stays after any other problem', async () => {
    await signedIn();
    parts.sso.accounts = failed({ kind: 'throttled' });
    expect(await signIn.accounts()).toEqual(failed({ kind: 'throttled' }));
    expect(await signIn.state()).toMatchObject({ state: 'signed-in' });
  });

  it('is given to nobody when it was locked away while AWS answered', async () => {
    await signedIn();
    const asking = signIn.credentials(owner, 'Admin');
    await parts.values.remove([secretKeys.identityCenter]);
    expect(await asking).toEqual(ended);
    expect(await signIn.state()).toEqual({ state: 'none' });
  });
});

describe('a lock', () => {
  it('ends the use of the token at once, before it is gone from memory', async () => {
    await signedIn();
    parts.sso.beforeToken = () => {
      parts.locks.times += 1;
    };
    expect(await signIn.accounts()).toEqual(ended);
    expect(parts.calls).toEqual(['accounts eu-west-1 none']);
  });
});

describe('the end of a sign-in', () => {
  it('drops the token, and tells AWS', async () => {
    await signedIn();
    const before = parts.changes();
    await signIn.end();
    expect(parts.calls).toEqual(['logout eu-west-1 canary-token']);
    expect(parts.values.keys()).toEqual([]);
    expect(await signIn.state()).toEqual({ state: 'none' });
    expect(parts.changes()).toBe(before + 1);
  });

  it('drops the token though AWS does not hear it', async () => {
    await signedIn();
    parts.sso.logout = failed({ kind: 'offline' });
    await signIn.end();
    expect(parts.values.keys()).toEqual([]);
  });

  it('before it was confirmed asks nothing more of AWS', async () => {
    await start();
    parts.calls.length = 0;
    await signIn.end();
    await parts.tick();
    expect(parts.calls).toEqual([]);
    expect(parts.wakes.at(-1)).toBe(false);
  });
});
