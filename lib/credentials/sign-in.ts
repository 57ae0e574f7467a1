import * as v from 'valibot';
import type {
  Device,
  Entitled,
  HeldToken,
  IdentityCenter,
  Registration,
} from '../aws/identity-center';
import { findRegion } from '../aws/regions';
import type { GivenKeys } from '../aws/sts';
import type { Problem, SignInReason } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountId, RegionCode } from '../scope';
import type { KeyValueStore } from '../storage/key-value';
import type { Lock } from './lock';
import { secretKeys } from './secret';
import { isVerificationAddress, readStartUrl } from './verification';

/** Where the person signs in. */
export interface Portal {
  readonly startUrl: string;
  /** The Region of the IAM Identity Center. */
  readonly region: RegionCode;
}

/** How far a sign-in is, without its secrets. Times are epoch milliseconds. */
export type SignInState =
  | { readonly state: 'none' }
  | {
      readonly state: 'waiting';
      readonly portal: Portal;
      readonly userCode: string;
      /** Where the person confirms; one of AWS's own addresses. */
      readonly address: string;
      readonly expiresAt: number;
    }
  | { readonly state: 'signed-in'; readonly portal: Portal; readonly expiresAt: number }
  | { readonly state: 'failed'; readonly portal: Portal; readonly problem: Problem };

export interface SignInParts {
  /** Kept in memory until the browser closes: what was begun outlives the worker. */
  readonly store: KeyValueStore;
  readonly identityCenter: IdentityCenter;
  readonly openTab: (address: string) => Promise<void>;
  /** Has the worker woken every half minute while it is true. */
  readonly wake: (needed: boolean) => Promise<void>;
  readonly changed: () => Promise<void>;
  /** How long the token is held at most, in milliseconds, whatever AWS says. */
  readonly holdFor: () => Promise<number>;
  readonly lock: Pick<Lock, 'times'>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** One sign-in through IAM Identity Center at a time, by device authorization (RFC 8628). */
export interface SignIn {
  readonly start: (portal: Portal) => Promise<Result<SignInState>>;
  readonly state: () => Promise<SignInState>;
  /** Goes on asking whether the person has confirmed, where a worker that was stopped left off. */
  readonly resume: () => Promise<void>;
  readonly accounts: () => Promise<Result<readonly Entitled[]>>;
  readonly roles: (account: AccountId) => Promise<Result<readonly string[]>>;
  readonly credentials: (account: AccountId, role: string) => Promise<Result<GivenKeys>>;
  /** Ends it, at AWS as well, and lets go of the token. */
  readonly end: () => Promise<void>;
}

/** What a poll that came too fast adds to the interval, in milliseconds. Source: RFC 8628, 3.5. */
const slowerBy = 5000;

/** Problems that may be gone at the next poll. */
const passing: ReadonlySet<Problem['kind']> = new Set(['offline', 'aws-fault', 'throttled']);

const kept = v.object({
  portal: v.object({ startUrl: v.string(), region: v.string() }),
  device: v.exactOptional(
    v.object({
      registration: v.object({ clientId: v.string(), clientSecret: v.string() }),
      code: v.string(),
      userCode: v.string(),
      address: v.string(),
      interval: v.number(),
      expiresAt: v.number(),
    }),
  ),
  token: v.exactOptional(v.string()),
  /** When the token is over; with this name it is let go of then. */
  until: v.exactOptional(v.number()),
  problem: v.exactOptional(
    v.custom<Problem>((value) => typeof value === 'object' && value !== null),
  ),
});

type Kept = v.InferOutput<typeof kept>;

/** A sign-in over what is kept in memory. */
export function createSignIn(parts: SignInParts): SignIn {
  const { store, identityCenter, openTab, wake, changed, holdFor, lock, now, wait } = parts;
  let polling = false;
  let askedToPoll = false;

  const read = async (): Promise<Kept | undefined> => {
    const parsed = v.safeParse(kept, await store.get(secretKeys.identityCenter));
    return parsed.success ? parsed.output : undefined;
  };
  /** How often this worker has begun or ended a sign-in. */
  let turns = 0;
  /**
   * Tells whether Image Desk was locked, or the sign-in begun anew or ended, since it was made.
   * Asked as the last thing before something is written, so that nothing comes in behind those.
   */
  const watch = (): (() => boolean) => {
    const [locked, turned] = [lock.times(), turns];
    return () => lock.times() !== locked || turns !== turned;
  };
  const write = async (value: Kept): Promise<void> => {
    await store.set(secretKeys.identityCenter, value);
    await changed();
  };
  /** What is left of a sign-in that failed has no secret. */
  const fail = async ({ portal }: Kept, problem: Problem): Promise<void> => {
    await write({ portal, problem });
    await wake(false);
  };

  /** Asks once; tells whether there is more to ask. */
  const pollOnce = async (waiting: Kept, device: NonNullable<Kept['device']>): Promise<boolean> => {
    const over = watch();
    if (now() >= device.expiresAt) {
      await fail(waiting, signInProblem('too-late'));
      return false;
    }
    const { portal } = waiting;
    const answer = await identityCenter.poll(portal.region, device.registration, device.code);
    const holdTime = await holdFor();
    if ((await read())?.device?.code !== device.code || over()) return true;
    if (!answer.ok) {
      if (passing.has(answer.problem.kind)) return true;
      await fail(waiting, answer.problem);
      return false;
    }
    switch (answer.value.state) {
      case 'pending':
        return true;
      case 'slow-down':
        await write({ ...waiting, device: { ...device, interval: device.interval + slowerBy } });
        return true;
      case 'signed-in': {
        const { token, lifetime } = answer.value;
        await write({ portal, token, until: now() + Math.min(lifetime, holdTime) });
        await wake(false);
        return false;
      }
    }
  };

  /** Asks until there is nothing to ask any more, with the worker woken as long as there is. */
  const pollOn = async (): Promise<void> => {
    // Alarms outlive a lock, and in some browsers the memory that this is kept in.
    await wake((await read())?.device !== undefined);
    for (let more = true; more;) {
      const before = await read();
      if (!before?.device) return;
      await wait(before.device.interval);
      const waiting = await read();
      if (!waiting?.device) return;
      more = await pollOnce(waiting, waiting.device);
    }
  };

  const resume = async (): Promise<void> => {
    askedToPoll = true;
    if (polling) return;
    polling = true;
    try {
      // A sign-in may begin just as the one before has ended.
      while (askedToPoll) {
        askedToPoll = false;
        await pollOn();
      }
    } finally {
      polling = false;
    }
  };

  /** What is asked of the portal, with the token while it lasts. */
  const withToken = async <Value>(
    ask: (region: RegionCode, token: HeldToken) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    const over = watch();
    const held = await read();
    if (!held?.token) return failed(signInProblem('ended'));
    const { token } = held;
    const usable: HeldToken = async () =>
      hasEnded(held, now()) || over() ? failed(signInProblem('ended')) : ok(token);
    const still = await usable();
    const answer = still.ok ? await ask(held.portal.region, usable) : still;
    // It may have been let go of meanwhile: then the answer is nobody's.
    if ((await read())?.token !== token || over()) return failed(signInProblem('ended'));
    if (!answer.ok && answer.problem.kind === 'sign-in' && answer.problem.reason === 'ended') {
      await fail(held, answer.problem);
    }
    return answer;
  };

  return {
    async start({ startUrl: typed, region }) {
      const startUrl = readStartUrl(typed);
      if (startUrl === undefined || !findRegion(region)) {
        return failed(signInProblem('wrong-portal'));
      }
      const portal = { startUrl, region };
      const over = watch();
      const before = await read();
      const begun = await begin(identityCenter, portal);
      if (!begun.ok) return begun;
      const { registration, device } = begun.value;
      if (!isVerificationAddress(device.address, region)) {
        return failed(signInProblem('unexpected-address'));
      }
      const { lifetime, ...rest } = device;
      const expiresAt = now() + lifetime;
      const waiting = { portal, device: { ...rest, registration, expiresAt } };
      if (over()) return failed(signInProblem('ended'));
      turns += 1;
      await write(waiting);
      await wake(true);
      await openTab(device.address);
      void resume();
      // What the sign-in before could still take, it shall not.
      if (before?.token) void identityCenter.logout(before.portal.region, before.token);
      return ok(stateOf(waiting, now()));
    },
    state: async () => stateOf(await read(), now()),
    resume,
    accounts: () => withToken(identityCenter.listAccounts),
    roles: (account) =>
      withToken((region, token) => identityCenter.listRoles(region, token, account)),
    credentials: (account, role) =>
      withToken((region, token) => identityCenter.roleCredentials(region, token, account, role)),
    async end() {
      turns += 1;
      const held = await read();
      await store.remove([secretKeys.identityCenter]);
      await wake(false);
      await changed();
      // Whether AWS hears it or not: the token is gone from here.
      if (held?.token) await identityCenter.logout(held.portal.region, held.token);
    },
  };
}

async function begin(
  identityCenter: IdentityCenter,
  { startUrl, region }: Portal,
): Promise<Result<{ readonly registration: Registration; readonly device: Device }>> {
  const registration = await identityCenter.register(region);
  if (!registration.ok) return registration;
  const device = await identityCenter.startDevice(region, registration.value, startUrl);
  return device.ok ? ok({ registration: registration.value, device: device.value }) : device;
}

function stateOf(held: Kept | undefined, now: number): SignInState {
  if (!held) return { state: 'none' };
  const { portal, device, token, until = 0, problem } = held;
  if (problem) return { state: 'failed', portal, problem };
  if (token) {
    return hasEnded(held, now)
      ? { state: 'failed', portal, problem: signInProblem('ended') }
      : { state: 'signed-in', portal, expiresAt: until };
  }
  if (!device) return { state: 'none' };
  const { userCode, address, expiresAt } = device;
  return { state: 'waiting', portal, userCode, address, expiresAt };
}

function hasEnded({ until = 0 }: Kept, now: number): boolean {
  return until <= now;
}

function signInProblem(reason: SignInReason): Problem {
  return { kind: 'sign-in', reason };
}
