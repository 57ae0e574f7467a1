import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveKeysCheaply } from '@/test/support/cheap-keys';
import { secretKeys } from '@/lib/credentials/secret';
import type { HeldRecord } from '@/lib/credentials/store';
import { createVaultKeeper, type Unlocked } from '@/lib/credentials/vault';
import {
  createVault,
  seal,
  type ExportedVault,
  type OpenVault,
} from '@/lib/credentials/vault-crypto';
import type { VaultProblem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { accountKey, type AccountScope } from '@/lib/scope';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import { friend, minute, noon, owner, stranger, valueOf } from '../support/values';

deriveKeysCheaply();

const passphrase = 'canary battery staple';
const hour = 60 * minute;

const home: AccountScope = { partition: 'aws', account: owner };
const other: AccountScope = { partition: 'aws', account: friend };
const third: AccountScope = { partition: 'aws', account: stranger };

const canaries = ['canary-secret-of-a-key', 'canary-token-of-a-session', passphrase];

const recordOf = (
  account: AccountScope,
  more: Partial<HeldRecord['identity']> = {},
): HeldRecord => ({
  identity: identityOf(account, more),
  keys: {
    accessKeyId: 'ASIACANARY',
    secretAccessKey: canaries[0] ?? '',
    sessionToken: canaries[1] ?? '',
  },
});

const reasonOf = (result: Result<unknown>) =>
  !result.ok && result.problem.kind === 'vault' ? result.problem.reason : 'no such problem';

function setUp() {
  const clock = { time: noon };
  const durable = memoryStore();
  const session = memoryStore();
  const held = new Map<string, HeldRecord>();
  const locks = { times: 0 };
  const boot = () =>
    createVaultKeeper({
      durable,
      session,
      holdFor: async () => 8 * hour,
      credentials: { record: async (account) => held.get(accountKey(account)) },
      lock: { times: () => locks.times },
      now: () => clock.time,
    });
  const lock = () => session.remove([secretKeys.vault]);
  return { clock, durable, session, held, locks, boot, lock, vault: boot() };
}

let parts: ReturnType<typeof setUp>;
beforeEach(() => {
  parts = setUp();
});

const sealedAt = ({ partition, account }: AccountScope) => `vault/record/${partition}/${account}`;

/** Made once, because deriving its key is meant to take long. */
let made: { readonly header: unknown; readonly open: unknown };
beforeAll(async () => {
  const { durable, session, vault } = setUp();
  valueOf(await vault.create(passphrase, 0));
  made = { header: await durable.get('vault/header'), open: await session.get(secretKeys.vault) };
});

/** Holds the credentials of a record, and has the vault remember them. */
const remember = (record: HeldRecord) => {
  parts.held.set(accountKey(record.identity), record);
  return parts.vault.remember(record.identity, false);
};

/** A vault with a record of each account, locked. */
async function filled(...records: readonly HeldRecord[]) {
  await parts.durable.set('vault/header', made.header);
  await parts.session.set(secretKeys.vault, made.open);
  for (const record of records) valueOf(await remember(record));
  await parts.lock();
}

const unlocked = async (): Promise<Unlocked> => valueOf(await parts.vault.unlock(passphrase, 0));

const accountsOf = ({ records }: Unlocked) => records.map(({ identity }) => accountKey(identity));

describe('a vault', () => {
  it('is none until it is made, and open then', async () => {
    const { vault } = parts;
    expect(await vault.state()).toEqual({ state: 'none', accounts: [] });
    expect(await vault.create(passphrase, 0)).toEqual(ok(null));
    expect(await vault.state()).toEqual({ state: 'open', accounts: [] });
  });

  it('is not made with a short passphrase, and what there was stays', async () => {
    await filled(recordOf(home));
    const before = parts.durable.dump();
    expect(reasonOf(await parts.vault.create('too short', 0))).toBe('short-passphrase');
    expect(parts.durable.dump()).toBe(before);
  });

  it('gives back what was remembered, to the next worker too', async () => {
    await filled(recordOf(home), recordOf(third));
    expect(await parts.vault.state()).toEqual({ state: 'locked', accounts: [home, third] });
    const { records, expired, refused } = valueOf(await parts.boot().unlock(passphrase, 0));
    expect(records).toEqual([recordOf(home), recordOf(third)]);
    expect({ expired, refused }).toEqual({ expired: [], refused: [] });
    expect(await parts.boot().state()).toEqual({ state: 'open', accounts: [home, third] });
  });

  it('tells whose credentials a lock keeps away', async () => {
    await filled(recordOf(home));
    const { vault } = parts;
    const seen = async () => [await vault.holds(home), await vault.isLockedOver(home)];
    expect(await seen()).toEqual([true, true]);
    expect([await vault.holds(other), await vault.isLockedOver(other)]).toEqual([false, false]);
    await unlocked();
    expect(await seen()).toEqual([true, false]);
  });

  it('holds what is unlocked for as long as what is taken in anew', async () => {
    await filled(recordOf(home, { heldUntil: noon + hour }));
    parts.clock.time = noon + 30 * hour;
    expect((await unlocked()).records.map(({ identity }) => identity.heldUntil)).toEqual([
      noon + 38 * hour,
    ]);
  });

  it('stays closed to another passphrase', async () => {
    await filled(recordOf(home));
    expect(reasonOf(await parts.vault.unlock('battery canary staple', 0))).toBe('wrong-passphrase');
    expect((await parts.vault.state()).state).toBe('locked');
    expect(parts.session.keys()).toEqual([]);
  });

  it('that is not there cannot be unlocked', async () => {
    expect(reasonOf(await parts.vault.unlock(passphrase, 0))).toBe('unreadable');
  });

  it('is not opened with fewer iterations than are safe, which somebody may have planted', async () => {
    await filled(recordOf(home));
    const header = (await parts.durable.get('vault/header')) as { kdf: object };
    const planted = { ...header, kdf: { ...header.kdf, iterations: 599_999 } };
    await parts.durable.set('vault/header', planted);
    expect(reasonOf(await parts.vault.unlock(passphrase, 0))).toBe('weak-parameters');
    expect(parts.session.keys()).toEqual([]);
  });

  it('remembers nothing while it is locked, or when there is none', async () => {
    const closed = failed({ kind: 'vault', reason: 'closed' });
    expect(await remember(recordOf(home))).toEqual(closed);
    await filled();
    expect(await remember(recordOf(home))).toEqual(closed);
    expect((await parts.vault.state()).accounts).toEqual([]);
  });

  it('takes newer credentials of an account for its older ones', async () => {
    await filled(recordOf(home), recordOf(home, { keyIdEnding: 'LAST' }));
    expect((await unlocked()).records).toEqual([recordOf(home, { keyIdEnding: 'LAST' })]);
  });

  it('forgets one account, or all, also while it is locked', async () => {
    await filled(recordOf(home), recordOf(other), recordOf(third));
    await parts.vault.forget(home);
    expect(await parts.vault.holds(home)).toBe(false);
    expect((await parts.vault.state()).accounts).toEqual([other, third]);
    await parts.vault.forgetAll();
    expect(await parts.vault.state()).toEqual({ state: 'locked', accounts: [] });
    expect((await parts.vault.unlock(passphrase, 0)).ok).toBe(true);
  });

  it('leaves nothing when it is removed', async () => {
    await filled(recordOf(home));
    await unlocked();
    await parts.vault.remove();
    expect(parts.durable.keys()).toEqual([]);
    expect(parts.session.keys()).toEqual([]);
    expect(await parts.vault.state()).toEqual({ state: 'none', accounts: [] });
  });

  it('that is made anew holds nothing of the one before', async () => {
    await filled(recordOf(home));
    valueOf(await parts.vault.create('another long passphrase', 0));
    expect(await parts.vault.state()).toEqual({ state: 'open', accounts: [] });
    expect(reasonOf(await parts.vault.unlock(passphrase, 0))).toBe('wrong-passphrase');
  });
});

describe('on disk', () => {
  it('there is nothing secret that can be read', async () => {
    await filled(recordOf(home), recordOf(third));
    await unlocked();
    const dump = parts.durable.dump();
    const key = (await parts.session.get(secretKeys.vault)) as { exported: { key: string } };
    for (const text of [...canaries, 'ASIACANARY', key.exported.key]) {
      // In base64 a text looks different at each of three offsets.
      const forms = ['', 'x', 'xx'].map((before) =>
        Buffer.from(before + text)
          .toString('base64')
          .slice(before ? 4 : 0, -4),
      );
      for (const form of [text, ...forms, Buffer.from(text, 'utf16le').toString('latin1')]) {
        expect(dump).not.toContain(form);
      }
    }
    // The search itself finds what lies there in clear.
    await parts.durable.set('control', canaries[0]);
    expect(parts.durable.dump()).toContain(canaries[0]);
  });
});

describe('the key of an open vault', () => {
  it('is gone after the time that anything is held', async () => {
    await filled(recordOf(home));
    await unlocked();
    parts.clock.time += 8 * hour - 1;
    expect((await parts.vault.state()).state).toBe('open');
    parts.clock.time += 1;
    expect((await parts.vault.state()).state).toBe('locked');
    expect(parts.session.keys()).toEqual([]);
    expect(reasonOf(await remember(recordOf(other)))).toBe('closed');
  });

  it('names that time where a sweep finds it', async () => {
    await filled();
    await unlocked();
    expect(await parts.session.get(secretKeys.vault)).toMatchObject({ until: noon + 8 * hour });
  });

  it('is gone after a lock', async () => {
    await filled(recordOf(home));
    await unlocked();
    await parts.lock();
    expect(await parts.vault.state()).toEqual({ state: 'locked', accounts: [home] });
    expect(reasonOf(await remember(recordOf(other)))).toBe('closed');
  });

  it('that cannot be read leaves the vault locked', async () => {
    await filled();
    await parts.session.set(secretKeys.vault, { exported: { key: 'x' }, until: noon + hour });
    expect((await parts.vault.state()).state).toBe('locked');
  });
});

describe('a record', () => {
  it('that has expired is told and leaves the vault; the others are restored', async () => {
    await filled(recordOf(home, { expiresAt: noon + hour }), recordOf(other));
    parts.clock.time = noon + hour;
    const outcome = await unlocked();
    expect(outcome).toMatchObject({ expired: [home], refused: [] });
    expect(accountsOf(outcome)).toEqual([accountKey(other)]);
    expect((await parts.vault.state()).accounts).toEqual([other]);
  });

  it.each<readonly [string, VaultProblem['reason'], () => Promise<void>]>([
    [
      'whose bits were turned over',
      'damaged',
      async () => {
        const sealed = (await parts.durable.get(sealedAt(home))) as { ciphertext: string };
        const bytes = Buffer.from(sealed.ciphertext, 'base64');
        bytes[5] = (bytes[5] ?? 0) ^ 1;
        await parts.durable.set(sealedAt(home), {
          ...sealed,
          ciphertext: bytes.toString('base64'),
        });
      },
    ],
    [
      'that lies where another account’s should',
      'another-account',
      async () => parts.durable.set(sealedAt(home), await parts.durable.get(sealedAt(other))),
    ],
    [
      'of another account that says it is this one’s',
      'damaged',
      async () => {
        const sealed = (await parts.durable.get(sealedAt(other))) as object;
        await parts.durable.set(sealedAt(home), { ...sealed, ...home });
      },
    ],
    [
      'of another vault',
      'damaged',
      async () => {
        const another = valueOf(await createVault('another long passphrase'));
        await parts.durable.set(sealedAt(home), await seal(another, home, '{}'));
      },
    ],
    ['that is none', 'unreadable', () => parts.durable.set(sealedAt(home), 'nonsense')],
  ])('%s is refused, and keeps no other from being restored', async (_, reason, spoil) => {
    await filled(recordOf(home), recordOf(other), recordOf(third));
    await spoil();
    const outcome = await unlocked();
    expect(outcome.refused).toEqual([{ account: home, problem: { kind: 'vault', reason } }]);
    expect(accountsOf(outcome)).toEqual([accountKey(other), accountKey(third)]);
    // It may be of use to somebody yet: only the person forgets it.
    expect(await parts.vault.holds(home)).toBe(true);
  });

  it.each([
    ['no JSON', 'nonsense', 'unreadable'],
    ['cut off', JSON.stringify(recordOf(home)).slice(0, -1), 'unreadable'],
    ['another form', JSON.stringify({ identity: {} }), 'unreadable'],
    ['the credentials of another account', JSON.stringify(recordOf(other)), 'another-account'],
  ] as const)('whose sealed text is %s is refused', async (_, text, reason) => {
    await filled(recordOf(third));
    await unlocked();
    const sealed = await seal(await openVaultOf(), home, text);
    await parts.durable.set(sealedAt(home), sealed);
    const outcome = await unlocked();
    expect(outcome.refused).toEqual([{ account: home, problem: { kind: 'vault', reason } }]);
    expect(accountsOf(outcome)).toEqual([accountKey(third)]);
  });

  it('under a key that is no account’s is left alone', async () => {
    await filled(recordOf(home));
    await parts.durable.set('vault/record/aws/1', 'x');
    expect((await parts.vault.state()).accounts).toEqual([home]);
    expect(await unlocked()).toMatchObject({ refused: [], expired: [] });
  });
});

/** The vault that is open, as its key in memory opens it. */
async function openVaultOf(): Promise<OpenVault> {
  const { exported } = (await parts.session.get(secretKeys.vault)) as {
    exported: ExportedVault;
  };
  const key = await crypto.subtle.importKey(
    'raw',
    Buffer.from(exported.key, 'base64'),
    'AES-GCM',
    true,
    ['encrypt', 'decrypt'],
  );
  return { header: exported.header, key };
}
