import type { VaultProblem } from '../problems/problem';

/** How many characters a new passphrase has at least. */
export const shortestPassphrase = 12;

/**
 * A passphrase as it is counted and derived from: the same one typed on another system, which
 * may compose its characters differently, is the same text. Source: NIST SP 800-63B, "Password
 * Verifiers" (NFKC or NFKD before hashing).
 */
export function normalisePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

/**
 * Why a passphrase cannot protect a new vault, or nothing. Its length is the only rule, and each
 * code point counts as one character. Source: NIST SP 800-63B, "Password Verifiers", which
 * advises against rules of composition.
 */
export function passphraseProblem(passphrase: string): VaultProblem | undefined {
  const characters = Array.from(normalisePassphrase(passphrase)).length;
  return characters < shortestPassphrase
    ? { kind: 'vault', reason: 'short-passphrase' }
    : undefined;
}
