import { describe, expect, it } from 'vitest';
import type { ExportTask } from '@/lib/lifecycle/builder';
import type { WishOf } from '@/lib/lifecycle/wish';
import { imageFor, planOf, type AmiFacts } from '../../support/ami-planning';
import { friend, owner, problemKind, valueOf } from '../../support/values';

const office = imageFor('office');
const role = `arn:aws:iam::${owner}:role/Images`;
const wish: WishOf<'export'> = {
  act: 'export',
  image: 'office',
  ami: 'office-ami',
  role,
  description: 'For the other console',
  tags: [{ key: 'Team', value: 'Workplace' }],
};
const task = (state: string, changes: Partial<ExportTask> = {}): ExportTask => ({
  id: 'task-1',
  amiName: 'office-ami',
  state,
  errors: [],
  ...changes,
});

const planned = async (facts: AmiFacts) => {
  const { steps, leftOut } = valueOf((await planOf(wish, facts)).made);
  return { steps, leftOut: leftOut.map(({ refusal }) => refusal.sentence) };
};

describe('the plan of an export', () => {
  it('is one step, with the image among the tags of the AMI', async () => {
    const { steps, leftOut } = await planned({ images: [office] });
    expect(leftOut).toEqual([]);
    expect(steps).toEqual([
      {
        kind: 'image-step',
        of: 'export',
        act: 'export',
        chain: 'us-east-1/office-ami',
        region: 'us-east-1',
        image: 'office',
        ami: 'office-ami',
        role,
        description: 'For the other console',
        tags: [
          { key: 'Team', value: 'Workplace' },
          { key: 'image-desk:source-image', value: office.arn },
        ],
      },
    ]);
  });

  it.each<readonly [string, AmiFacts]>([
    [
      'of an AMI',
      {
        amis: [
          {
            image: 'ami-0000aaaa',
            name: 'office-ami',
            owner,
            state: 'available',
            encrypted: false,
          },
        ],
      },
    ],
    ['that AWS is giving', { exports: [task('EXPORTING')] }],
    ['that was given before', { exports: [task('COMPLETED')] }],
  ])('does not take a name %s', async (_, facts) => {
    const { steps, leftOut } = await planned({ images: [office], ...facts });
    expect(steps).toEqual([]);
    expect(leftOut).toEqual(['The name office-ami is taken in this Region. Enter another one.']);
  });

  it('takes a name that an export has failed with', async () => {
    const { steps } = await planned({ images: [office], exports: [task('FAILED')] });
    expect(steps).toHaveLength(1);
  });

  it('says of an image of another account that only an own one is exported', async () => {
    const shared = imageFor('office', friend, { granted: { fleet: true, imageBuilder: true } });
    const { steps, leftOut } = await planned({ images: [shared] });
    expect(steps).toEqual([]);
    expect(leftOut).toEqual([expect.stringContaining(`belongs to account ${friend}`)]);
  });

  it('is not made of an image that is not there', async () => {
    expect(problemKind((await planOf(wish, {})).made)).toBe('not-found');
  });
});
