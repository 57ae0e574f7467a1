import type { Problem } from './problem';

/** What is wrong with everything in an account when it is with one thing. */
const general: ReadonlySet<Problem['kind']> = new Set([
  'needs-credentials',
  'wrong-account',
  'expired',
  'credentials-refused',
  'locked',
  'clock-skew',
  'offline',
]);

/** Whether a problem of one thing is one of all of them: there is no plan then. */
export function isGeneral({ kind }: Problem): boolean {
  return general.has(kind);
}
