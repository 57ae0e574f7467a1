import type { Problem } from '../problems/problem';
import type { Result } from '../result';

/** Time and chance, injected so that tests need neither. */
export interface RetryParts {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/** How often a call is tried in all, and what each wait has at least, in milliseconds. */
interface Policy {
  readonly attempts: number;
  readonly patience: number;
}

/**
 * What may pass, by problem. The table of AWS's SDK takes AppStream's quota error for a throttle
 * and its throttle for final. A skewed clock gets one more try: the offset has been learned from
 * the first answer by then (`send.ts`). Faults need patience: Chromium holds an extension's requests
 * back for 0.7 s after a few (`held-back.ts`).
 */
const policies: Partial<Record<Problem['kind'], Policy>> = {
  throttled: { attempts: 4, patience: 0 },
  'aws-fault': { attempts: 3, patience: 700 },
  offline: { attempts: 2, patience: 0 },
  'clock-skew': { attempts: 2, patience: 0 },
};

/** What a change may be sent again after: only problems that mean it was not made. */
const refusedOutright: ReadonlySet<Problem['kind']> = new Set(['throttled', 'clock-skew']);

/** What chance adds to the first wait at most, in milliseconds. */
const jitter = 250;

/**
 * Runs a call again while its problem may pass, with exponential back-off and jitter. What works
 * `once`, such as a change or a code, is not sent again when its answer was lost: it may have
 * been carried out.
 */
export async function retrying<Value>(
  call: () => Promise<Result<Value>>,
  { wait, random }: RetryParts,
  once = false,
): Promise<Result<Value>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await call();
    if (result.ok) return result;
    const policy = policies[result.problem.kind];
    if (!policy || attempt >= policy.attempts) return result;
    if (once && !refusedOutright.has(result.problem.kind)) return result;
    await wait((policy.patience + random() * jitter) * 2 ** (attempt - 1));
  }
}
