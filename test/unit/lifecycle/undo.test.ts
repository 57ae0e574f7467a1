import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revisionsOf } from '@/components/desk/jobs/items';
import type { JobItem } from '@/lib/jobs/job';
import type { ImageStep, StepAct } from '@/lib/lifecycle/step';
import { imagesMade, sharedBefore } from '@/lib/lifecycle/undo';
import { friend, home, noon, owner, stranger } from '../support/values';

const account = { partition: home.partition, account: owner };

const itemOf = (
  seq: number,
  act: StepAct,
  state: JobItem['state'] = 'done',
  more: Partial<Pick<ImageStep, 'chain' | 'region' | 'account'>> = {},
): JobItem<ImageStep> => ({
  job: 'job-1',
  seq,
  task: { kind: 'image-step', of: 'copy', chain: 'a', region: 'us-east-1', ...act, ...more },
  state,
  attempts: 1,
  at: noon,
});

const copy = (image: string): StepAct => ({
  act: 'copy',
  source: 'office',
  image,
  from: 'us-east-1',
});
const unshare = (who: string): StepAct => ({
  act: 'unshare',
  image: 'old',
  with: who,
  fleet: true,
  imageBuilder: false,
});
const remove: StepAct = { act: 'delete', image: 'old' };
const order = {
  ami: { id: 'ami-0123456789abcdef0' },
  image: 'imported',
  role: 'role',
  alwaysLatestAgent: true,
  applications: [],
  tags: [],
};
const states = ['done', 'unchanged', 'failed', 'drift', 'cancelled', 'sent'] as const;

describe('the images that a job has made', () => {
  it('are those of its copies, in all Regions', () => {
    const items = [
      itemOf(0, copy('a'), 'done', { region: 'eu-west-1' }),
      itemOf(1, { act: 'tag', image: 'a', tags: [] }),
      itemOf(2, copy('b')),
    ];
    expect(imagesMade(account, items)).toEqual({
      scope: { ...home, region: 'eu-west-1' },
      images: [
        { region: 'eu-west-1', image: 'a' },
        { region: 'us-east-1', image: 'b' },
      ],
    });
  });

  it.each<readonly [string, StepAct, string]>([
    ['an update', { act: 'update', source: 'office', image: 'newer', tags: [] }, 'newer'],
    ['an import', { act: 'import', order }, 'imported'],
    [
      'a clone',
      {
        act: 'await-image',
        builder: 'builder',
        image: 'clone',
        order: {
          platform: 'windows',
          applications: [],
          present: [],
          image: { name: 'clone', dynamicCatalogs: false, latestAgent: true, tags: [] },
        },
      },
      'clone',
    ],
  ])('are that of %s', (_, act, image) => {
    expect(imagesMade(account, [itemOf(0, act)])?.images).toEqual([{ region: 'us-east-1', image }]);
  });

  it('are in the account that the job has cloned to', () => {
    const items = [
      itemOf(0, { act: 'export', image: 'office', ami: 'office-ami', role: 'role', tags: [] }),
      itemOf(1, { act: 'share-ami', ami: 'office-ami', with: friend }),
      itemOf(2, { act: 'import', order }, 'done', { account: friend }),
    ];
    expect(imagesMade(account, items)).toEqual({
      scope: { ...home, account: friend },
      images: [{ region: 'us-east-1', image: 'imported' }],
    });
  });

  it('are never one that was there already, nor one that did not come to be', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (of) => {
        const items = of.map((state, seq) => itemOf(seq, copy(`image-${seq}`), state));
        const made = of.flatMap((state, seq) => (state === 'done' ? [`image-${seq}`] : []));
        expect(imagesMade(account, items)?.images.map(({ image }) => image) ?? []).toEqual(made);
      }),
    );
  });
});

/** The items of a job that takes an image from accounts, and deletes it then. */
const deletionOf = (deletion: JobItem['state'], ...of: readonly JobItem['state'][]) => [
  ...of.map((state, seq) => itemOf(seq, unshare(seq === 0 ? friend : stranger), state)),
  itemOf(of.length, remove, deletion),
];

describe('who had an image that was to be deleted', () => {
  it('is given it again where it stays', () => {
    const failed = deletionOf('failed', 'done', 'done');
    expect(sharedBefore(failed)).toEqual([
      {
        region: 'us-east-1',
        image: { name: 'old' },
        desired: [
          { account: friend, fleet: true, imageBuilder: false },
          { account: stranger, fleet: true, imageBuilder: false },
        ],
      },
    ]);
    expect(revisionsOf(failed)).toEqual(['undo', 'retry']);
  });

  it.each(['done', 'unchanged'] as const)('is not where that is gone: %s', (state) => {
    expect(sharedBefore(deletionOf(state, 'done'))).toEqual([]);
    expect(revisionsOf(deletionOf(state, 'done'))).toEqual([]);
  });

  it('is only who the job has taken it from', () => {
    const [first] = sharedBefore(deletionOf('cancelled', 'unchanged', 'done'));
    expect(first?.desired.map((each) => each.account)).toEqual([stranger]);
    expect(sharedBefore(deletionOf('cancelled', 'drift', 'failed'))).toEqual([]);
  });

  it('is told image by image', () => {
    const both = [
      ...deletionOf('done', 'done'),
      itemOf(5, { ...unshare(friend), image: 'kept' } as StepAct, 'done', { chain: 'b' }),
      itemOf(6, { act: 'delete', image: 'kept' }, 'failed', { chain: 'b' }),
    ];
    expect(sharedBefore(both).map(({ image }) => image.name)).toEqual(['kept']);
  });
});

describe('a job of copies', () => {
  it('has no plan of its own to be undone by: its images are deleted like others', () => {
    expect(revisionsOf([itemOf(0, copy('a'))])).toEqual([]);
  });
});
