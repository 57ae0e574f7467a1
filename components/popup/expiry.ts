import { hasExpired, type Identity } from '../../lib/credentials/identity';

const minute = 60_000;
const hour = 60 * minute;

/** How long credentials last yet, in words: `expires in 42 min`. */
export function describeExpiry(
  identity: Pick<Identity, 'expiresAt' | 'longTerm'>,
  now: number,
): string {
  const { expiresAt, longTerm } = identity;
  if (longTerm) return 'long-term key, does not expire';
  if (expiresAt === undefined) return 'time of expiry unknown';
  if (hasExpired(identity, now)) return 'expired';
  const left = expiresAt - now;
  if (left < minute) return 'expires in less than a minute';
  const minutes = Math.floor((left % hour) / minute);
  if (left < hour) return `expires in ${minutes} min`;
  const hours = Math.floor(left / hour);
  return minutes === 0 ? `expires in ${hours} h` : `expires in ${hours} h ${minutes} min`;
}
