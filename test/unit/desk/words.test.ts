import { describe, expect, it } from 'vitest';
import { fitsFilter, listingObstacle } from '@/components/desk/images/model';
import { describeExpiry, describeRegion } from '@/components/desk/words';
import type { ImageListing } from '@/lib/images/image';

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

it('names a Region that it does not know by its code', () => {
  expect(describeRegion('eu-west-1')).toBe('Europe (Ireland) eu-west-1');
  expect(describeRegion('mars-north-1')).toBe('mars-north-1');
});

describe('a listed image', () => {
  const image: ImageListing = {
    arn: 'arn:aws:appstream:eu-west-1:444455556666:image/office',
    name: 'office',
    displayName: 'The Desktop',
    visibility: 'private',
    state: 'AVAILABLE',
  };

  it('is found by its name and by its display name, in any case', () => {
    expect(fitsFilter(image, ' OFF ')).toBe(true);
    expect(fitsFilter(image, 'desktop')).toBe(true);
    expect(fitsFilter(image, 'kiosk')).toBe(false);
  });

  it('can be shared by its owner when it is available', () => {
    expect(listingObstacle(image)).toBeUndefined();
    expect(listingObstacle({ ...image, state: 'PENDING' })).toMatch(/PENDING/);
    expect(listingObstacle({ ...image, visibility: 'shared-with-me' })).toMatch(/444455556666/);
  });
});
