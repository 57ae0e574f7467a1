import { afterAll, beforeAll } from 'vitest';

/**
 * Has passphrases made into keys in one round by the tests of a file: that it takes its time is held
 * by the tests of the vault's cryptography alone.
 */
export function deriveKeysCheaply(): void {
  const { subtle } = crypto;
  beforeAll(() => {
    const derive = subtle.deriveBits.bind(subtle);
    subtle.deriveBits = (algorithm, key, length) =>
      derive(
        typeof algorithm === 'object' && 'iterations' in algorithm
          ? { ...algorithm, iterations: 1 }
          : algorithm,
        key,
        length,
      );
  });
  afterAll(() => {
    // What the object has of its own goes, and its prototype's is there again.
    Reflect.deleteProperty(subtle, 'deriveBits');
  });
}
