import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeQuota, quotaUse, sortUsage, stemOf, type AgeRule } from '@/lib/lifecycle/unused';
import type { OwnImage, RegionUsage } from '@/lib/lifecycle/usage';
import { friend, home, noon, owner, stranger } from '../support/values';

const day = 86_400_000;
const rule: AgeRule = { now: noon, days: 90 };
const arnOf = (name: string, account = owner) =>
  `arn:aws:appstream:${home.region}:${account}:image/${name}`;

const imageOf = (name: string, days: number, changes: Partial<OwnImage> = {}): OwnImage => ({
  arn: arnOf(name),
  name,
  state: 'AVAILABLE',
  platform: 'WINDOWS_SERVER_2022',
  createdAt: noon - days * day,
  sharedWith: [],
  ...changes,
});
const usageOf = (images: readonly OwnImage[], changes: Partial<RegionUsage> = {}): RegionUsage => ({
  images,
  fleets: [],
  builders: [],
  ...changes,
});

const fleetOn = (name: string, image: string) => ({
  name,
  state: 'RUNNING',
  desired: 1,
  imageArn: arnOf(image),
});

const namesOf = (usage: RegionUsage, by = rule) =>
  sortUsage(usage, by).candidates.map(({ image }) => image.name);

describe('an image that may go', () => {
  it('is older than the days that were set, and the oldest comes first', () => {
    const usage = usageOf([imageOf('b', 91), imageOf('c', 90), imageOf('a', 200)]);
    expect(namesOf(usage)).toEqual(['a', 'b']);
    expect(namesOf(usage, { now: noon, days: 0 })).toEqual(['a', 'b', 'c']);
    expect(sortUsage(usage, rule).kept).toMatchObject([
      { image: { name: 'c' }, why: 'It is 90 days old, not more than 90 days.' },
    ]);
  });

  it('says why it may, and what speaks against it', () => {
    const usage = usageOf([imageOf('old', 100)], {
      builders: [
        { name: 'builder', state: 'STOPPED', imageArn: arnOf('old') },
        { name: 'other', state: 'STOPPED', imageArn: arnOf('another') },
      ],
    });
    expect(sortUsage(usage, rule).candidates).toEqual([
      {
        image: usage.images[0],
        reasons: ['It is 100 days old, no fleet runs on it, and it is shared with nobody.'],
        against: [
          'No newer image is known that takes its place.',
          'The image builder builder (STOPPED) was started from it.',
        ],
      },
    ]);
  });

  it('says that it has failed, which nothing speaks against', () => {
    const usage = usageOf([imageOf('broken', 100, { state: 'FAILED' })]);
    expect(sortUsage(usage, rule).candidates).toMatchObject([
      { reasons: ['It has failed: nobody can use it.', expect.any(String)], against: [] },
    ]);
  });
});

describe('a newer image takes the place of one', () => {
  const old = imageOf('office-2026-03', 100);
  const newerOf = (...others: readonly OwnImage[]) =>
    sortUsage(usageOf([old, ...others]), rule).candidates.find(
      ({ image }) => image.name === old.name,
    );

  it.each([
    ['as its tags say', { source: old.arn }],
    ['as AWS says', { baseImageArn: old.arn }],
  ])('that was made from it, %s', (_, changes) => {
    const found = newerOf(imageOf('desk', 5, changes), imageOf('office-2026-06', 4));
    expect(found).toMatchObject({ newer: 'desk', against: [] });
    expect(found?.reasons).toContain('The newer image desk was made from it.');
  });

  it('that is called the same but for its number, the newest of them', () => {
    const found = newerOf(imageOf('office-2026-05', 30), imageOf('office-2026-06', 4));
    expect(found).toMatchObject({ newer: 'office-2026-06', against: [] });
  });

  it.each([
    ['is older', imageOf('office-2026-06', 120, { source: old.arn })],
    ['is not there yet', imageOf('office-2026-06', 1, { state: 'PENDING', source: old.arn })],
    ['is of another platform', imageOf('office-2026-06', 1, { platform: 'AMAZON_LINUX2' })],
    ['is called otherwise', imageOf('officers-2026-06', 1)],
    ['was made from one of another Region', imageOf('x', 1, { source: `${old.arn}-2` })],
    ['has an age that nobody knows', { ...imageOf('office-1', 1), createdAt: undefined }],
  ] as const)('but not one that %s', (_, { createdAt, ...other }) => {
    const found = newerOf({ ...other, ...(createdAt !== undefined && { createdAt }) });
    expect(found?.newer).toBeUndefined();
    expect(found?.against).toEqual(['No newer image is known that takes its place.']);
  });

  it('which may be one whose tags could not be read', () => {
    const unread = imageOf('desk', 5, {
      tagsUnread: { kind: 'permission-missing', action: 'appstream:ListTagsForResource' },
    });
    expect(newerOf(unread)?.against).toEqual([
      'No newer image is known that takes its place. The tags of 1 newer image could not be read.',
    ]);
  });

  it.each([
    ['office-2026-06', 'office'],
    ['Office_v2.1', 'office'],
    ['rocky-tools-copy', 'rocky-tools'],
    ['server2019', 'server2019'],
    ['2026-06', '2026'],
    ['plain', 'plain'],
  ])('and %s is one of %s', (name, stem) => {
    expect(stemOf(name)).toBe(stem);
  });
});

/** Why an image stays; nothing when it may go. */
const why = (image: OwnImage, changes: Partial<RegionUsage> = {}) =>
  sortUsage(usageOf([image], changes), rule).kept[0]?.why;

describe('an image stays', () => {
  it.each([
    ['one fleet', ['desks'], 'The fleet desks runs on it.'],
    ['fleets', ['desks', 'spare'], '2 fleets run on it: desks, spare.'],
  ])('that %s runs on', (_, fleets, sentence) => {
    const on = fleets.map((name) => fleetOn(name, 'old'));
    expect(why(imageOf('old', 100), { fleets: on })).toBe(sentence);
  });

  it('that a fleet names where AWS tells no ARN', () => {
    const fleets = [{ name: 'desks', state: 'STOPPED', desired: 0, imageName: 'old' }];
    expect(why(imageOf('old', 100), { fleets })).toBe('The fleet desks runs on it.');
    const another = [{ ...fleetOn('desks', 'another'), imageName: 'old' }];
    expect(why(imageOf('old', 100), { fleets: another })).toBeUndefined();
  });

  it.each([
    ['is shared', { sharedWith: [friend] }, `It is shared with account ${friend}.`],
    ['is shared widely', { sharedWith: [friend, stranger] }, 'It is shared with 2 accounts.'],
    ['goes already', { state: 'DELETING' }, 'AWS deletes it already.'],
    ['is being made', { state: 'PENDING' }, 'AWS is working on it: it is PENDING.'],
  ])('that %s', (_, changes, sentence) => {
    expect(why(imageOf('old', 100, changes))).toBe(sentence);
  });

  it('of which it could not be read who has it, with the reason', () => {
    const unread = {
      kind: 'permission-missing',
      action: 'appstream:DescribeImagePermissions',
    } as const;
    expect(why(imageOf('old', 100, { unread }))).toMatch(
      /^Who it is shared with could not be read\. .*DescribeImagePermissions/,
    );
  });

  it('whose age AWS does not tell', () => {
    const { createdAt: _, ...image } = imageOf('old', 100);
    expect(why(image)).toBe('AWS does not say when it was made.');
  });
});

const someNames = ['office-1', 'office-2', 'desk', 'kiosk', 'lab_v1', 'lab_v2'];

const usages: fc.Arbitrary<RegionUsage> = fc
  .record({
    images: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...someNames),
        days: fc.integer({ min: -1, max: 300 }),
        state: fc.constantFrom('AVAILABLE', 'FAILED', 'PENDING', 'DELETING'),
        sharedWith: fc.subarray([friend, stranger]),
        isUnread: fc.boolean(),
        source: fc.option(fc.constantFrom(...someNames)),
      }),
      { selector: ({ name }) => name },
    ),
    fleets: fc.array(fc.constantFrom(...someNames), { maxLength: 3 }),
  })
  .map(({ images, fleets }) =>
    usageOf(
      images.map(({ name, days, source, isUnread, ...rest }) =>
        imageOf(name, days, {
          ...rest,
          ...(source !== null && { source: arnOf(source) }),
          ...(isUnread && { unread: { kind: 'aws-fault' } }),
        }),
      ),
      { fleets: fleets.map((name, index) => fleetOn(`fleet-${index}`, name)) },
    ),
  );

describe('of any images of a Region', () => {
  it('none that a fleet uses, that is shared, or of which that is unknown may go', () => {
    fc.assert(
      fc.property(usages, fc.nat(200), (usage, days) => {
        const { candidates, kept } = sortUsage(usage, { now: noon, days });
        expect(candidates.length + kept.length).toBe(usage.images.length);
        for (const { image } of candidates) {
          expect(image.sharedWith).toEqual([]);
          expect(image.unread).toBeUndefined();
          expect(usage.fleets.some(({ imageArn }) => imageArn === image.arn)).toBe(false);
          expect(noon - (image.createdAt ?? noon)).toBeGreaterThan(days * day);
        }
      }),
    );
  });

  it('as many are free afterwards as are gone', () => {
    fc.assert(
      fc.property(usages, fc.subarray(someNames), (usage, gone) => {
        const { used, after } = quotaUse(usage, new Set(gone));
        const counting = usage.images.filter(({ state }) => state !== 'DELETING');
        expect(used).toBe(counting.length);
        expect(used - after).toBe(counting.filter(({ name }) => gone.includes(name)).length);
      }),
    );
  });
});

describe('the quota of images', () => {
  it.each([
    [7, 4, '7 of 10 images used, and 4 of 10 images once the selected ones are gone.'],
    [7, 7, '7 of 10 images used.'],
    [12, 12, "12 images used. AWS's usual quota is 10; this account has more."],
    [
      12,
      9,
      "12 images used, and 9 images once the selected ones are gone. AWS's usual quota is 10; this account has more.",
    ],
  ])('of which %i are used, and %i afterwards, is told in words', (used, after, words) => {
    expect(describeQuota({ used, after })).toBe(words);
  });
});
