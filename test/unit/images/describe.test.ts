import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeAge,
  describePlatform,
  describeState,
  describeTime,
  listingsOf,
  nameOfArn,
  stateTone,
  visibilityNames,
} from '@/lib/images/describe';
import type { Image, Visibility } from '@/lib/images/image';
import { imageNames, minute, noon, owner } from '../support/values';

const hour = 60 * minute;
const day = 24 * hour;

describe('a platform', () => {
  it.each([
    ['WINDOWS_SERVER_2022', 'Windows Server 2022'],
    ['WINDOWS_SERVER_2025', 'Windows Server 2025'],
    ['AMAZON_LINUX2', 'Amazon Linux 2'],
    ['UBUNTU_PRO_2404', 'Ubuntu Pro 24.04 LTS'],
    ['WINDOWS_SERVER_2031', 'WINDOWS_SERVER_2031'],
    [undefined, 'Not stated'],
  ])('%s is %s', (code, words) => {
    expect(describePlatform(code)).toBe(words);
  });
});

describe('a state', () => {
  it.each([
    ['AVAILABLE', 'Available', 'success'],
    ['RUNNING', 'Running', 'success'],
    ['FAILED', 'Failed', 'error'],
    ['PENDING', 'Pending', 'pending'],
    ['COPYING', 'Copying', 'pending'],
    ['PENDING_IMAGE_IMPORT', 'Pending image import', 'pending'],
    ['', '', 'pending'],
  ])('%s is %s, shown as %s', (state, words, tone) => {
    expect(describeState(state)).toBe(words);
    expect(stateTone(state)).toBe(tone);
  });
});

describe('an age', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [minute, '1 minute ago'],
    [2 * minute - 1, '1 minute ago'],
    [59 * minute, '59 minutes ago'],
    [hour, '1 hour ago'],
    [day - 1, '23 hours ago'],
    [day, '1 day ago'],
    [29 * day, '29 days ago'],
    [30 * day, '1 month ago'],
    [364 * day, '12 months ago'],
    [365 * day, '1 year ago'],
    [800 * day, '2 years ago'],
    [-hour, 'just now'],
  ])('of %i ms is %s', (age, words) => {
    expect(describeAge(noon - age, noon, 'en')).toBe(words);
  });

  it('is told in the person’s language', () => {
    expect(describeAge(noon - 3 * day, noon, 'de')).toBe('vor 3 Tagen');
  });
});

describe('a time', () => {
  it('is told in a time zone that is named', () => {
    expect(describeTime(noon, 'en-GB', 'UTC')).toBe('1 Aug 2026, 12:00 UTC');
    expect(describeTime(noon, 'en-US', 'America/New_York')).toMatch(/Aug 1, 2026.*08:00 AM EDT/);
  });
});

const image = (name: string, visibility: Visibility): Image => ({
  arn: `arn:aws:appstream:us-east-1:${owner}:image/${name}`,
  name,
  visibility,
  state: 'AVAILABLE',
  errors: ['secret detail'],
  dynamicCatalogs: false,
  instanceFamilies: [],
  applications: [],
});

describe('a list of images', () => {
  it('has own images first, each class by name', () => {
    const images = [
      image('p2', 'public'),
      image('m1', 'shared-with-me'),
      image('b', 'private'),
      image('p1', 'public'),
      image('s1', 'shared-with-others'),
      image('a', 'private'),
    ];
    expect(listingsOf(images).map(({ name }) => name)).toEqual(['a', 'b', 's1', 'm1', 'p1', 'p2']);
  });

  it('has what a picker needs and no more', () => {
    const [listing] = listingsOf([{ ...image('a', 'private'), displayName: 'A' }]);
    expect(listing).toEqual({
      arn: `arn:aws:appstream:us-east-1:${owner}:image/a`,
      name: 'a',
      displayName: 'A',
      visibility: 'private',
      state: 'AVAILABLE',
    });
    expect(listingsOf([image('a', 'private')])[0]).not.toHaveProperty('displayName');
  });

  it('has every image once and does not touch the list it was made of', () => {
    const visibilities = fc.constantFrom(...(Object.keys(visibilityNames) as Visibility[]));
    const images = fc.array(fc.tuple(imageNames, visibilities).map(([name, v]) => image(name, v)));
    fc.assert(
      fc.property(images, (all) => {
        const frozen = Object.freeze([...all]);
        const names = listingsOf(frozen).map(({ name }) => name);
        expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
      }),
    );
  });

  it('names the four classes as the console does', () => {
    expect(Object.values(visibilityNames)).toEqual([
      'Private',
      'Shared with others',
      'Shared with me',
      'Public',
    ]);
  });
});

describe('the name in an ARN', () => {
  it('is what stands after the kind of resource', () => {
    fc.assert(
      fc.property(imageNames, (name) => {
        expect(nameOfArn(`arn:aws:appstream:us-east-1:${owner}:image/${name}`)).toBe(name);
        expect(nameOfArn(`arn:aws-us-gov:appstream:us-gov-west-1::image/${name}`)).toBe(name);
      }),
    );
  });

  it('is the ARN itself where it is of no image', () => {
    expect(nameOfArn('arn:aws:s3:::bucket')).toBe('arn:aws:s3:::bucket');
    expect(nameOfArn('')).toBe('');
  });
});
