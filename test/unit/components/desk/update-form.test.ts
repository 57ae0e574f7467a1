import { describe, expect, it } from 'vitest';
import type { KnownRegions } from '@/components/desk/lifecycle/form-sources';
import {
  emptyUpdateForm,
  readUpdateForm,
  updatedName,
  updatesOf,
  type UpdateForm,
} from '@/components/desk/lifecycle/update-form';
import type { Image } from '@/lib/images/image';
import { imageOf } from '../../support/planning';
import { owner } from '../../support/values';

const region = 'us-east-1';
/** A noon of this computer. */
const now = new Date(2026, 7, 1, 12).getTime();

const knownOf = (...images: readonly Image[]): KnownRegions => ({
  account: { partition: 'aws', account: owner },
  states: new Map([[region, { images, builders: [] }]]),
});
const sheetOf = (form: Partial<UpdateForm>, ...images: readonly Image[]) =>
  updatesOf(
    { ...emptyUpdateForm, ...form },
    images.map(({ name }) => ({ region, image: name })),
    knownOf(...images),
    now,
  );
const read = (form: Partial<UpdateForm>, ...images: readonly Image[]) =>
  readUpdateForm({ ...emptyUpdateForm, ...form }, sheetOf(form, ...images));

const office = imageOf('office', { displayName: 'Office' });
const key = `${region}/office`;

describe('the name of an updated image', () => {
  it.each([
    ['office', 'office-2026-08-01'],
    ['office-2026-06', 'office-2026-08-01'],
    ['office-2026-06-16', 'office-2026-08-01'],
    ['office_20260616', 'office-2026-08-01'],
    ['office-v2.1', 'office-v2.1-2026-08-01'],
    ['2026-06', '2026-06-2026-08-01'],
    ['build-202613', 'build-202613-2026-08-01'],
  ])('of %s is %s', (name, updated) => {
    expect(updatedName(name, now)).toBe(updated);
  });

  it('fits where the old one is as long as a name can be', () => {
    const name = updatedName('x'.repeat(100), now);
    expect(name).toHaveLength(100);
    expect(name).toMatch(/x-2026-08-01$/);
  });
});

describe('the form of updates', () => {
  it('wishes for a new image of each, with the texts of the old one unless others are typed', () => {
    expect(read({}, office)).toEqual({
      wish: {
        act: 'update',
        updates: [{ from: { region, image: 'office' }, image: 'office-2026-08-01' }],
        tags: true,
      },
    });
    const typed = {
      names: new Map([[key, 'desk']]),
      displayNames: new Map([[key, ' Desk ']]),
      description: ' New ',
      tags: false,
    };
    expect(read(typed, office)).toEqual({
      wish: {
        act: 'update',
        updates: [
          {
            from: { region, image: 'office' },
            image: 'desk',
            displayName: 'Desk',
            description: 'New',
          },
        ],
        tags: false,
      },
    });
  });

  it('names images apart that would be called the same', () => {
    const { rows } = sheetOf({}, imageOf('office-2026-03'), imageOf('office-2026-06'));
    expect(rows.map(({ image }) => image)).toEqual(['office-2026-08-01', 'office-2026-08-01-2']);
  });

  it.each<readonly [string, Partial<UpdateForm>, readonly Image[]]>([
    ['There is no image that can be updated.', {}, [imageOf('linux', { platform: 'RHEL8' })]],
    [
      'office: The name office is taken in this Region. Enter another one.',
      { names: new Map([[key, 'office']]) },
      [office],
    ],
    [
      'office: Two new images in us-east-1 have this name.',
      {
        names: new Map([
          [key, 'desk'],
          [`${region}/other`, 'desk'],
        ]),
      },
      [office, imageOf('other')],
    ],
    [
      'office: A display name has up to 100 characters. Shorten it.',
      { displayNames: new Map([[key, 'x'.repeat(101)]]) },
      [office],
    ],
    [
      'A description has up to 256 characters. Shorten it.',
      { description: 'x'.repeat(257) },
      [office],
    ],
  ])('says what is wrong: %s', (obstacle, form, images) => {
    expect(read(form, ...images)).toEqual({ obstacle });
  });

  it('leaves out images of Linux, and those that are not there yet', () => {
    const { sources } = sheetOf(
      {},
      imageOf('linux', { platform: 'UBUNTU_PRO_2404' }),
      imageOf('half', { state: 'PENDING' }),
      office,
    );
    expect(sources.leftOut.map(({ subject, refusal }) => [subject, refusal.kind])).toEqual([
      ['linux', 'image-platform'],
      ['half', 'image-state'],
    ]);
  });
});
