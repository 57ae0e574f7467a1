import { describe, expect, it } from 'vitest';
import { actsOf } from '@/components/panel/appstream/acts';
import type { Image } from '@/lib/images/image';
import { imageOf } from './fakes';

const refused = (changes: Partial<Image>) =>
  Object.fromEntries(
    actsOf(imageOf('office', changes)).flatMap(({ label, obstacle }) =>
      obstacle === undefined ? [] : [[label, obstacle]],
    ),
  );

const foreign = { visibility: 'shared-with-me', owner: '444455556666' } as const;

describe('what can become of an image, from its panel', () => {
  it('is all of it for an own image that is AVAILABLE, shared or not', () => {
    expect(refused({})).toEqual({});
    expect(refused({ visibility: 'shared-with-others' })).toEqual({});
  });

  it('is a clone alone where it is not own, and the reason says whose it is', () => {
    const acts = ['Copy to Regions', 'Update image', 'Delete image'];
    expect(Object.keys(refused(foreign))).toEqual(acts);
    expect(Object.keys(refused({ visibility: 'public' }))).toEqual(acts);
    expect(new Set(Object.values(refused(foreign)))).toEqual(
      new Set([
        'This image belongs to account 444455556666. Only an image of this account can be copied, updated or deleted; clone it to get one.',
      ]),
    );
  });

  it('is nothing where the owner shares it for fleets alone', () => {
    const granted = { fleet: true, imageBuilder: false };
    expect(refused({ ...foreign, granted })['Clone image']).toContain('for fleets only');
    expect(
      refused({ ...foreign, granted: { fleet: false, imageBuilder: true } }),
    ).not.toHaveProperty('Clone image');
  });

  it('is to delete it alone while it is not AVAILABLE', () => {
    expect(Object.keys(refused({ state: 'FAILED' }))).toEqual([
      'Clone image',
      'Copy to Regions',
      'Update image',
    ]);
    expect(refused({ state: 'FAILED' })['Clone image']).toContain('this one is FAILED');
    expect(Object.keys(refused({ state: 'DELETING' }))).toHaveLength(4);
  });

  it('is no update of Linux', () => {
    expect(Object.keys(refused({ platform: 'AMAZON_LINUX2' }))).toEqual(['Update image']);
  });
});
