import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { findRegion, signInServices, type ServicePrefix } from '../../../../lib/aws/regions';
import type { Entitled } from '../../../../lib/aws/identity-center';
import type { Portal, SignInState } from '../../../../lib/credentials/sign-in';
import { readStartUrl } from '../../../../lib/credentials/verification';
import type { Client } from '../../../../lib/messaging/client';
import type { ProductEvent } from '../../../../lib/messaging/protocol';
import type { Taken } from '../../../../lib/operations/sign-in';
import type { Problem } from '../../../../lib/problems/problem';
import type { AccountId, RegionCode } from '../../../../lib/scope';
import type { Later } from '../../later';
import { createLoader, type Loaded } from '../../loader';

/** Something that the person has asked for with a click. */
export type Asking =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  /** The person has not let the browser reach AWS. */
  | { readonly state: 'denied' }
  | { readonly state: 'problem'; readonly problem: Problem };

/** How far taking credentials is. */
export type Taking = Asking | { readonly state: 'ended'; readonly taken: readonly Taken[] };

/** Signs in through IAM Identity Center, and takes the credentials of roles. */
export interface SignInModel {
  readonly startUrl: ReadonlySignal<string>;
  /** The Region of the Identity Center. */
  readonly region: ReadonlySignal<RegionCode>;
  /** What is wrong with the start URL, in one sentence. */
  readonly urlError: ReadonlySignal<string | undefined>;
  readonly ready: ReadonlySignal<boolean>;
  readonly signIn: ReadonlySignal<Loaded<SignInState>>;
  readonly starting: ReadonlySignal<Asking>;
  readonly accounts: ReadonlySignal<Loaded<readonly Entitled[]>>;
  readonly roles: ReadonlySignal<ReadonlyMap<AccountId, Loaded<readonly string[]>>>;
  readonly picks: ReadonlySignal<ReadonlyMap<AccountId, string>>;
  /** Where the credentials are going to be used. */
  readonly workRegion: ReadonlySignal<RegionCode>;
  readonly taking: ReadonlySignal<Taking>;
  readonly typeUrl: (text: string) => void;
  readonly chooseRegion: (region: RegionCode) => void;
  readonly chooseWorkRegion: (region: RegionCode) => void;
  /** Reads how far it is. */
  readonly load: () => Promise<void>;
  /** To be called straight from a click: it asks for access to AWS before anything else. */
  readonly start: () => Promise<void>;
  /** Cancels, or signs out. */
  readonly end: () => Promise<void>;
  readonly loadAccounts: () => void;
  readonly readRoles: (account: AccountId) => Promise<void>;
  /** Picks a role of an account, or none. */
  readonly pick: (account: AccountId, role: string | undefined) => void;
  /** To be called straight from a click, as `start`. */
  readonly take: () => Promise<void>;
  readonly hear: (event: ProductEvent) => void;
  /** Ends what waits; the view is gone. */
  readonly stop: () => void;
}

export interface SignInModelParts {
  readonly client: Client;
  readonly requestHostAccess: (
    regions: readonly RegionCode[],
    services?: readonly ServicePrefix[],
  ) => Promise<boolean>;
  readonly later: Later;
  /** The portal of last time, for as long as the document lives. */
  readonly remembered: Signal<Portal | undefined>;
  /** Where the person came from. */
  readonly workRegion: RegionCode | undefined;
}

/** The most credentials that are taken at once. Source: the contract of `sign-in.take`. */
export const mostPicks = 100;

/**
 * How often a sign-in that waits is looked after, in milliseconds: the worker, which asks AWS,
 * stays awake by that, and goes on when the browser has stopped it all the same.
 */
const lookEvery = 2000;

/** Makes the model of signing in; `load` starts it. */
export function createSignInModel(parts: SignInModelParts): SignInModel {
  const { client, requestHostAccess, later, remembered } = parts;
  const startUrl = signal(remembered.value?.startUrl ?? '');
  const region = signal<RegionCode>(remembered.value?.region ?? parts.workRegion ?? 'us-east-1');
  const workRegion = signal<RegionCode>(parts.workRegion ?? 'us-east-1');
  const starting = signal<Asking>({ state: 'idle' });
  const taking = signal<Taking>({ state: 'idle' });
  const roles = signal<ReadonlyMap<AccountId, Loaded<readonly string[]>>>(new Map());
  const picks = signal<ReadonlyMap<AccountId, string>>(new Map());
  const state = createLoader(() => client.call('sign-in.state', {}));
  const accounts = createLoader(() => client.call('sign-in.accounts', {}));
  let cancel: (() => void) | undefined;
  let signedIn = false;
  let stopped = false;

  const forgetChoices = (): void => {
    roles.value = new Map();
    picks.value = new Map();
  };

  /** What a document that was opened later, or again, does not know of the portal. */
  const follow = (portal: Portal): void => {
    if (startUrl.peek() === '') {
      startUrl.value = portal.startUrl;
      region.value = portal.region;
    }
    const partition = findRegion(portal.region)?.partition;
    if (findRegion(workRegion.peek())?.partition !== partition) workRegion.value = portal.region;
  };

  const load = async (): Promise<void> => {
    cancel?.();
    // Not after the answer: from a worker that the browser has just stopped none may come.
    const next = later(() => void load(), lookEvery);
    cancel = next;
    await state.load();
    if (stopped) return;
    const loaded = state.loaded.value;
    const current = loaded.state === 'ready' ? loaded.value.state : undefined;
    if (loaded.state === 'ready' && 'portal' in loaded.value) follow(loaded.value.portal);
    if (current === 'signed-in' && !signedIn) {
      // Somebody else may have signed in since.
      forgetChoices();
      void accounts.load();
    }
    signedIn = current === 'signed-in';
    if (current !== 'waiting' && loaded.state === 'ready') next();
  };

  const begin = async (portal: Portal, access: Promise<boolean>): Promise<Asking> => {
    // A browser that finds no click behind the question rejects instead of asking.
    if (!(await access.catch(() => false))) return { state: 'denied' };
    remembered.value = portal;
    const answer = await client.call('sign-in.start', portal);
    return answer.ok ? { state: 'idle' } : { state: 'problem', problem: answer.problem };
  };

  const send = async (access: Promise<boolean>): Promise<Taking> => {
    if (!(await access.catch(() => false))) return { state: 'denied' };
    const answer = await client.call('sign-in.take', {
      region: workRegion.value,
      picks: [...picks.value].map(([account, role]) => ({ account, role })),
    });
    return answer.ok
      ? { state: 'ended', taken: answer.value.value }
      : { state: 'problem', problem: answer.problem };
  };

  const setRoles = (account: AccountId, loaded: Loaded<readonly string[]>): void => {
    roles.value = new Map(roles.value).set(account, loaded);
  };

  return {
    startUrl,
    region,
    urlError: computed(() =>
      startUrl.value.trim() === '' || readStartUrl(startUrl.value) !== undefined
        ? undefined
        : 'A start URL looks like https://d-1234567890.awsapps.com/start.',
    ),
    ready: computed(() => readStartUrl(startUrl.value) !== undefined),
    signIn: state.loaded,
    starting,
    accounts: accounts.loaded,
    roles,
    picks,
    workRegion,
    taking,
    load,
    typeUrl(text) {
      batch(() => {
        startUrl.value = text;
        starting.value = { state: 'idle' };
      });
    },
    chooseRegion(code) {
      batch(() => {
        region.value = code;
        starting.value = { state: 'idle' };
      });
    },
    chooseWorkRegion(code) {
      workRegion.value = code;
    },
    async start() {
      const url = readStartUrl(startUrl.value);
      if (url === undefined || starting.value.state === 'running') return;
      const access = requestHostAccess([region.value], signInServices);
      batch(() => {
        starting.value = { state: 'running' };
        taking.value = { state: 'idle' };
      });
      const end = await begin({ startUrl: url, region: region.value }, access);
      await load();
      starting.value = end;
    },
    async end() {
      await client.call('sign-in.end', {});
      taking.value = { state: 'idle' };
      await load();
    },
    loadAccounts: () => void accounts.load(),
    async readRoles(account) {
      const known = roles.value.get(account)?.state;
      if (known === 'loading' || known === 'ready') return;
      setRoles(account, { state: 'loading' });
      const answer = await client.call('sign-in.roles', { account });
      if (roles.value.get(account)?.state !== 'loading') return;
      setRoles(
        account,
        answer.ok
          ? { state: 'ready', value: answer.value.value }
          : { state: 'problem', problem: answer.problem },
      );
    },
    pick(account, role) {
      const next = new Map(picks.value);
      if (role === undefined) next.delete(account);
      else next.set(account, role);
      batch(() => {
        picks.value = next;
        if (taking.value.state !== 'running') taking.value = { state: 'idle' };
      });
    },
    async take() {
      if (picks.value.size === 0 || picks.value.size > mostPicks) return;
      if (taking.value.state === 'running') return;
      const access = requestHostAccess([workRegion.value]);
      taking.value = { state: 'running' };
      const end = await send(access);
      batch(() => {
        taking.value = end;
        if (end.state === 'ended') picks.value = new Map(failedOf(end.taken));
      });
      await load();
    },
    hear(event) {
      if (event.event === 'sign-in-changed') void load();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

/** The picks that came to nothing; they can be tried again. */
function failedOf(taken: readonly Taken[]): readonly (readonly [AccountId, string])[] {
  return taken
    .filter((each) => 'problem' in each)
    .map(({ account, role }) => [account, role] as const);
}

/** How many were taken, and whether that was all: then it is signed out by itself. */
export function summariseTaken(taken: readonly Taken[]): string {
  const got = taken.filter((each) => 'identity' in each).length;
  if (got === taken.length) {
    return `Credentials added for ${countAccounts(got)}. You were signed out of IAM Identity Center by that.`;
  }
  return `Credentials added for ${got} of ${countAccounts(taken.length)}. You are still signed in.`;
}

/** A number of accounts in words. */
export function countAccounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
