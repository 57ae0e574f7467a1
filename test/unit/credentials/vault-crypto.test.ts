import { createCipheriv, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createVault,
  exportVault,
  importVault,
  openVault,
  seal,
  unseal,
  type ExportedVault,
  type OpenVault,
  type RandomBytes,
  type VaultHeader,
  type VaultRecord,
} from '@/lib/credentials/vault-crypto';
import type { VaultProblem } from '@/lib/problems/problem';
import type { Result } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import { accountIds, friend, owner, partitions, valueOf } from '../support/values';

const home: AccountScope = { partition: 'aws', account: owner };

/** A vault and a record as they may lie on a disk: what wrote them must stay able to open them. */
const vector = {
  passphrase: '\u00C5ngstr\u00F6m five horses',
  /** The same, as a system types it that decomposes letters, with a ligature. */
  typedElsewhere: 'A\u030Angstro\u0308m \uFB01ve horses',
  plaintext: '{"secretAccessKey":"wJalrXUtnFEMI/K7MDENG"}',
  header: {
    version: 1,
    kdf: {
      algorithm: 'PBKDF2-HMAC-SHA256',
      iterations: 900_000,
      salt: 'AAECAwQFBgcICQoLDA0ODw==',
    },
    verifier: 'jTANaj/tZZ4xeEjyP0/TEHODhYpButRxWM4SDnMFRyY=',
  } satisfies VaultHeader,
  record: {
    version: 1,
    ...home,
    iv: 'oKGio6Slpqeoqaqr',
    ciphertext: 'XpkNuFrmJBv69toM39DAWINqSB5crLGcIFisDsW4bLBsGALDnVn/jhBqhZrs7sGLWOoq+Ly6zqCPHIE=',
  } satisfies VaultRecord,
};

/** The vector's random bytes: 00, 01 ... for the salt, a0, a1 ... for the IV. */
const countingFrom =
  (first: number): RandomBytes =>
  (size) =>
    Uint8Array.from({ length: size }, (_, index) => first + index);

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A base64 text with one bit of its bytes turned over. */
function flipped(text: string, bit: number): string {
  const bytes = bytesOf(text);
  const at = Math.floor(bit / 8);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
  return textOf(bytes);
}

const bitsOf = (text: string) => Array.from({ length: bytesOf(text).length * 8 }, (_, bit) => bit);

const reasonOf = (result: Result<unknown, VaultProblem>) =>
  result.ok ? 'no problem' : result.problem.reason;

const headerWith = (
  kdf: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) => ({ ...vector.header, kdf: { ...vector.header.kdf, ...kdf }, ...more });

const derivations = () => vi.spyOn(crypto.subtle, 'deriveBits');

/** Opened once, because that is meant to take long. */
let vault: OpenVault;
let exported: ExportedVault;

beforeAll(async () => {
  vault = valueOf(await openVault(vector.header, vector.passphrase));
  exported = await exportVault(vault);
});

describe('the fixed vector', () => {
  it('T10: is what another implementation of the same standards makes', () => {
    const { kdf } = vector.header;
    const stretched = pbkdf2Sync(
      vector.passphrase,
      bytesOf(kdf.salt),
      kdf.iterations,
      32,
      'sha256',
    );
    const expand = (info: string) => Buffer.from(hkdfSync('sha256', stretched, '', info, 32));
    expect(expand('image-desk vault 1: verifier').toString('base64')).toBe(vector.header.verifier);
    const cipher = createCipheriv(
      'aes-256-gcm',
      expand('image-desk vault 1: key'),
      bytesOf(vector.record.iv),
    );
    cipher.setAAD(
      Buffer.from(
        '[1,"AES-256-GCM","PBKDF2-HMAC-SHA256",900000,"AAECAwQFBgcICQoLDA0ODw==","aws","111122223333"]',
      ),
    );
    const sealed = [cipher.update(vector.plaintext), cipher.final(), cipher.getAuthTag()];
    expect(Buffer.concat(sealed).toString('base64')).toBe(vector.record.ciphertext);
  });

  it('opens', async () => {
    expect(valueOf(await unseal(vault, home, vector.record))).toBe(vector.plaintext);
  });

  it('opens with the passphrase as another system types it', async () => {
    const opened = valueOf(await openVault(vector.header, vector.typedElsewhere));
    expect(valueOf(await unseal(opened, home, vector.record))).toBe(vector.plaintext);
  });

  it('is what a vault with the same random bytes writes', async () => {
    const made = valueOf(await createVault(vector.passphrase, countingFrom(0)));
    expect(made.header).toEqual(vector.header);
    expect(await seal(made, home, vector.plaintext, countingFrom(0xa0))).toEqual(vector.record);
  });
});

describe('a new vault', () => {
  it('is open, opens again by its passphrase, and has a salt of its own', async () => {
    const made = valueOf(await createVault(vector.passphrase));
    const record = await seal(made, home, 'text');
    const stored = JSON.parse(JSON.stringify(made.header)) as unknown;
    const opened = valueOf(await openVault(stored, vector.passphrase));
    expect(valueOf(await unseal(opened, home, record))).toBe('text');
    expect(made.header.kdf.iterations).toBe(900_000);
    expect(bytesOf(made.header.kdf.salt)).toHaveLength(16);
    expect(made.header.kdf.salt).not.toBe(vector.header.kdf.salt);
    // The same passphrase under another salt is another key.
    expect(reasonOf(await unseal(vault, home, record))).toBe('damaged');
    expect((await exportVault(made)).key).not.toBe(exported.key);
  });

  it('is not made for a passphrase that is too short', async () => {
    const derived = derivations();
    expect(reasonOf(await createVault('elevenchars'))).toBe('short-passphrase');
    expect(derived).not.toHaveBeenCalled();
  });
});

describe('opening a vault', () => {
  it.each([
    ['another passphrase', 'correct horse battery'],
    ['another case', vector.passphrase.toUpperCase()],
    ['a space more', `${vector.passphrase} `],
    ['nothing', ''],
  ])('takes %s for a wrong passphrase', async (_, passphrase) => {
    expect(reasonOf(await openVault(vector.header, passphrase))).toBe('wrong-passphrase');
  });

  it('compares every bit of the verifier', async () => {
    const { subtle } = crypto;
    const derive = subtle.deriveBits.bind(subtle);
    let stretched: Promise<ArrayBuffer> | undefined;
    // Stretches the passphrase once: it is the same in all of these.
    derivations().mockImplementation((algorithm, key, length) => {
      if (typeof algorithm === 'string' || algorithm.name !== 'PBKDF2') {
        return derive(algorithm, key, length);
      }
      stretched ??= derive(algorithm, key, length);
      return stretched;
    });
    const { verifier } = vector.header;
    for (const bit of bitsOf(verifier)) {
      const header = { ...vector.header, verifier: flipped(verifier, bit) };
      expect(reasonOf(await openVault(header, vector.passphrase))).toBe('wrong-passphrase');
    }
    expect((await openVault(vector.header, vector.passphrase)).ok).toBe(true);
  });

  it.each([599_999, 1000, 1, 0, -900_000])(
    'T10: refuses %d iterations before it derives anything',
    async (iterations) => {
      const derived = derivations();
      const header = headerWith({ iterations });
      expect(reasonOf(await openVault(header, vector.passphrase))).toBe('weak-parameters');
      expect(derived).not.toHaveBeenCalled();
    },
  );

  it.each([600_000, 900_000, 10_000_000])('derives with %d iterations', async (iterations) => {
    const derived = derivations().mockRejectedValue(new Error('derives'));
    await expect(openVault(headerWith({ iterations }), vector.passphrase)).rejects.toThrow(
      'derives',
    );
    expect(derived.mock.calls[0]?.[0]).toMatchObject({ name: 'PBKDF2', iterations });
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(vector.header)],
    ['a list', [vector.header]],
    ['an empty one', {}],
    ['a version to come', headerWith({}, { version: 2 })],
    ['no version', headerWith({}, { version: undefined })],
    ['a version in a text', headerWith({}, { version: '1' })],
    ['an algorithm to come', headerWith({ algorithm: 'Argon2id' })],
    ['a weaker hash', headerWith({ algorithm: 'PBKDF2-HMAC-SHA1' })],
    ['a member that is not known', headerWith({}, { pepper: true })],
    ['a parameter that is not known', headerWith({ memory: 19 })],
    ['too many iterations', headerWith({ iterations: 10_000_001 })],
    ['endless iterations', headerWith({ iterations: Infinity })],
    ['iterations that are no number', headerWith({ iterations: NaN })],
    ['half an iteration', headerWith({ iterations: 900_000.5 })],
    ['iterations in a text', headerWith({ iterations: '900000' })],
    ['no salt', headerWith({ salt: undefined })],
    ['an empty salt', headerWith({ salt: '' })],
    ['a short salt', headerWith({ salt: textOf(new Uint8Array(15)) })],
    ['a long salt', headerWith({ salt: textOf(new Uint8Array(17)) })],
    ['a salt that is not base64', headerWith({ salt: '?'.repeat(24) })],
    ['a salt in another spelling', headerWith({ salt: 'AAECAwQFBgcICQoLDA0ODx==' })],
    ['a short verifier', headerWith({}, { verifier: textOf(new Uint8Array(31)) })],
    ['an empty verifier', headerWith({}, { verifier: '' })],
  ])('cannot read %s, and derives nothing', async (_, header) => {
    const derived = derivations();
    expect(reasonOf(await openVault(header, vector.passphrase))).toBe('unreadable');
    expect(derived).not.toHaveBeenCalled();
  });
});

describe('a record', () => {
  it('gives back any text to its own account, and does not show it', async () => {
    const accounts = fc.record({ partition: partitions, account: accountIds });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), accounts, async (text, account) => {
        const record = await seal(vault, account, text);
        const stored = JSON.parse(JSON.stringify(record)) as unknown;
        expect(valueOf(await unseal(vault, account, stored))).toBe(text);
      }),
    );
    const record = await seal(vault, home, vector.plaintext);
    expect(Buffer.from(record.ciphertext, 'base64').toString('latin1')).not.toContain('wJalr');
  });

  it.each([
    ['no text', ''],
    ['a text that starts with a byte order mark', '\uFEFFmarked'],
    ['a text with a zero in it', 'a\0b'],
    ['a text beyond UTF-16’s single units', '\u{1F40E}'],
    ['a long text', 'long '.repeat(50_000)],
  ])('gives back %s', async (_, text) => {
    expect(valueOf(await unseal(vault, home, await seal(vault, home, text)))).toBe(text);
  });

  it('T10: is refused with any one bit changed', async () => {
    for (const member of ['iv', 'ciphertext'] as const) {
      const bits = bitsOf(vector.record[member]);
      expect(bits.length).toBeGreaterThanOrEqual(96);
      for (const bit of bits) {
        const record = { ...vector.record, [member]: flipped(vector.record[member], bit) };
        expect(reasonOf(await unseal(vault, home, record)), `${member}, bit ${bit}`).toBe(
          'damaged',
        );
      }
    }
  });

  it('of any text is refused with any one bit changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(), fc.boolean(), async (text, nth, inIv) => {
        const record = await seal(vault, home, text);
        const member = inIv ? 'iv' : 'ciphertext';
        const bits = bitsOf(record[member]).length;
        const changed = { ...record, [member]: flipped(record[member], nth % bits) };
        expect(reasonOf(await unseal(vault, home, changed))).toBe('damaged');
      }),
    );
  });

  it.each([
    ['the end', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['the beginning', (bytes: Uint8Array) => bytes.subarray(1)],
    ['all but a tag', (bytes: Uint8Array) => bytes.subarray(-16)],
  ])('is refused without %s', async (_, cut) => {
    const ciphertext = textOf(cut(bytesOf(vector.record.ciphertext)));
    expect(reasonOf(await unseal(vault, home, { ...vector.record, ciphertext }))).toBe('damaged');
  });

  it.each<AccountScope>([
    { partition: 'aws', account: friend },
    { partition: 'aws-us-gov', account: owner },
  ])('T10: of another account is not opened for $partition $account', async (other) => {
    const record = await seal(vault, home, 'text');
    expect(reasonOf(await unseal(vault, other, record))).toBe('another-account');
    // Not even when it claims to be of the account that is asked for.
    const edited = { ...record, ...other };
    expect(reasonOf(await unseal(vault, other, edited))).toBe('damaged');
    expect(reasonOf(await unseal(vault, home, edited))).toBe('another-account');
    expect(valueOf(await unseal(vault, home, record))).toBe('text');
  });

  it('is refused by the same key under other parameters', async () => {
    const record = await seal(vault, home, 'text');
    const { kdf } = vector.header;
    for (const changed of [
      { ...kdf, iterations: 900_001 },
      { ...kdf, salt: flipped(kdf.salt, 0) },
    ]) {
      const other: OpenVault = { ...vault, header: { ...vector.header, kdf: changed } };
      expect(reasonOf(await unseal(other, home, record))).toBe('damaged');
    }
    expect(valueOf(await unseal(vault, home, record))).toBe('text');
  });

  it('is refused by another key', async () => {
    const other = valueOf(await importVault({ ...exported, key: flipped(exported.key, 0) }));
    expect(reasonOf(await unseal(other, home, vector.record))).toBe('damaged');
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(vector.record)],
    ['a version to come', { ...vector.record, version: 2 }],
    ['a member that is not known', { ...vector.record, region: 'us-east-1' }],
    ['no account', { ...vector.record, account: undefined }],
    ['an account that is none', { ...vector.record, account: `${owner}0` }],
    ['a partition that is not known', { ...vector.record, partition: 'aws-iso' }],
    ['no IV', { ...vector.record, iv: '' }],
    ['a long IV', { ...vector.record, iv: textOf(new Uint8Array(16)) }],
    ['less than a tag', { ...vector.record, ciphertext: textOf(new Uint8Array(15)) }],
    ['ciphertext that is not base64', { ...vector.record, ciphertext: '?'.repeat(40) }],
    ['ciphertext in another spelling', { ...vector.record, ciphertext: `${'A'.repeat(30)}B=` }],
  ])('cannot be read from %s', async (_, record) => {
    expect(reasonOf(await unseal(vault, home, record))).toBe('unreadable');
  });

  it('does not take a fault of another kind for damage', async () => {
    const { key } = exported;
    const sealing = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', true, [
      'encrypt',
    ]);
    await expect(unseal({ ...vault, key: sealing }, home, vector.record)).rejects.toThrow();
  });

  it('T10: has an IV of its own, 10,000 times', async () => {
    const records = await Promise.all(
      Array.from({ length: 10_000 }, () => seal(vault, home, 'the same')),
    );
    expect(new Set(records.map(({ iv }) => iv)).size).toBe(10_000);
    expect(new Set(records.map(({ ciphertext }) => ciphertext)).size).toBe(10_000);
    expect(records.every(({ iv }) => bytesOf(iv).length === 12)).toBe(true);
  });
});

describe('an open vault', () => {
  it('goes through memory as plain data, without deriving again', async () => {
    const derived = derivations();
    const kept = JSON.parse(JSON.stringify(exported)) as unknown;
    const again = valueOf(await importVault(kept));
    expect(derived).not.toHaveBeenCalled();
    expect(again.header).toEqual(vector.header);
    expect(valueOf(await unseal(again, home, vector.record))).toBe(vector.plaintext);
    const record = await seal(again, home, 'later');
    expect(valueOf(await unseal(vault, home, record))).toBe('later');
    expect(await exportVault(again)).toEqual(exported);
  });

  it('does not show its key by accident', () => {
    expect(bytesOf(exported.key)).toHaveLength(32);
    for (const shown of [
      JSON.stringify(vault),
      inspect(vault, { depth: null, showHidden: true }),
    ]) {
      expect(shown).not.toContain(exported.key);
    }
  });

  it('is not its verifier, which everyone may read', () => {
    expect(exported.key).not.toBe(vector.header.verifier);
  });

  it.each<readonly [string, () => unknown, string]>([
    ['nothing', () => undefined, 'unreadable'],
    ['no key', () => ({ header: vector.header }), 'unreadable'],
    ['a short key', () => ({ ...exported, key: textOf(new Uint8Array(16)) }), 'unreadable'],
    ['a version to come', () => ({ ...exported, header: { version: 2 } }), 'unreadable'],
    [
      'weak parameters',
      () => ({ ...exported, header: headerWith({ iterations: 599_999 }) }),
      'weak-parameters',
    ],
  ])('is not read from %s', async (_, kept, reason) => {
    expect(reasonOf(await importVault(kept()))).toBe(reason);
  });
});
