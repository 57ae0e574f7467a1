import { endOf, type Identity } from './identity';

const minute = 60_000;

/**
 * When credentials end, in words: `Expires in 58 min`, `Expired 3 min ago`, and for those that
 * AWS would accept for longer `Held for 7 h 59 min more`, `Let go of 3 min ago`.
 */
export function describeExpiry(
  identity: Pick<Identity, 'expiresAt' | 'heldUntil'>,
  now: number,
): string {
  const end = endOf(identity);
  const left = end - now;
  const span = describeSpan(Math.abs(left));
  if (end === identity.expiresAt) return left > 0 ? `Expires in ${span}` : `Expired ${span} ago`;
  return left > 0 ? `Held for ${span} more` : `Let go of ${span} ago`;
}

/** A length of time, as exact as a person needs it: `58 min`, `11 h 59 min`, `3 days`. */
export function describeSpan(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
