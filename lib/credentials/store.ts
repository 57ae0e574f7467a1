import * as v from 'valibot';
import { accountId, accountScope, partition } from '../operations/schemas';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { endOf, hasExpired, type Identity } from './identity';
import { reveal, secret, type Credentials, type Keys } from './secret';

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
  readonly forget: (account: AccountScope) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
  /**
   * Lets go of every secret whose time is over, and tells when the next one's is (epoch
   * milliseconds), if there is one, and whether any was let go of.
   */
  readonly sweep: () => Promise<{ readonly next: number | undefined; readonly dropped: boolean }>;
}

/** How far a clock may go back before what is held counts as past its time, in milliseconds. */
const clockTolerance = 5 * 60_000;

/** How seldom the latest time is noted, in milliseconds. */
const noteEvery = 60_000;

const clockKey = 'clock/latest';

/**
 * A credential store over a key-value store that is kept in memory. Time is compared at every
 * use, so that neither sleep nor a late alarm lengthens a secret's life; a clock that goes back
 * ends it, because from then on nobody knows how old it is.
 */
export function createCredentialStore(store: KeyValueStore, now: () => number): CredentialStore {
  const items = itemsOf(store, 'credentials/', heldRecord);

  const list = async (): Promise<readonly Identity[]> =>
    (await items.all()).map(([, { identity }]) => identity);

  /** The identity stays, so that surfaces can say whose credentials are over. */
  const drop = async ({ identity, keys: _gone, ...rest }: HeldRecord): Promise<void> => {
    await items.set(accountKey(identity), { ...rest, identity });
  };

  const clockWentBack = async (): Promise<boolean> => {
    const latest = await store.get(clockKey);
    const time = now();
    if (typeof latest !== 'number' || time > latest + noteEvery) await store.set(clockKey, time);
    if (typeof latest !== 'number' || time >= latest - clockTolerance) return false;
    for (const [, record] of await items.all()) {
      // Nothing is renewed either: how long it was held is not known any more.
      const identity = { ...record.identity, heldUntil: Math.min(record.identity.heldUntil, time) };
      if (record.keys) await drop({ ...record, identity });
    }
    await store.set(clockKey, time);
    return true;
  };

  return {
    list,
    async add(identity, { accessKeyId, secretAccessKey, sessionToken }, renewal) {
      await clockWentBack();
      await items.set(accountKey(identity), {
        identity,
        keys: {
          accessKeyId,
          secretAccessKey: reveal(secretAccessKey),
          ...(sessionToken && { sessionToken: reveal(sessionToken) }),
        },
        ...(renewal && { renewal }),
      });
    },
    async credentialsFor(account) {
      await clockWentBack();
      const held = await items.get(accountKey(account));
      if (!held) return failed(await missing(account, list));
      const { identity, keys } = held;
      if (!keys || hasExpired(identity, now())) {
        if (keys) await drop(held);
        return failed({ kind: 'expired', account: account.account });
      }
      return ok({ ...keysOf(keys), arn: identity.arn, deadline: endOf(identity) });
    },
    record: (account) => items.get(accountKey(account)),
    restore: (record) => items.set(accountKey(record.identity), record),
    forget: (account) => items.remove([accountKey(account)]),
    forgetAll: () => items.clear(),
    async sweep() {
      const wentBack = await clockWentBack();
      const held = (await items.all()).map(([, record]) => record).filter(({ keys }) => keys);
      const over = held.filter(({ identity }) => hasExpired(identity, now()));
      for (const record of over) await drop(record);
      const ends = held.filter((record) => !over.includes(record));
      const next = Math.min(...ends.map(({ identity }) => endOf(identity)));
      return {
        next: Number.isFinite(next) ? next : undefined,
        dropped: wentBack || over.length > 0,
      };
    },
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
