import { pbkdf2Sync } from 'node:crypto';

/** How much slower this machine is now than the one on which the budgets were set; 1 at least. */
export interface Slowness {
  /** Of running code. */
  readonly code: number;
  /** Of deriving keys, which some processors have instructions for. */
  readonly keys: number;
}

/** About what the machine of the budgets takes, in milliseconds: told by the times of that day's bench. */
const reference = { code: 117, keys: 53 } as const;

/**
 * Measures something, and how slow the machine is around it: a machine that others use too can be
 * twice as slow a minute later. Of before and after the slower counts.
 */
export async function besideSlowness<Figures>(
  measure: (before: Slowness) => Promise<Figures>,
): Promise<Figures & { readonly slowness: Slowness }> {
  const before = measureSlowness();
  const figures = await measure(before);
  const after = measureSlowness();
  const slowness = {
    code: Math.max(before.code, after.code),
    keys: Math.max(before.keys, after.keys),
  };
  return { ...figures, slowness };
}

/** Times a fixed piece of work of each kind, the best of three. */
function measureSlowness(): Slowness {
  return {
    code: Math.max(1, bestOf(countUp) / reference.code),
    keys: Math.max(1, bestOf(deriveKey) / reference.keys),
  };
}

function bestOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = performance.now();
    work();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

function countUp(): void {
  let sum = 0;
  for (let index = 0; index < 100_000_000; index += 1) sum += index % 7;
  if (sum === 0) throw new Error('Nothing was counted');
}

function deriveKey(): void {
  pbkdf2Sync('a', 'b', 300_000, 32, 'sha256');
}
