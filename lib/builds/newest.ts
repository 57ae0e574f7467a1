import { lifecycleStates } from './acts';

/**
 * The newest first. What has no date is told apart by its version, the higher one before.
 */
export function byNewest(
  a: { readonly createdAt?: number; readonly arn: string },
  b: { readonly createdAt?: number; readonly arn: string },
): number {
  return (b.createdAt ?? 0) - (a.createdAt ?? 0) || collator.compare(b.arn, a.arn);
}

/** Whether a build can be used, or could be before somebody retired it. */
export function becameAvailable({ status }: { readonly status: string }): boolean {
  return lifecycleStates.some((each) => each === status);
}

const collator = new Intl.Collator('en', { numeric: true });
