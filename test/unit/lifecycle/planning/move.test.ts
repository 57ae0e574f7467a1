import { describe, expect, it } from 'vitest';
import { recipientsOf } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import { imageFor, planOf, type AmiFacts } from '../../support/ami-planning';
import { friend, owner, problemKind, valueOf } from '../../support/values';

const office = imageFor('office', owner, { description: 'Browser and mail' });
const roleOf = (account: string) => `arn:aws:iam::${account}:role/Images`;

const wish = (changes: Partial<WishOf<'move'>> = {}): WishOf<'move'> => ({
  act: 'move',
  image: 'office',
  ami: 'office-ami',
  role: roleOf(owner),
  to: friend,
  order: {
    image: 'office-there',
    role: roleOf(friend),
    alwaysLatestAgent: true,
    applications: [],
    tags: [{ key: 'Team', value: 'Workplace' }],
  },
  ...changes,
});

const planned = async (facts: AmiFacts, changes: Partial<WishOf<'move'>> = {}) => {
  const { made, tried } = await planOf(wish(changes), { images: [office], ...facts });
  const { steps, leftOut, doubts } = valueOf(made);
  return {
    steps,
    tried,
    leftOut: leftOut.map(({ refusal }) => refusal.sentence),
    doubts: doubts.map(({ refusal }) => refusal.sentence),
  };
};

describe('the plan of a clone to another account', () => {
  it('exports, shares and imports, one after the other, the last in the other account', async () => {
    const { steps, leftOut, doubts, tried } = await planned({});
    const lineage = { key: 'image-desk:source-image', value: office.arn };
    expect(steps).toMatchObject([
      { act: 'export', image: 'office', ami: 'office-ami', role: roleOf(owner), tags: [lineage] },
      { act: 'share-ami', ami: 'office-ami', with: friend },
      {
        act: 'import',
        account: friend,
        order: {
          ami: { name: 'office-ami', owner },
          image: 'office-there',
          role: roleOf(friend),
          tags: [{ key: 'Team', value: 'Workplace' }, lineage],
        },
      },
    ]);
    expect(steps.map(({ account }) => account)).toEqual([undefined, undefined, friend]);
    expect(new Set(steps.map(({ chain, region }) => `${region} ${chain}`)).size).toBe(1);
    expect(recipientsOf({ steps })).toEqual([friend]);
    expect(leftOut).toEqual([]);
    expect(doubts).toEqual([expect.stringContaining('is encrypted as well')]);
    // The AMI is not there yet: there is nothing to try.
    expect(tried).toEqual([]);
  });

  it('says which account is in the way', async () => {
    const { steps, leftOut } = await planned(
      { images: [office, imageFor('office-there', friend)] },
      { role: roleOf(friend) },
    );
    expect(steps).toEqual([]);
    expect(leftOut).toEqual([
      `The IAM role ${roleOf(friend)} is not of account ${owner}. Pick one that is.`,
      `In account ${friend}: The name office-there is taken in this Region. Enter another one.`,
    ]);
  });

  it('says when the other account is at its quota', async () => {
    const theirs = Array.from({ length: 10 }, (_, index) => imageFor(`image-${index}`, friend));
    const { steps, doubts } = await planned({ images: [office, ...theirs] });
    expect(steps).toHaveLength(3);
    expect(doubts[0]).toContain(`In account ${friend}: us-east-1 has 10 images`);
  });

  it('does not go to the account in which the image is', async () => {
    const { steps, leftOut } = await planned({}, { to: owner });
    expect(steps).toEqual([]);
    expect(leftOut).toEqual([`Account ${owner} has this image. Pick another account.`]);
  });

  it('is not made without credentials of either account', async () => {
    for (const account of [owner, friend]) {
      const { made } = await planOf(wish(), {
        images: [office],
        troubles: { listImages: { kind: 'wrong-account', account } },
        troubledAccount: account,
      });
      expect(made).toEqual({ ok: false, problem: { kind: 'wrong-account', account } });
    }
  });

  it('is not made of an image that is not there', async () => {
    const { made } = await planOf(wish(), {});
    expect(problemKind(made)).toBe('not-found');
  });
});
