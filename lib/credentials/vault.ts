import * as v from 'valibot';
import type { VaultProblem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { hasExpired } from './identity';
import { secretKeys } from './secret';
import { heldRecord, type HeldRecord } from './store';
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
  /** Whether an account's credentials would be there if the vault were not locked. */
  readonly isLockedOver: (account: AccountScope) => Promise<boolean>;
  /** Makes an empty vault, open. What an earlier one held is gone. */
  readonly create: (passphrase: string) => Promise<Result<null, VaultProblem>>;
  readonly unlock: (passphrase: string) => Promise<Result<Unlocked, VaultProblem>>;
  /** Seals the credentials of an account into the open vault. */
  readonly remember: (record: HeldRecord) => Promise<Result<null, VaultProblem>>;
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
  readonly now: () => number;
}

const headerKey = 'vault/header';

const opened = v.object({ exported: v.unknown(), until: v.number() });

/** A vault over a store on disk; while it is open its key is in the session's memory. */
export function createVaultKeeper({ durable, session, holdFor, now }: VaultParts): Vault {
  const records = itemsOf(durable, 'vault/record/', v.unknown());

  const keepOpen = async (vault: OpenVault): Promise<void> => {
    const until = now() + (await holdFor());
    await session.set(secretKeys.vault, { exported: await exportVault(vault), until });
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

  return {
    async state() {
      if ((await durable.get(headerKey)) === undefined) return { state: 'none', accounts: [] };
      return { state: (await openNow()) ? 'open' : 'locked', accounts: await accounts() };
    },
    holds,
    isLockedOver: async (account) => (await holds(account)) && !(await openNow()),
    async create(passphrase) {
      const vault = await createVault(passphrase);
      if (!vault.ok) return vault;
      await records.clear();
      await durable.set(headerKey, vault.value.header);
      await keepOpen(vault.value);
      return ok(null);
    },
    async unlock(passphrase) {
      const vault = await openVault(await durable.get(headerKey), passphrase);
      if (!vault.ok) return vault;
      await keepOpen(vault.value);
      const heldUntil = now() + (await holdFor());
      const found: HeldRecord[] = [];
      const expired: AccountScope[] = [];
      const refused: { account: AccountScope; problem: VaultProblem }[] = [];
      for (const [key, sealed] of await records.all()) {
        const account = scopeOfKey(key);
        if (!account) continue;
        const text = await unseal(vault.value, account, sealed);
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
      return ok({ records: found, expired, refused });
    },
    async remember(record) {
      const vault = await openNow();
      if (!vault) return failed({ kind: 'vault', reason: 'closed' });
      const sealed = await seal(vault, record.identity, JSON.stringify(record));
      await records.set(accountKey(record.identity), sealed);
      return ok(null);
    },
    forget: (account) => records.remove([accountKey(account)]),
    forgetAll: () => records.clear(),
    async remove() {
      await records.clear();
      await durable.remove([headerKey]);
      await session.remove([secretKeys.vault]);
    },
  };
}

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
