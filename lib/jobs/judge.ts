import type { Problem } from '../problems/problem';
import type { PauseReason } from './job';

/** What a problem of a call means for a job. */
export type Verdict =
  /** The call was refused outright, and may go through later. */
  | { readonly kind: 'slower' }
  /** AWS has no room for it now: it goes later, and other things go on meanwhile. */
  | { readonly kind: 'later' }
  /** Nobody knows whether the call was carried out: what AWS shows decides. */
  | { readonly kind: 'unclear' }
  /** Every further call would meet the same: the job waits until that has passed. */
  | { readonly kind: 'pause'; readonly reason: PauseReason }
  /** The answer is final for this item. */
  | { readonly kind: 'final' };

/** Problems that hold for the whole job, and what the job waits for then. */
const pauses: Partial<Record<Problem['kind'], PauseReason>> = {
  'needs-credentials': 'needs-credentials',
  'wrong-account': 'needs-credentials',
  'credentials-refused': 'needs-credentials',
  'mfa-refused': 'needs-credentials',
  expired: 'expired',
  locked: 'locked',
  'permission-missing': 'permission-missing',
  'host-access-missing': 'host-access-missing',
  'read-only': 'forbidden',
  'log-unavailable': 'storage',
  'storage-unavailable': 'storage',
  'clock-skew': 'aws-fault',
};

/**
 * Judges what came of a call. AWS's retry tables are wrong for AppStream: its quota error is
 * final, and the throttle that the SDK takes for final passes (`lib/aws/errors.ts`).
 */
export function judgeProblem(problem: Problem): Verdict {
  if (problem.kind === 'throttled') return { kind: 'slower' };
  if (problem.kind === 'at-a-time') return { kind: 'later' };
  if (problem.kind === 'offline' || problem.kind === 'aws-fault') return { kind: 'unclear' };
  // A recipient is refused for itself; an account or a Region for all.
  if (problem.kind === 'company-policy') {
    return problem.rule === 'recipient'
      ? { kind: 'final' }
      : { kind: 'pause', reason: 'forbidden' };
  }
  const reason = pauses[problem.kind];
  return reason === undefined ? { kind: 'final' } : { kind: 'pause', reason };
}

/** Why a job waits whose calls were not answered, or not accepted, for too long. */
export function reasonOf(problem: Problem): PauseReason {
  return problem.kind === 'throttled' || problem.kind === 'offline' ? problem.kind : 'aws-fault';
}
