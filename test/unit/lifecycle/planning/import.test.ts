import { describe, expect, it } from 'vitest';
import type { SourceAmi } from '@/lib/lifecycle/ami';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Problem } from '@/lib/problems/problem';
import { imageFor, planOf, type AmiFacts } from '../../support/ami-planning';
import { owner, problemKind, valueOf } from '../../support/values';

const id = 'ami-0123456789abcdef0';
const build = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.0/1`;
const ami: SourceAmi = { image: id, owner, state: 'available', encrypted: false };

const wish = (changes: Partial<WishOf<'import'>['order']> = {}): WishOf<'import'> => ({
  act: 'import',
  build,
  order: {
    ami: { id },
    image: 'office-imported',
    role: `arn:aws:iam::${owner}:role/Images`,
    alwaysLatestAgent: false,
    applications: [],
    tags: [{ key: 'Team', value: 'Workplace' }],
    ...changes,
  },
});

const planned = async (facts: AmiFacts, order: Partial<WishOf<'import'>['order']> = {}) => {
  const { made, tried } = await planOf(wish(order), facts);
  const { steps, leftOut, doubts } = valueOf(made);
  return {
    steps,
    tried,
    leftOut: leftOut.map(({ refusal }) => `${refusal.kind}: ${refusal.sentence}`),
    doubts: doubts.map(({ refusal }) => refusal.sentence),
  };
};

describe('the plan of an import', () => {
  it('is one step, with the AMI and the build among the tags, once AWS would do it', async () => {
    const { steps, tried, leftOut, doubts } = await planned({ amis: [ami] });
    expect(tried).toEqual([`office-imported of ${id} in ${owner}`]);
    expect([leftOut, doubts]).toEqual([[], []]);
    expect(steps).toMatchObject([
      {
        of: 'import',
        act: 'import',
        region: 'us-east-1',
        order: {
          ami: { id },
          tags: [
            { key: 'Team', value: 'Workplace' },
            { key: 'image-desk:source-ami', value: id },
            { key: 'image-desk:source-build', value: build },
          ],
        },
      },
    ]);
  });

  it.each<readonly [string, AmiFacts, string]>([
    ['an AMI that is not there', {}, `ami: There is no AMI ${id}`],
    ['one that is pending', { amis: [{ ...ami, state: 'pending' }] }, 'Wait until it is.'],
    ['one for ARM', { amis: [{ ...ami, architecture: 'arm64' }] }, 'is for arm64'],
    [
      'a name that is taken',
      { amis: [ami], images: [imageFor('office-imported')] },
      'name: The name office-imported is taken',
    ],
  ])('leaves out %s, and does not ask AWS', async (_, facts, words) => {
    const { steps, tried, leftOut } = await planned(facts);
    expect(leftOut.join()).toContain(words);
    expect([steps, tried]).toEqual([[], []]);
  });

  it('doubts whether AWS may use the key of an encrypted AMI', async () => {
    const { steps, doubts } = await planned({ amis: [{ ...ami, encrypted: true }] });
    expect(steps).toHaveLength(1);
    expect(doubts).toEqual([expect.stringContaining('is encrypted')]);
  });

  it.each<readonly [Problem, string]>([
    [{ kind: 'rejected', detail: 'Not this AMI.' }, 'ami: '],
    [{ kind: 'quota', detail: 'Not one more.' }, 'quota-images: '],
    [{ kind: 'name-taken', detail: 'It is there.' }, 'name: '],
  ])('leaves out what AWS would not do: $kind', async (tryImport, start) => {
    const { steps, leftOut } = await planned({ amis: [ami], troubles: { tryImport } });
    expect(steps).toEqual([]);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]?.startsWith(start)).toBe(true);
    expect(leftOut[0]).toContain('detail' in tryImport ? tryImport.detail : '');
  });

  it('goes on where it may not look at the AMI, or not try, and says so', async () => {
    const { steps, doubts, leftOut } = await planned({
      amis: [ami],
      troubles: {
        describeAmi: { kind: 'permission-missing', action: 'ec2:DescribeImages' },
        tryImport: { kind: 'permission-missing', action: 'appstream:CreateImportedImage' },
      },
    });
    expect(steps).toHaveLength(1);
    expect(leftOut).toEqual([]);
    expect(doubts).toEqual([
      expect.stringContaining('ec2:DescribeImages'),
      expect.stringContaining('appstream:CreateImportedImage'),
    ]);
  });

  it('is not made where AWS does not answer, or no more with these credentials', async () => {
    const silent = await planOf(wish(), {
      amis: [ami],
      troubles: { tryImport: { kind: 'offline' } },
    });
    const late = await planOf(wish(), {
      amis: [ami],
      troubles: { describeAmi: { kind: 'expired' } },
    });
    expect([silent, late].map(({ made }) => problemKind(made))).toEqual(['offline', 'expired']);
  });
});
