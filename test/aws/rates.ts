import type { ThrottleForm } from './faults';

/**
 * How fast calls may come. AWS documents no rates for AppStream or Image Builder, only that there
 * are some: so this is the measure's own, not AWS's.
 */
export interface Rate {
  readonly perSecond: number;
  /** How many calls may come at once. */
  readonly burst: number;
  readonly form?: ThrottleForm;
}

/** Tells, and counts, whether one more call of that kind may be made now. */
export type Limiter = (bucket: string, now: number) => boolean;

/** Makes a token bucket for each kind of call: full at first, refilled evenly. */
export function createLimiter(rate: Rate): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (bucket, now) => {
    const known = buckets.get(bucket) ?? { tokens: rate.burst, at: now };
    const gained = (Math.max(0, now - known.at) / 1000) * rate.perSecond;
    const tokens = Math.min(rate.burst, known.tokens + gained);
    const allowed = tokens >= 1;
    buckets.set(bucket, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  };
}
