import * as v from 'valibot';
import { accountScope } from '../operations/schemas';
import type { VaultProblem, VaultReason } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { fromBase64, toBase64 } from './base64';
import { normalisePassphrase, passphraseProblem } from './passphrase';

const version = 1;
const kdfAlgorithm = 'PBKDF2-HMAC-SHA256';
const cipher = 'AES-256-GCM';

/** The iterations of a new vault: half as many again as the fewest. */
const iterationsOfNew = 900_000;

/**
 * The fewest iterations that a vault may be opened with. Who can write to the disk could plant
 * a header with fewer, so that the passphrase typed next is cheap to guess from what is sealed.
 * Source: OWASP Password Storage Cheat Sheet, "PBKDF2".
 */
const fewestIterations = 600_000;

/** The most iterations that a vault may ask for: more would only keep the worker busy. */
const mostIterations = 10_000_000;

const saltSize = 16;
const keySize = 32;
const verifierSize = 32;
/** Source: NIST SP 800-38D, section 5.2.1.1, recommends 96 bits. */
const ivSize = 12;
const tagSize = 16;

/** What tells the two derived keys apart. Source: RFC 5869, section 3.2. */
const purposes = {
  key: `image-desk vault ${version}: key`,
  verifier: `image-desk vault ${version}: verifier`,
} as const;

function base64(fits: (size: number) => boolean) {
  return v.pipe(
    v.string(),
    v.check((text) => {
      const bytes = fromBase64(text);
      return bytes !== undefined && fits(bytes.length);
    }),
  );
}

const base64Of = (expected: number) => base64((size) => size === expected);

const vaultHeader = v.strictObject({
  version: v.literal(version),
  kdf: v.strictObject({
    algorithm: v.literal(kdfAlgorithm),
    iterations: v.pipe(v.number(), v.integer(), v.maxValue(mostIterations)),
    salt: base64Of(saltSize),
  }),
  verifier: base64Of(verifierSize),
});

const vaultRecord = v.strictObject({
  version: v.literal(version),
  ...accountScope.entries,
  iv: base64Of(ivSize),
  ciphertext: base64((size) => size >= tagSize),
});

const exportedVault = v.strictObject({ header: vaultHeader, key: base64Of(keySize) });

/** How a vault's key comes from its passphrase: plain data that is stored beside the records. */
export interface VaultHeader {
  readonly version: typeof version;
  readonly kdf: {
    readonly algorithm: typeof kdfAlgorithm;
    readonly iterations: number;
    /** 16 bytes, base64. */
    readonly salt: string;
  };
  /** 32 bytes, base64. Derived beside the key, it tells a wrong passphrase from a damaged record. */
  readonly verifier: string;
}

/** One sealed text and whose it is: plain data. */
export interface VaultRecord extends AccountScope {
  readonly version: typeof version;
  /** 12 bytes, base64. */
  readonly iv: string;
  /** AES-256-GCM's ciphertext and its tag of 16 bytes, base64. */
  readonly ciphertext: string;
}

/** A vault that its passphrase has opened. The key stays with the header that it belongs to. */
export interface OpenVault {
  readonly header: VaultHeader;
  readonly key: CryptoKey;
}

/**
 * An open vault as plain data, for memory alone: who reads it can open every record. The worker
 * forgets its variables when it stops, and keeps this in memory until the vault is locked.
 */
export interface ExportedVault {
  readonly header: VaultHeader;
  /** The key's 32 bytes, base64. */
  readonly key: string;
}

/** Gives that many bytes which nobody can predict. */
export type RandomBytes = (size: number) => Uint8Array<ArrayBuffer>;

const randomBytes: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));

/**
 * Makes a vault for a passphrase, open already. Refuses a passphrase that is too short.
 * Takes about as long as opening it does.
 */
export async function createVault(
  passphrase: string,
  random: RandomBytes = randomBytes,
): Promise<Result<OpenVault, VaultProblem>> {
  const problem = passphraseProblem(passphrase);
  if (problem) return failed(problem);
  const salt = random(saltSize);
  const { key, verifier } = await derive(passphrase, salt, iterationsOfNew);
  const header: VaultHeader = {
    version,
    kdf: { algorithm: kdfAlgorithm, iterations: iterationsOfNew, salt: toBase64(salt) },
    verifier: toBase64(verifier),
  };
  return ok({ header, key });
}

/**
 * Opens a vault by its passphrase: with this header, or not at all. Headers of unknown forms, and
 * those whose derivation would be too weak or too long, are refused before anything is derived.
 * A header that was damaged within its form cannot be told from a wrong passphrase.
 */
export async function openVault(
  header: unknown,
  passphrase: string,
): Promise<Result<OpenVault, VaultProblem>> {
  const read = readHeader(header);
  if (!read.ok) return read;
  const { kdf, verifier } = read.value;
  const derived = await derive(passphrase, bytesOf(kdf.salt), kdf.iterations);
  return sameBytes(derived.verifier, bytesOf(verifier))
    ? ok({ header: read.value, key: derived.key })
    : vaultFailed('wrong-passphrase');
}

/**
 * Seals a text for an account. Every record has an IV of its own, and cannot pass for another
 * account's or another vault's. A lone surrogate in the text becomes U+FFFD, as in all of
 * UTF-8. A random IV is good for 2^32 records of one key (NIST SP
 * 800-38D, section 8.3).
 */
export async function seal(
  { header, key }: OpenVault,
  { partition, account }: AccountScope,
  plaintext: string,
  random: RandomBytes = randomBytes,
): Promise<VaultRecord> {
  const iv = random(ivSize);
  const ciphertext = await crypto.subtle.encrypt(
    gcm(iv, header, { partition, account }),
    key,
    utf8(plaintext),
  );
  return {
    version,
    partition,
    account,
    iv: toBase64(iv),
    ciphertext: toBase64(new Uint8Array(ciphertext)),
  };
}

/** The text of a record that was sealed for this account with this vault, unchanged since. */
export async function unseal(
  { header, key }: OpenVault,
  account: AccountScope,
  record: unknown,
): Promise<Result<string, VaultProblem>> {
  const parsed = v.safeParse(vaultRecord, record);
  if (!parsed.success) return vaultFailed('unreadable');
  const { iv, ciphertext, ...scope } = parsed.output;
  if (accountKey(scope) !== accountKey(account)) return vaultFailed('another-account');
  try {
    const plaintext = await crypto.subtle.decrypt(
      gcm(bytesOf(iv), header, scope),
      key,
      bytesOf(ciphertext),
    );
    // Without this the decoder would take a first U+FEFF for a mark and drop it.
    return ok(new TextDecoder('utf-8', { ignoreBOM: true }).decode(plaintext));
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return vaultFailed('damaged');
    throw error;
  }
}

/** An open vault as data to keep in memory, and nowhere else. */
export async function exportVault({ header, key }: OpenVault): Promise<ExportedVault> {
  const bytes = await crypto.subtle.exportKey('raw', key);
  return { header, key: toBase64(new Uint8Array(bytes)) };
}

/** The open vault that was exported. Refuses what `openVault` refuses of a header. */
export async function importVault(exported: unknown): Promise<Result<OpenVault, VaultProblem>> {
  const parsed = v.safeParse(exportedVault, exported);
  if (!parsed.success) return vaultFailed('unreadable');
  const header = readHeader(parsed.output.header);
  if (!header.ok) return header;
  return ok({ header: header.value, key: await importKey(bytesOf(parsed.output.key)) });
}

function readHeader(header: unknown): Result<VaultHeader, VaultProblem> {
  const parsed = v.safeParse(vaultHeader, header);
  if (!parsed.success) return vaultFailed('unreadable');
  return parsed.output.kdf.iterations < fewestIterations
    ? vaultFailed('weak-parameters')
    : ok(parsed.output);
}

/** PBKDF2 makes the passphrase expensive to guess, HKDF makes two independent keys of it. */
async function derive(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<{ readonly key: CryptoKey; readonly verifier: Uint8Array }> {
  const { subtle } = crypto;
  const typed = await subtle.importKey(
    'raw',
    utf8(normalisePassphrase(passphrase)),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const stretched = await subtle.importKey(
    'raw',
    await subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
      typed,
      keySize * 8,
    ),
    'HKDF',
    false,
    ['deriveBits'],
  );
  const expand = (purpose: string, size: number) =>
    subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(purpose) },
      stretched,
      size * 8,
    );
  return {
    key: await importKey(await expand(purposes.key, keySize)),
    verifier: new Uint8Array(await expand(purposes.verifier, verifierSize)),
  };
}

/** Extractable, because it has to outlive the worker in `storage.session`. */
function importKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', true, ['encrypt', 'decrypt']);
}

/** What GCM takes beside key and text. A list in JSON has one reading, whatever its members. */
function gcm(
  iv: Uint8Array<ArrayBuffer>,
  { kdf }: VaultHeader,
  { partition, account }: AccountScope,
): AesGcmParams {
  const about = [version, cipher, kdf.algorithm, kdf.iterations, kdf.salt, partition, account];
  return {
    name: 'AES-GCM',
    iv,
    additionalData: utf8(JSON.stringify(about)),
    tagLength: tagSize * 8,
  };
}

/** Whether two texts of bytes are the same, in a time that does not tell where they differ. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

/** The bytes of a text whose schema says that it is base64. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text);
  if (!bytes) throw new TypeError('not base64');
  return bytes;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function vaultFailed(reason: VaultReason) {
  return failed<VaultProblem>({ kind: 'vault', reason });
}
