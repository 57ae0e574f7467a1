import { describe, expect, it } from 'vitest';
import { describeExpiry } from '@/lib/credentials/expiry';

const minute = 60_000;

describe('an expiry in words', () => {
  it.each([
    [30_000, 'Expires in less than a minute'],
    [58 * minute + 59_000, 'Expires in 58 min'],
    [60 * minute, 'Expires in 1 h'],
    [719 * minute, 'Expires in 11 h 59 min'],
    [3 * 24 * 60 * minute, 'Expires in 3 days'],
    [0, 'Expired less than a minute ago'],
    [-3 * minute, 'Expired 3 min ago'],
  ])('%d ms from now', (left, words) => {
    expect(describeExpiry({ expiresAt: minute + left, longTerm: false }, minute)).toBe(words);
  });

  it('knows what does not expire from what is not known', () => {
    expect(describeExpiry({ longTerm: true }, 0)).toBe('Does not expire');
    expect(describeExpiry({ longTerm: false }, 0)).toBe('Expiry not stated');
  });
});
