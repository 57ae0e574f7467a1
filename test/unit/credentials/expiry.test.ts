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
    const expiresAt = minute + left;
    expect(describeExpiry({ expiresAt, heldUntil: Infinity }, minute)).toBe(words);
  });

  it('says when Image Desk lets go of what AWS would accept for longer', () => {
    expect(describeExpiry({ heldUntil: 480 * minute }, minute)).toBe('Held for 7 h 59 min more');
    expect(describeExpiry({ expiresAt: 9 * minute, heldUntil: 4 * minute }, minute)).toBe(
      'Held for 3 min more',
    );
    expect(describeExpiry({ heldUntil: minute }, 4 * minute)).toBe('Let go of 3 min ago');
  });
});
