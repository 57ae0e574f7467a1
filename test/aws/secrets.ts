import { createHash } from 'node:crypto';
import type { World } from './world';

/** The letters of access key ids. */
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Consonants that nobody takes for another letter. */
const consonants = 'BCDFGHJKLMNPQRSTVWXZ';

/** Gives a number that no other secret of this world is made of: 1, 2, and so on. */
export function takeNumber(world: World): number {
  world.issued.count += 1;
  return world.issued.count;
}

/** Gives `length` (at most 32) letters and digits for a seed, as ids of IAM have them. */
export function lettersOf(seed: string, length: number): string {
  return spell(seed, length, base32);
}

/** Gives `length` (at most 64) hexadecimal digits for a seed. */
export function hexOf(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

/** Gives a code for a seed that a person can compare and type: `BCDF-GHJK`. */
export function userCodeOf(seed: string): string {
  const letters = spell(seed, 8, consonants);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * Gives a secret that is easy to find in what is written to disk or shown, such as
 * `CANARY/token/7/Zx9Zx9...`: what it is for, its number, and padding up to a length.
 */
export function canary(what: string, number: number, length: number): string {
  return `CANARY/${what}/${number}/`.padEnd(length, 'Zx9');
}

function spell(seed: string, length: number, letters: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, length);
  return Array.from(bytes, (byte) => letters.charAt(byte % letters.length)).join('');
}
