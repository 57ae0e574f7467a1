import { describe, expect, it } from 'vitest';
import type { WishOf } from '@/lib/lifecycle/wish';
import { imageOf, planIn, type PlanningWorld } from '../../support/planning';
import { friend, stranger, valueOf } from '../../support/values';

const ireland = 'eu-west-1';
const office = imageOf('office', { description: 'Desks' });
const images = { 'us-east-1': [office], [ireland]: [] };

const copy = (image: string, name = image, region = ireland) => ({
  from: { region: 'us-east-1', image },
  to: { region, image: name },
});
const wishOf = (...copies: WishOf<'copy'>['copies']): WishOf<'copy'> => ({
  act: 'copy',
  copies,
  tags: false,
  shares: false,
});
const planOf = async (world: PlanningWorld, wish: WishOf<'copy'>) =>
  valueOf((await planIn(world, wish)).plan);
const reasons = (concerns: readonly { subject: string; refusal: { kind: string } }[]) =>
  concerns.map(({ subject, refusal }) => [subject, refusal.kind]);

/** The image as it is shared with so many accounts. */
const shares = (count: number) => ({
  office: Array.from({ length: count }, (_, index) => ({
    account: String(900_000_000_000 + index),
    fleet: true,
    imageBuilder: true,
  })),
});

describe('the plan of copies', () => {
  it('makes each copy, tags it and shares it as its image, one after the other', async () => {
    const world = {
      images,
      tags: { office: [{ key: 'Team', value: 'Desks' }] },
      shares: {
        office: [
          { account: friend, fleet: true, imageBuilder: false },
          { account: stranger, fleet: false, imageBuilder: false },
        ],
      },
    };
    const wish = { ...wishOf(copy('office')), tags: true, shares: true };
    const { steps, title } = await planOf(world, wish);
    const step = { kind: 'image-step', of: 'copy', chain: `${ireland}/office`, region: ireland };
    expect(title).toBe(`Copy office to ${ireland}`);
    expect(steps).toEqual([
      {
        ...step,
        act: 'copy',
        source: 'office',
        image: 'office',
        from: 'us-east-1',
        description: 'Desks',
      },
      {
        ...step,
        act: 'tag',
        image: 'office',
        tags: [
          { key: 'Team', value: 'Desks' },
          { key: 'image-desk:source-image', value: office.arn },
        ],
      },
      { ...step, act: 'share', image: 'office', with: friend, fleet: true, imageBuilder: false },
    ]);
  });

  it('reads the tags and shares of an image once, for however many Regions', async () => {
    const wish = {
      ...wishOf(copy('office'), copy('office', 'office-2', 'us-east-1')),
      tags: true,
      shares: true,
    };
    const { reads } = await planIn({ images }, wish);
    expect(reads.toSorted()).toEqual([
      'listBuilders eu-west-1',
      'listBuilders us-east-1',
      'listImages eu-west-1',
      'listImages us-east-1',
      'listShares us-east-1/office',
      'listTags us-east-1/office',
    ]);
  });

  it('leaves out what AWS would refuse, and goes on with the rest', async () => {
    const world = {
      images: {
        'us-east-1': [
          office,
          imageOf('half', { state: 'COPYING' }),
          imageOf('theirs', { owner: friend }),
        ],
        [ireland]: [imageOf('old', {}, ireland)],
      },
      builders: { [ireland]: ['builder'] },
    };
    const { steps, leftOut, title } = await planOf(
      world,
      wishOf(
        copy('office', 'old'),
        copy('office', 'builder'),
        copy('office', 'amazon-office'),
        copy('half'),
        copy('theirs'),
        copy('gone'),
        copy('office', 'office', 'us-west-1'),
        copy('office', 'fine'),
        copy('office', 'fine'),
      ),
    );
    expect(reasons(leftOut)).toEqual([
      ['old', 'name'],
      ['builder', 'name'],
      ['amazon-office', 'name'],
      ['half', 'image-state'],
      ['theirs', 'image-owner'],
      ['gone', 'image-gone'],
      ['office', 'region'],
      ['fine', 'name'],
    ]);
    expect(leftOut.at(-1)?.refusal.sentence).toBe('This plan makes two images fine in eu-west-1.');
    expect(steps.map(({ chain }) => chain)).toEqual([`${ireland}/fine`]);
    expect(title).toBe('Copy office to eu-west-1 as fine');
  });

  it('prefers the own image where a shared one has its name', async () => {
    const theirs = imageOf('office', { owner: friend });
    const world = { images: { 'us-east-1': [theirs, office], [ireland]: [] } };
    expect((await planOf(world, wishOf(copy('office')))).leftOut).toEqual([]);
  });

  it('warns once of a Region whose usual quota it exceeds, counting what it makes', async () => {
    const nine = Array.from({ length: 9 }, (_, index) => imageOf(`old-${index}`, {}, ireland));
    const world = { images: { ...images, [ireland]: nine } };
    const names = ['a', 'b', 'c', 'd'];
    const { doubts, steps } = await planOf(
      world,
      wishOf(...names.map((name) => copy('office', name))),
    );
    expect(reasons(doubts)).toEqual([['b', 'quota-images']]);
    expect(steps).toHaveLength(4);
  });

  it('warns once of an image that many accounts have', async () => {
    const wish = {
      ...wishOf(copy('office'), copy('office', 'office-2', 'us-east-1')),
      shares: true,
    };
    const many = await planOf({ images, shares: shares(50) }, wish);
    expect(reasons(many.doubts)).toEqual([['office', 'shared']]);
    expect(many.steps.filter(({ act }) => act === 'share')).toHaveLength(100);
    expect((await planOf({ images, shares: shares(49) }, wish)).doubts).toEqual([]);
  });

  it.each(['listImages', 'listBuilders'])(
    'cannot be made while a Region is half read: %s',
    async (read) => {
      const problem = { kind: 'permission-missing', action: 'appstream:Describe' } as const;
      const broken = { [`${ireland}/${read}`]: problem };
      const { plan } = await planIn({ images, broken }, wishOf(copy('office')));
      expect(plan).toEqual({ ok: false, problem });
    },
  );
});
