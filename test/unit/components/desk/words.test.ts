import { describe, expect, it } from 'vitest';
import { fitsFilter, listingObstacle } from '@/components/desk/images/model';
import { describeAccount, describeRegion } from '@/components/desk/words';
import type { ImageListing } from '@/lib/images/image';

it('names a Region that it does not know by its code', () => {
  expect(describeRegion('eu-west-1')).toBe('Europe (Ireland) eu-west-1');
  expect(describeRegion('mars-north-1')).toBe('mars-north-1');
});

it('puts the name of an account before its id, where it has one', () => {
  const names = new Map([['111122223333', { account: '111122223333', name: 'Payments' }]]);
  expect(describeAccount('111122223333', names)).toBe('Payments 111122223333');
  expect(describeAccount('444455556666', names)).toBe('444455556666');
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
    expect(listingObstacle({ ...image, state: 'PENDING' })).toMatch(/Pending/);
    expect(listingObstacle({ ...image, visibility: 'shared-with-me' })).toMatch(/444455556666/);
  });
});
