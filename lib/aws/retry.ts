import type { Problem } from '../problems/problem';
import type { Result } from '../result';

/** Time and chance, injected so that tests need neither. */
export interface RetryParts {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/**
 * How often a call is tried in all, by problem. The SDK makes one attempt a call, because its
 * own table takes AppStream's quota error for a throttle and its throttle for final. A skewed
 * clock gets one more try: the SDK has learned the offset from the first answer by then.
 */
const attempts: Partial<Record<Problem['kind'], number>> = {
  throttled: 4,
  'aws-fault': 3,
  offline: 2,
  'clock-skew': 2,
};

/** What a change may be sent again after: only problems that mean it was not made. */
const refusedOutright: ReadonlySet<Problem['kind']> = new Set(['throttled', 'clock-skew']);

/** The longest first wait in milliseconds; it doubles with every further attempt. */
const firstWait = 250;

/**
 * Runs a call again while its problem may pass, with exponential back-off and full jitter. A
 * change (`mutating`) whose answer was lost is not sent again: it may have been made.
 */
export async function retrying<Value>(
  call: () => Promise<Result<Value>>,
  { wait, random }: RetryParts,
  mutating = false,
): Promise<Result<Value>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await call();
    if (result.ok || attempt >= (attempts[result.problem.kind] ?? 1)) return result;
    if (mutating && !refusedOutright.has(result.problem.kind)) return result;
    await wait(random() * firstWait * 2 ** (attempt - 1));
  }
}
