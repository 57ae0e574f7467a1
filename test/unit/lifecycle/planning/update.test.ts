import { describe, expect, it } from 'vitest';
import type { WishOf } from '@/lib/lifecycle/wish';
import { imageOf, planIn, type PlanningWorld } from '../../support/planning';
import { friend, valueOf } from '../../support/values';

const region = 'us-east-1';
const office = imageOf('office', { displayName: 'Office', description: 'Desks' });

const update = (image: string, name = `${image}-new`) => ({
  from: { region, image },
  image: name,
});
const wishOf = (...updates: WishOf<'update'>['updates']): WishOf<'update'> => ({
  act: 'update',
  updates,
  tags: true,
});
const planOf = async (world: PlanningWorld, wish: WishOf<'update'>) =>
  valueOf((await planIn(world, wish)).plan);
const reasons = (concerns: readonly { subject: string; refusal: { kind: string } }[]) =>
  concerns.map(({ subject, refusal }) => [subject, refusal.kind]);

describe('the plan of updates', () => {
  it('makes the new image with the texts and tags of the old one, and names that one', async () => {
    const world = {
      images: { [region]: [office] },
      tags: { office: [{ key: 'Team', value: 'Desks' }] },
    };
    const { steps, title } = await planOf(world, wishOf(update('office')));
    expect(title).toBe('Update office as office-new');
    expect(steps).toEqual([
      {
        kind: 'image-step',
        of: 'update',
        act: 'update',
        chain: `${region}/office-new`,
        region,
        source: 'office',
        image: 'office-new',
        displayName: 'Office',
        description: 'Desks',
        tags: [
          { key: 'Team', value: 'Desks' },
          { key: 'image-desk:source-image', value: office.arn },
        ],
      },
    ]);
    const own = { ...update('office'), displayName: 'New', description: 'Newer' };
    const given = await planOf(world, { ...wishOf(own), tags: false });
    expect(given.steps).toMatchObject([{ displayName: 'New', description: 'Newer', tags: [] }]);
  });

  it('leaves out what AWS has nothing newer for, as a dry run says', async () => {
    const world = {
      images: { [region]: [office, imageOf('new'), imageOf('odd')] },
      newer: { new: false, odd: { kind: 'rejected', detail: 'It is not compatible.' } },
    } as const;
    const { steps, leftOut } = await planOf(
      world,
      wishOf(update('new'), update('odd'), update('office')),
    );
    expect(reasons(leftOut)).toEqual([
      ['new', 'nothing-newer'],
      ['odd', 'nothing-newer'],
    ]);
    expect(leftOut[1]?.refusal.sentence).toContain('It is not compatible.');
    expect(steps.map(({ chain }) => chain)).toEqual([`${region}/office-new`]);
  });

  it('does not ask AWS about what it would refuse anyway', async () => {
    const world = {
      images: {
        [region]: [
          office,
          imageOf('linux', { platform: 'ROCKY_LINUX8' }),
          imageOf('theirs', { owner: friend }),
          imageOf('half', { state: 'PENDING' }),
        ],
      },
    };
    const { plan, reads } = await planIn(
      world,
      wishOf(
        update('linux'),
        update('theirs'),
        update('half'),
        update('gone'),
        update('office', 'half'),
        update('office', 'fine'),
        update('office', 'fine'),
      ),
    );
    expect(reasons(valueOf(plan).leftOut)).toEqual([
      ['linux', 'image-platform'],
      ['theirs', 'image-owner'],
      ['half', 'image-state'],
      ['gone', 'image-gone'],
      ['office', 'name'],
      ['office', 'name'],
    ]);
    expect(reads.filter((read) => read.startsWith('canUpdate'))).toEqual([
      'canUpdate us-east-1/office',
    ]);
  });

  it.each([
    ['the images of AWS that come of no image builder count', {}, 1],
    ['those that an image builder makes do not', { imageBuilder: 'builder' }, 0],
  ])('warns when five are updated already: %s', async (_, changes, count) => {
    const underway = Array.from({ length: 5 }, (__, index) =>
      imageOf(`at-${index}`, { state: index % 2 === 0 ? 'PENDING' : 'CREATING', ...changes }),
    );
    const { doubts } = await planOf(
      { images: { [region]: [office, ...underway] } },
      wishOf(update('office')),
    );
    expect(doubts.filter(({ refusal }) => refusal.kind === 'updates-underway')).toHaveLength(count);
  });

  it.each([
    { kind: 'permission-missing', action: 'appstream:CreateUpdatedImage' },
    { kind: 'expired' },
  ] as const)('cannot be made when nothing can be asked: $kind', async (problem) => {
    const world = { images: { [region]: [office] }, newer: { office: problem } };
    const { plan } = await planIn(world, wishOf(update('office')));
    expect(plan).toEqual({ ok: false, problem });
  });
});
