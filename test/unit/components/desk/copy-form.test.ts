import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copiesOf,
  emptyCopyForm,
  readCopyForm,
  type CopyForm,
} from '@/components/desk/lifecycle/copy-form';
import type { KnownRegions } from '@/components/desk/lifecycle/form-sources';
import type { Image } from '@/lib/images/image';
import { imageOf } from '../../support/planning';
import { friend, imageNames, owner } from '../../support/values';

const account = { partition: 'aws', account: owner } as const;
const virginia = 'us-east-1';
const ireland = 'eu-west-1';

const knownOf = (
  states: Readonly<Record<string, readonly Image[]>>,
  builders: readonly string[] = [],
): KnownRegions => ({
  account,
  states: new Map(
    Object.entries(states).map(([region, images]) => [
      region,
      {
        images,
        builders: builders.map((name) => ({ arn: name, name, state: 'RUNNING', errors: [] })),
      },
    ]),
  ),
});
const places = (...names: readonly string[]) => names.map((image) => ({ region: virginia, image }));
const formOf = (changes: Partial<CopyForm> = {}): CopyForm => ({
  ...emptyCopyForm([ireland]),
  ...changes,
});
const read = (form: CopyForm, names: readonly string[], known: KnownRegions) =>
  readCopyForm(form, copiesOf(form, places(...names), known), known);

const office = imageOf('office');
const known = knownOf({ [virginia]: [office], [ireland]: [] });

describe('the form of copies', () => {
  it('wishes for a copy of each image in each Region, with tags and without shares at first', () => {
    const form = formOf({ regions: [virginia, ireland], description: ' Desks ' });
    expect(read(form, ['office'], known)).toEqual({
      wish: {
        act: 'copy',
        copies: [
          {
            from: { region: virginia, image: 'office' },
            to: { region: virginia, image: 'office-2' },
          },
          { from: { region: virginia, image: 'office' }, to: { region: ireland, image: 'office' } },
        ],
        description: 'Desks',
        tags: true,
        shares: false,
      },
    });
  });

  it.each<readonly [string, CopyForm, readonly string[], KnownRegions]>([
    ['us-east-1 was not read yet.', formOf(), ['office'], knownOf({})],
    ['There is no image that can be copied.', formOf(), ['gone'], known],
    ['Pick the Regions to copy to.', emptyCopyForm(), ['office'], known],
    [
      'eu-west-1 was not read yet. Wait, or take it out.',
      formOf(),
      ['office'],
      knownOf({ [virginia]: [office] }),
    ],
    [
      'office in eu-west-1: Enter a name.',
      formOf({ names: new Map([['us-east-1/office/eu-west-1', '']]) }),
      ['office'],
      known,
    ],
    [
      'A description has up to 256 characters. Shorten it.',
      formOf({ description: 'x'.repeat(257) }),
      ['office'],
      known,
    ],
  ])('says what is missing: %s', (obstacle, form, names, regions) => {
    expect(read(form, names, regions)).toEqual({ obstacle });
  });

  it('checks a name that is typed against the images and image builders that are there', () => {
    const there = knownOf({ [virginia]: [office], [ireland]: [imageOf('old')] }, ['builder']);
    for (const name of ['old', 'builder']) {
      const names = new Map([['us-east-1/office/eu-west-1', name]]);
      const [row] = copiesOf(formOf({ names }), places('office'), there).rows;
      expect(row?.error).toBe(`The name ${name} is taken in this Region. Enter another one.`);
    }
  });

  it('keeps two copies in a Region from having one name', () => {
    const both = knownOf({ [virginia]: [office, imageOf('desk')], [ireland]: [] });
    const names = new Map([['us-east-1/desk/eu-west-1', 'office']]);
    // The one that nobody has typed gives way.
    expect(
      copiesOf(formOf({ names }), places('office', 'desk'), both).rows.map(({ to }) => to.image),
    ).toEqual(['office-2', 'office']);
    const typed = new Map([...names, ['us-east-1/office/eu-west-1', 'office']]);
    const { rows } = copiesOf(formOf({ names: typed }), places('office', 'desk'), both);
    expect(rows.map(({ error }) => error)).toEqual([
      'Two copies in eu-west-1 have this name.',
      'Two copies in eu-west-1 have this name.',
    ]);
  });

  it('leaves out images of which nothing can be copied, with the reason', () => {
    const there = knownOf({
      [virginia]: [
        office,
        imageOf('theirs', { owner: friend }),
        imageOf('half', { state: 'PENDING' }),
      ],
      [ireland]: [],
    });
    const { sources, rows } = copiesOf(formOf(), places('office', 'theirs', 'half', 'gone'), there);
    expect(sources.leftOut.map(({ subject, refusal }) => [subject, refusal.kind])).toEqual([
      ['theirs', 'image-owner'],
      ['half', 'image-state'],
      ['gone', 'image-gone'],
    ]);
    expect(rows).toHaveLength(1);
  });

  it('warns of a Region whose usual quota the copies exceed together', () => {
    const nine = Array.from({ length: 9 }, (_, index) => imageOf(`old-${index}`));
    const two = [office, imageOf('desk')];
    const there = knownOf({ [virginia]: two, [ireland]: nine });
    const doubts = (...names: readonly string[]) =>
      copiesOf(formOf(), places(...names), there).doubts.map(({ region }) => region);
    expect(doubts('office')).toEqual([]);
    expect(doubts('office', 'desk')).toEqual([ireland]);
  });

  it('makes up to 500 copies', () => {
    const images = Array.from({ length: 501 }, (_, index) => imageOf(`image-${index}`));
    const there = knownOf({ [virginia]: images, [ireland]: [] });
    const names = images.map(({ name }) => name);
    expect(read(formOf(), names, there)).toEqual({
      obstacle: 'A plan makes up to 500 copies, and these are 501. Pick fewer Regions.',
    });
    expect(read(formOf(), names.slice(1), there)).toHaveProperty('wish');
  });

  it('never suggests a name that is taken, or that two copies have', () => {
    const some = fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'a-2', 'a-3', 'b'), imageNames), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(some, some, some, (sources, there, builders) => {
        const regions = knownOf(
          {
            [virginia]: sources.map((name) => imageOf(name)),
            [ireland]: there.map((name) => imageOf(name)),
          },
          builders,
        );
        const form = formOf({ regions: [virginia, ireland] });
        const { rows } = copiesOf(form, places(...sources), regions);
        const given = rows.map(({ to }) => `${to.region}/${to.image}`);
        expect(new Set(given).size).toBe(given.length);
        const taken = new Set([
          ...sources.map((name) => `${virginia}/${name}`),
          ...there.map((name) => `${ireland}/${name}`),
          ...[virginia, ireland].flatMap((region) => builders.map((name) => `${region}/${name}`)),
        ]);
        expect(given.filter((name) => taken.has(name))).toEqual([]);
      }),
    );
  });
});
