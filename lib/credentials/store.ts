import * as v from 'valibot';
import { accountId, accountScope, partition } from '../operations/schemas';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import { endOf, hasExpired, type Identity } from './identity';
import { reveal, secret, secretPrefix, type Credentials, type Keys } from './secret';

/** How the credentials of a role are got anew. */
export interface RoleRenewal {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
}

const source = v.variant('kind', [
  v.object({ kind: v.literal('pasted') }),
  v.object({
    kind: v.literal('role'),
    via: v.object({ ...accountScope.entries, arn: v.string() }),
    renewable: v.boolean(),
  }),
  v.object({ kind: v.literal('identity-center'), startUrl: v.string() }),
]);

/** What is held of an account. When its time is over the keys are gone, and the rest stays. */
export const heldRecord = v.object({
  identity: v.object({
    partition,
    account: accountId,
    arn: v.string(),
    region: v.string(),
    keyIdEnding: v.string(),
    longTerm: v.boolean(),
    expiresAt: v.exactOptional(v.number()),
    addedAt: v.number(),
    heldUntil: v.number(),
    source,
  }),
  keys: v.exactOptional(
    v.object({
      accessKeyId: v.string(),
      secretAccessKey: v.string(),
      sessionToken: v.exactOptional(v.string()),
    }),
  ),
  renewal: v.exactOptional(
    v.object({
      roleArn: v.string(),
      sessionName: v.string(),
      durationSeconds: v.number(),
      externalId: v.exactOptional(v.string()),
    }),
  ),
});

export type HeldRecord = v.InferOutput<typeof heldRecord>;

/** The credentials of several accounts, in memory only, each answering for its own account. */
export interface CredentialStore {
  readonly add: (identity: Identity, keys: Keys, renewal?: RoleRenewal) => Promise<void>;
  /** The held identities, by partition and account. */
  readonly list: () => Promise<readonly Identity[]>;
  /** The credentials of exactly this account, or the reason why there are none to use. */
  readonly credentialsFor: (account: AccountScope) => Promise<Result<Credentials>>;
  /** Everything that is held of an account, with the secrets: for the vault and for renewal. */
  readonly record: (account: AccountScope) => Promise<HeldRecord | undefined>;
  readonly restore: (record: HeldRecord) => Promise<void>;
  /**
   * Puts newer keys in the place of those of a record, unless that was let go of or replaced
   * meanwhile. Tells whether it did. How long they are held stays as it was.
   */
  readonly renew: (record: HeldRecord, keys: Keys, expiresAt: number) => Promise<boolean>;
  readonly forget: (account: AccountScope) => Promise<void>;
  /** Tells whether there was anything to forget. */
  readonly forgetAll: () => Promise<boolean>;
  /**
   * Lets go of every secret in memory whose time is over, and tells when the next one's is
   * (epoch milliseconds), if there is one, and whether any was let go of.
   */
  readonly sweep: () => Promise<{ readonly next: number | undefined; readonly dropped: boolean }>;
}

/** How far a clock may go back before what is held counts as past its time, in milliseconds. */
const clockTolerance = 5 * 60_000;

/** How seldom the latest time is noted, in milliseconds. */
const noteEvery = 60_000;

const clockKey = 'clock/latest';

/** A secret beside the credentials that has an end. */
const timed = v.object({ until: v.number() });

/**
 * A credential store over a key-value store that is kept in memory. Time is compared at every
 * use, so that neither sleep nor a late alarm lengthens a secret's life; a clock that goes back
 * ends it, because from then on nobody knows how old it is.
 */
export function createCredentialStore(store: KeyValueStore, now: () => number): CredentialStore {
  const items = itemsOf(store, 'credentials/', heldRecord);
  const secrets = itemsOf(store, secretPrefix, v.unknown());
  const timedSecrets = itemsOf(store, secretPrefix, timed);
  // What is read decides what is written: a renewal and a lock may come at once.
  const inTurn = takeTurns();

  const list = async (): Promise<readonly Identity[]> =>
    (await items.all()).map(([, { identity }]) => identity);

  /** The identity stays, so that surfaces can say whose credentials are over. */
  const drop = async ({ identity, keys: _gone, ...rest }: HeldRecord): Promise<void> => {
    await items.set(accountKey(identity), { ...rest, identity });
  };

  /** Whether the clock went back, which has ended everything. */
  const clockWentBack = async (): Promise<boolean> => {
    const latest = await store.get(clockKey);
    const time = now();
    if (typeof latest !== 'number' || time > latest + noteEvery) await store.set(clockKey, time);
    if (typeof latest !== 'number' || time >= latest - clockTolerance) return false;
    for (const [key, { identity }] of await items.all()) {
      // Without its renewal: how long it was held is not known any more.
      const heldUntil = Math.min(identity.heldUntil, time);
      await items.set(key, { identity: { ...identity, heldUntil } });
    }
    await secrets.clear();
    await store.set(clockKey, time);
    return true;
  };

  const afterClock = <Value>(run: () => Promise<Value>): Promise<Value> =>
    inTurn(async () => {
      await clockWentBack();
      return run();
    });

  return {
    list,
    add: (identity, keys, renewal) =>
      afterClock(() =>
        items.set(accountKey(identity), {
          identity,
          keys: textsOf(keys),
          ...(renewal && { renewal }),
        }),
      ),
    credentialsFor: (account) =>
      inTurn(async () => {
        const read = () => items.get(accountKey(account));
        // At once, because every call waits for both.
        const [wentBack, before] = await Promise.all([clockWentBack(), read()]);
        const held = wentBack ? await read() : before;
        if (!held) return failed(await missing(account, list));
        const { identity, keys } = held;
        if (!keys || hasExpired(identity, now())) {
          if (keys) await drop(held);
          return failed({ kind: 'expired', account: account.account });
        }
        return ok({ ...keysOf(keys), arn: identity.arn, deadline: endOf(identity) });
      }),
    record: (account) => items.get(accountKey(account)),
    restore: (record) => afterClock(() => items.set(accountKey(record.identity), record)),
    renew: ({ identity }, keys, expiresAt) =>
      afterClock(async () => {
        const held = await items.get(accountKey(identity));
        if (!held?.renewal || !isSameHold(held.identity, identity)) return false;
        const keyIdEnding = keys.accessKeyId.slice(-4);
        const renewed = { ...held.identity, keyIdEnding, expiresAt };
        await items.set(accountKey(identity), { ...held, identity: renewed, keys: textsOf(keys) });
        return true;
      }),
    forget: (account) => inTurn(() => items.remove([accountKey(account)])),
    forgetAll: () =>
      inTurn(async () => {
        const held = await list();
        await items.clear();
        return held.length > 0;
      }),
    sweep: () =>
      inTurn(async () => {
        const wentBack = await clockWentBack();
        const time = now();
        const held = (await items.all()).map(([, record]) => record).filter(({ keys }) => keys);
        const over = held.filter(({ identity }) => hasExpired(identity, time));
        for (const record of over) await drop(record);
        const others = await timedSecrets.all();
        const past = others.filter(([, { until }]) => until <= time).map(([key]) => key);
        await timedSecrets.remove(past);
        const ends = [
          ...held.map(({ identity }) => endOf(identity)),
          ...others.map(([, { until }]) => until),
        ].filter((end) => end > time);
        return {
          next: ends.length > 0 ? Math.min(...ends) : undefined,
          dropped: wentBack || over.length > 0 || past.length > 0,
        };
      }),
  };
}

/** Whether two identities are of one taking in: the same credentials, for the same time. */
function isSameHold(a: Identity, b: Identity): boolean {
  return a.arn === b.arn && a.addedAt === b.addedAt && a.heldUntil === b.heldUntil;
}

/** Keys as they are kept. */
function textsOf({ accessKeyId, secretAccessKey, sessionToken }: Keys) {
  return {
    accessKeyId,
    secretAccessKey: reveal(secretAccessKey),
    ...(sessionToken && { sessionToken: reveal(sessionToken) }),
  };
}

/** Keys as they are kept, wrapped so that they cannot be shown. */
export function keysOf(keys: NonNullable<HeldRecord['keys']>): Keys {
  return {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: secret(keys.secretAccessKey),
    ...(keys.sessionToken !== undefined && { sessionToken: secret(keys.sessionToken) }),
  };
}

async function missing(
  { account }: AccountScope,
  list: () => Promise<readonly Identity[]>,
): Promise<Problem> {
  const held = await list();
  return held.length === 0
    ? { kind: 'needs-credentials', account }
    : { kind: 'wrong-account', account };
}
