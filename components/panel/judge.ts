import type { Problem } from '../../lib/problems/problem';

const problemsForAll: ReadonlySet<Problem['kind']> = new Set([
  'needs-credentials',
  'wrong-account',
  'expired',
  'locked',
  'credentials-refused',
  'clock-skew',
  'account-unknown',
  'region-unsupported',
  'host-access-missing',
  'offline',
  'extension-reloaded',
]);

/** Whether a problem concerns the account, the Region or the browser rather than one read. */
export function holdsForAll({ kind }: Problem): boolean {
  return problemsForAll.has(kind);
}
