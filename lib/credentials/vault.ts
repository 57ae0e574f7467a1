import * as v from 'valibot';
import type { VaultProblem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import { hasExpired } from './identity';
import type { Lock } from './lock';
import { secretKeys } from './secret';
import { heldRecord, type CredentialStore, type HeldRecord } from './store';
import {
  createVault,
  exportVault,
  importVault,
  openVault,
  seal,
  unseal,
  type OpenVault,
} from './vault-crypto';

/** Whether there is a vault, whether it is open, and whose credentials it holds. */
export interface VaultState {
  readonly state: 'none' | 'locked' | 'open';
  readonly accounts: readonly AccountScope[];
}

/** What came out of a vault that was unlocked. */
export interface Unlocked {
  readonly records: readonly HeldRecord[];
  /** Those whose time was over; they are in the vault no more. */
  readonly expired: readonly AccountScope[];
  /** Those that could not be used, each with its reason. */
  readonly refused: readonly { readonly account: AccountScope; readonly problem: VaultProblem }[];
}

/** The opt-in vault: credentials on disk, sealed by a passphrase that is kept nowhere. */
export interface Vault {
  readonly state: () => Promise<VaultState>;
  readonly holds: (account: AccountScope) => Promise<boolean>;
  /**
   * Whether an account's credentials would be there if the vault were not locked. Never rejects:
   * of a vault that cannot be read nobody knows what it has.
   */
  readonly isLockedOver: (account: AccountScope) => Promise<boolean>;
  /**
   * Makes an empty vault, open. What an earlier one held is gone. `since` is how often Image Desk
   * was locked when the passphrase was given: after one more lock nothing is opened.
   */
  readonly create: (passphrase: string, since: number) => Promise<Result<null, VaultProblem>>;
  /** Opens the vault, unless somebody locked `since`, and gives what is in it. */
  readonly unlock: (passphrase: string, since: number) => Promise<Result<Unlocked, VaultProblem>>;
  /**
   * Seals the credentials of an account, as they are held, into the open vault. A long-term key
   * needs the person's word (`longTerm`).
   */
  readonly remember: (account: AccountScope, longTerm: boolean) => Promise<Result<null>>;
  /**
   * Puts an account's newer credentials in the place of those in the open vault. Does nothing
   * where there are none, or where a long-term key would need the person's word.
   */
  readonly refresh: (account: AccountScope) => Promise<void>;
  readonly forget: (account: AccountScope) => Promise<void>;
  /** Empties the vault; its passphrase stays. */
  readonly forgetAll: () => Promise<void>;
  /** Takes the whole vault off the disk. */
  readonly remove: () => Promise<void>;
}

export interface VaultParts {
  /** On disk, out of the reach of content scripts. */
  readonly durable: KeyValueStore;
  /** In memory until the browser closes. */
  readonly session: KeyValueStore;
  /** How long the vault stays open at most, in milliseconds. */
  readonly holdFor: () => Promise<number>;
  readonly credentials: Pick<CredentialStore, 'record'>;
  readonly lock: Pick<Lock, 'times'>;
  readonly now: () => number;
}

const headerKey = 'vault/header';

const opened = v.object({ exported: v.unknown(), until: v.number() });

/** A vault over a store on disk; while it is open its key is in the session's memory. */
export function createVaultKeeper(parts: VaultParts): Vault {
  const { durable, session, holdFor, credentials, lock, now } = parts;
  const records = itemsOf(durable, 'vault/record/', v.unknown());
  // What is forgotten, or sealed with a vault that is replaced, must not be written afterwards.
  const inTurn = takeTurns();

  /** Keeps a vault open, unless somebody locked while its key was derived. */
  const keepOpen = async (vault: OpenVault, since: number): Promise<Result<null, VaultProblem>> => {
    const holdTime = await holdFor();
    const exported = await exportVault(vault);
    // Nothing may be waited for between this and the keeping.
    if (lock.times() !== since) return failed(closed);
    await session.set(secretKeys.vault, { exported, until: now() + holdTime });
    return ok(null);
  };

  const openNow = async (): Promise<OpenVault | undefined> => {
    const parsed = v.safeParse(opened, await session.get(secretKeys.vault));
    if (!parsed.success) return undefined;
    if (parsed.output.until <= now()) {
      await session.remove([secretKeys.vault]);
      return undefined;
    }
    const vault = await importVault(parsed.output.exported);
    return vault.ok ? vault.value : undefined;
  };

  const accounts = async (): Promise<readonly AccountScope[]> =>
    (await records.all()).map(([key]) => scopeOfKey(key)).filter((each) => each !== undefined);

  const holds = async (account: AccountScope): Promise<boolean> =>
    (await records.get(accountKey(account))) !== undefined;

  /** Seals a record into the open vault; tells whether it is open. */
  const sealNow = async (record: HeldRecord): Promise<boolean> => {
    const vault = await openNow();
    if (!vault) return false;
    const sealed = await seal(vault, record.identity, JSON.stringify(record));
    await records.set(accountKey(record.identity), sealed);
    return true;
  };

  /** Reads every record with the opened vault; drops those whose time is over. */
  const unsealAll = async (vault: OpenVault): Promise<Unlocked> => {
    const heldUntil = now() + (await holdFor());
    const found: HeldRecord[] = [];
    const expired: AccountScope[] = [];
    const refused: { account: AccountScope; problem: VaultProblem }[] = [];
    for (const [key, sealed] of await records.all()) {
      const account = scopeOfKey(key);
      if (!account) continue;
      const text = await unseal(vault, account, sealed);
      const record = text.ok ? readRecord(text.value, account) : text;
      if (!record.ok) {
        refused.push({ account, problem: record.problem });
        continue;
      }
      const held = { ...record.value, identity: { ...record.value.identity, heldUntil } };
      if (hasExpired(held.identity, now())) {
        expired.push(account);
        await records.remove([key]);
      } else found.push(held);
    }
    return { records: found, expired, refused };
  };

  return {
    async state() {
      if ((await durable.get(headerKey)) === undefined) return { state: 'none', accounts: [] };
      return { state: (await openNow()) ? 'open' : 'locked', accounts: await accounts() };
    },
    holds,
    async isLockedOver(account) {
      try {
        return (await holds(account)) && !(await openNow());
      } catch {
        return false;
      }
    },
    create: (passphrase, since) =>
      inTurn(async () => {
        const vault = await createVault(passphrase);
        if (!vault.ok) return vault;
        if (lock.times() !== since) return failed(closed);
        await records.clear();
        await durable.set(headerKey, vault.value.header);
        return keepOpen(vault.value, since);
      }),
    unlock: (passphrase, since) =>
      inTurn(async () => {
        const vault = await openVault(await durable.get(headerKey), passphrase);
        if (!vault.ok) return vault;
        const open = await keepOpen(vault.value, since);
        return open.ok ? ok(await unsealAll(vault.value)) : open;
      }),
    remember: (account, longTerm) =>
      inTurn(async () => {
        const record = await credentials.record(account);
        if (!record?.keys) return failed({ kind: 'needs-credentials', account: account.account });
        if (record.identity.longTerm && !longTerm) {
          return failed({ kind: 'vault', reason: 'long-term-key' });
        }
        return (await sealNow(record)) ? ok(null) : failed(closed);
      }),
    refresh: (account) =>
      inTurn(async () => {
        if (!(await holds(account))) return;
        const record = await credentials.record(account);
        if (record?.keys && !record.identity.longTerm) await sealNow(record);
      }),
    forget: (account) => inTurn(() => records.remove([accountKey(account)])),
    forgetAll: () => inTurn(() => records.clear()),
    remove: () =>
      inTurn(async () => {
        await session.remove([secretKeys.vault]);
        await records.clear();
        await durable.remove([headerKey]);
      }),
  };
}

const closed: VaultProblem = { kind: 'vault', reason: 'closed' };

const accountOfKey = /^(aws|aws-us-gov|aws-cn)\/(\d{12})$/;

function scopeOfKey(key: string): AccountScope | undefined {
  const [, partition, account] = accountOfKey.exec(key) ?? [];
  return partition === undefined || account === undefined
    ? undefined
    : { partition: partition as AccountScope['partition'], account };
}

/** Text that is no JSON is one more form that is not known. */
const sealedRecord = v.pipe(v.string(), v.parseJson(), heldRecord);

/** What was sealed, if it is of the account that it was sealed for. */
function readRecord(text: string, account: AccountScope): Result<HeldRecord, VaultProblem> {
  const parsed = v.safeParse(sealedRecord, text);
  if (!parsed.success) return failed({ kind: 'vault', reason: 'unreadable' });
  return accountKey(parsed.output.identity) === accountKey(account)
    ? ok(parsed.output)
    : failed({ kind: 'vault', reason: 'another-account' });
}
