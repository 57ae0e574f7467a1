import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  familyOf,
  filterImages,
  imagesLike,
  matchesGlob,
  noFilter,
  tagText,
  type ListedImage,
} from '@/lib/images/select';

const listed = (name: string, more: Partial<ListedImage> = {}): ListedImage => ({
  key: `us-east-1/${name}`,
  region: 'us-east-1',
  arn: `arn:aws:appstream:us-east-1:111122223333:image/${name}`,
  name,
  visibility: 'private',
  state: 'AVAILABLE',
  platform: 'WINDOWS_SERVER_2022',
  ...more,
});

const names = (images: readonly ListedImage[]) => images.map(({ name }) => name);
const untagged = () => undefined;

describe('a pattern', () => {
  it.each([
    ['office-2026', 'office-*', true],
    ['office-2026', '*2026', true],
    ['office-2026', '*', true],
    ['office-2026', 'office-20?6', true],
    ['office-2026', 'office-202?6', false],
    ['office-2026', 'ffice*', false],
    ['my-office-2026', 'office-*', false],
    ['a.b', 'a?b', true],
    ['axb', 'a.b', false],
    ['aab', 'a*ab', true],
    ['abcabd', '*abd', true],
    ['', '*', true],
    ['', '?', false],
  ])('of %j is fitted by %j: %j', (text, pattern, fits) => {
    expect(matchesGlob(text, pattern)).toBe(fits);
  });

  it('fits what it was made of, whatever a star stands for', () => {
    const parts = fc.stringMatching(/^[a-c.]{0,4}$/);
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), parts, (pieces, between) => {
        expect(matchesGlob(pieces.join(between), pieces.join('*'))).toBe(true);
      }),
    );
  });

  it('does not take long, however many stars it has', () => {
    const began = performance.now();
    expect(matchesGlob('a'.repeat(100), `${'*a'.repeat(40)}*b`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the family of a name', () => {
  it.each([
    ['office-2026-06', 'office-#'],
    ['Office-2026.9', 'office-#'],
    ['office-202606', 'office-#'],
    ['office-jun-2026', 'office-#'],
    ['office-2026-jun-12', 'office-#'],
    ['rocky-tools_v2.1', 'rocky-tools_v#'],
    ['rocky-tools_v10', 'rocky-tools_v#'],
    ['marketing-3', 'marketing-#'],
    ['kiosk', 'kiosk'],
    ['office', 'office'],
  ])('of %j is %j', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });

  it('takes with it what is of the same platform only, in every Region', () => {
    const june = listed('office-2026-06');
    const images = [
      june,
      listed('office-2026-09'),
      listed('office-2026-06', { region: 'eu-west-1', key: 'eu-west-1/office-2026-06' }),
      listed('office-2025-01', { platform: 'WINDOWS_SERVER_2019' }),
      listed('design-7'),
    ];
    expect(imagesLike(images, [june]).map(({ key }) => key)).toEqual([
      'us-east-1/office-2026-06',
      'us-east-1/office-2026-09',
      'eu-west-1/office-2026-06',
    ]);
    expect(imagesLike(images, [])).toEqual([]);
  });
});

const tagsOf = ({ name }: ListedImage) =>
  name === 'kiosk'
    ? [
        { key: 'Team', value: 'Data' },
        { key: 'Old', value: '' },
      ]
    : undefined;

describe('a list of images', () => {
  const images = [
    listed('office-2026-06', { displayName: 'Desktop' }),
    listed('kiosk', { state: 'PENDING' }),
    listed('rocky', { platform: 'ROCKY_LINUX8' }),
  ];

  const by = (change: object) => names(filterImages(images, { ...noFilter, ...change }, untagged));

  it('is narrowed down by a part of a name, a pattern, the platform and the state', () => {
    expect(by({})).toEqual(['office-2026-06', 'kiosk', 'rocky']);
    expect(by({ text: ' KIO ' })).toEqual(['kiosk']);
    expect(by({ text: 'desktop' })).toEqual(['office-2026-06']);
    expect(by({ text: 'O*' })).toEqual(['office-2026-06']);
    expect(by({ text: 'desk*' })).toEqual([]);
    expect(by({ platform: 'ROCKY_LINUX8' })).toEqual(['rocky']);
    expect(by({ state: 'PENDING' })).toEqual(['kiosk']);
    expect(by({ state: 'PENDING', platform: 'ROCKY_LINUX8' })).toEqual([]);
  });

  it('is narrowed down by a tag, where the tags are known', () => {
    const byTag = (tag: string) => names(filterImages(images, { ...noFilter, tag }, tagsOf));
    expect(byTag('Team = Data')).toEqual(['kiosk']);
    expect(byTag('Old')).toEqual(['kiosk']);
    expect(byTag('Team')).toEqual([]);
    expect(tagText({ key: 'Old', value: '' })).toBe('Old');
    expect(choicesOf(images, tagsOf)).toEqual({
      platforms: ['ROCKY_LINUX8', 'WINDOWS_SERVER_2022'],
      states: ['AVAILABLE', 'PENDING'],
      tags: ['Old', 'Team = Data'],
    });
  });
});
