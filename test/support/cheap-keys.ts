/**
 * Has passphrases made into keys in one round from now on: that it takes its time is held by the
 * tests of the vault's cryptography alone.
 */
export function deriveKeysCheaply(): void {
  const { subtle } = crypto;
  const derive = subtle.deriveBits.bind(subtle);
  subtle.deriveBits = (algorithm, key, length) =>
    derive(
      typeof algorithm === 'object' && 'iterations' in algorithm
        ? { ...algorithm, iterations: 1 }
        : algorithm,
      key,
      length,
    );
}
