import type { Identity } from './identity';

const minute = 60_000;

/** When credentials end, in words: `Expires in 58 min`, `Expired 3 min ago`. */
export function describeExpiry(
  { expiresAt, longTerm }: Pick<Identity, 'expiresAt' | 'longTerm'>,
  now: number,
): string {
  if (expiresAt === undefined) return longTerm ? 'Does not expire' : 'Expiry not stated';
  const left = expiresAt - now;
  return left > 0 ? `Expires in ${describeSpan(left)}` : `Expired ${describeSpan(-left)} ago`;
}

/** A length of time, as exact as a person needs it: `58 min`, `11 h 59 min`, `3 days`. */
function describeSpan(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
