import { describe, expect, it } from 'vitest';
import {
  deletionRows,
  describeStanding,
  readDeleteForm,
} from '@/components/desk/lifecycle/delete-form';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { ImageStep } from '@/lib/lifecycle/step';
import type { ImageAt } from '@/lib/lifecycle/wish';
import { friend, home, noon, stranger } from '../../support/values';

const at = (image: string, region = 'us-east-1'): ImageAt => ({ region, image });

/** The steps for an image that nothing but accounts holds. */
const stepsOf = ({ region, image }: ImageAt, ...accounts: readonly string[]): ImageStep[] => {
  const step = {
    kind: 'image-step',
    of: 'delete',
    chain: `${region}/${image}`,
    region,
    image,
  } as const;
  return [
    ...accounts.map((account): ImageStep => ({
      ...step,
      act: 'unshare',
      with: account,
      fleet: true,
      imageBuilder: false,
    })),
    { ...step, act: 'delete' },
  ];
};

const free = at('free');
const there = at('free', 'eu-west-1');
const shared = at('shared');
const held = at('held');
const steps = [...stepsOf(free), ...stepsOf(there), ...stepsOf(shared, friend, stranger)];

const planOf = (some: readonly ImageStep[]): LifecyclePlan => ({
  kind: 'lifecycle',
  act: 'delete',
  digest: 'a'.repeat(64),
  scope: { partition: home.partition, account: home.account },
  title: 'Delete images',
  steps: some,
  doubts: [],
  leftOut: [],
  madeAt: noon,
  expiresAt: noon + 1,
});

const read = (images: readonly ImageAt[], unshare: boolean) =>
  readDeleteForm({ images, unshare }, { state: 'ready', plan: planOf(steps) });

describe('images that shall be gone', () => {
  it('can go, can go once nobody else has them, or cannot', () => {
    const rows = deletionRows([free, shared, held, free], { steps });
    expect(rows.map(({ image, standing }) => [image, describeStanding(standing)])).toEqual([
      ['free', 'Can be deleted'],
      ['shared', 'Shared with 2 accounts'],
      ['held', 'Cannot be deleted now'],
    ]);
    expect(rows[1]?.standing).toEqual({ kind: 'shared', accounts: [friend, stranger] });
  });

  it('are told apart by their Regions', () => {
    const rows = deletionRows([free, there, at('shared', 'eu-west-1')], { steps });
    expect(rows.map(({ standing }) => standing.kind)).toEqual(['free', 'free', 'held']);
  });
});

describe('a deletion', () => {
  it('is planned for all images as soon as one of them can go', () => {
    expect(read([free, shared, held], false)).toEqual({
      wish: { act: 'delete', images: [free, shared, held], unshare: false },
    });
    expect(read([shared, held], true)).toEqual({
      wish: { act: 'delete', images: [shared, held], unshare: true },
    });
  });

  it('waits for the choice where all that could go is shared', () => {
    expect(read([shared, held], false)).toEqual({
      obstacle: 'These images are shared. Choose to stop sharing them first.',
    });
  });

  it('is none where nothing can go, whatever is chosen', () => {
    const obstacle = 'None of these images can be deleted now.';
    expect([true, false].map((unshare) => read([held], unshare))).toEqual([
      { obstacle },
      { obstacle },
    ]);
  });

  it('waits for what holds the images', () => {
    const form = { images: [free], unshare: true };
    expect(readDeleteForm(form, { state: 'reading', read: 0, total: 1 })).toEqual({
      obstacle: 'What holds the images is being read.',
    });
    expect(readDeleteForm(form, { state: 'problem', problem: { kind: 'offline' } })).toEqual({
      obstacle: 'What holds the images is not known.',
    });
  });
});
