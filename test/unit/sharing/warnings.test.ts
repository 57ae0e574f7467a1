import { describe, expect, it } from 'vitest';
import type { SharePermissions } from '@/lib/images/image';
import {
  diffShares,
  imageKey,
  itemKey,
  type PlannedImage,
  type ShareItem,
  type SharePlan,
} from '@/lib/sharing/plan';
import {
  actOf,
  changesOf,
  countEffects,
  describeWarning,
  explainNearQuota,
  explainWarning,
  losingAccounts,
  nearQuota,
  numberToType,
  warningsOf,
} from '@/lib/sharing/warnings';
import { friend, noon, owner } from '../support/values';

const other = '555566667777';
const fleet: SharePermissions = { fleet: true, imageBuilder: false };
const builder: SharePermissions = { fleet: false, imageBuilder: true };
const both: SharePermissions = { fleet: true, imageBuilder: true };

function itemOf(
  account: string,
  before: SharePermissions | undefined,
  after: SharePermissions | undefined,
  place = { region: 'us-east-1', image: 'office' },
): ShareItem {
  const current = before ? [{ account, ...before }] : [];
  const [difference] = diffShares(current, [
    { account, ...(after ?? { fleet: false, imageBuilder: false }) },
  ]);
  if (!difference) throw new Error('There is a difference for each that is desired.');
  return { kind: 'share', ...place, ...difference };
}

function planOf(items: readonly ShareItem[], images: readonly PlannedImage[] = []): SharePlan {
  return {
    kind: 'shares',
    digest: 'ab'.repeat(32),
    scope: { partition: 'aws', account: owner },
    images,
    items,
    madeAt: noon,
    expiresAt: noon,
  };
}

const image = (name: string, sharedBefore: number, sharedAfter: number): PlannedImage => ({
  region: 'us-east-1',
  image: { name },
  sharedBefore,
  sharedAfter,
});

const everybody = { isNamed: () => true };

describe('the warnings of a plan', () => {
  it.each([
    ['a fleet is taken away', fleet, undefined, true],
    ['only the fleet is taken away', both, builder, true],
    ['the image builder is taken away', both, fleet, false],
    ['a fleet is given', undefined, fleet, false],
    ['a fleet stays', fleet, fleet, false],
    ['an image builder is removed', builder, undefined, false],
  ])('say that fleets stop where %s', (_, before, after, warned) => {
    const item = itemOf(friend, before, after);
    const { items, accounts } = warningsOf(planOf([item]), everybody);
    expect(items.get(itemKey(item)) ?? []).toEqual(warned ? ['fleets-stop'] : []);
    expect(accounts.get('fleets-stop')).toEqual(warned ? [friend] : undefined);
  });

  it('name an account once that has no name and gains access, and none that loses it', () => {
    const june = { region: 'us-east-1', image: 'june' };
    const items = [
      itemOf(friend, undefined, fleet),
      itemOf(other, undefined, fleet),
      itemOf(other, undefined, fleet, june),
      itemOf('888800001111', builder, undefined),
      itemOf('888800002222', builder, builder),
    ];
    const { accounts } = warningsOf(planOf(items), { isNamed: (account) => account === friend });
    expect([...accounts]).toEqual([['unknown-account', [other]]]);
  });

  it('name whom the company does not allow, unless it takes away', () => {
    const items = [
      itemOf(friend, undefined, builder),
      itemOf(other, undefined, builder),
      itemOf('888800001111', builder, undefined),
    ];
    const grounds = { ...everybody, allowedRecipients: [friend] };
    const { accounts } = warningsOf(planOf(items), grounds);
    expect([...accounts]).toEqual([['forbidden-recipient', [other]]]);
  });

  it('name the images that come near their quota by this plan, and those that are left out', () => {
    const left: PlannedImage = { ...image('left', 99, 99), obstacle: { kind: 'offline' } };
    const images = [
      image('near', nearQuota - 1, nearQuota),
      image('far', 0, nearQuota - 1),
      image('fewer', 98, nearQuota),
      left,
    ];
    const warnings = warningsOf(planOf([], images), everybody);
    const key = imageKey({ region: 'us-east-1', image: 'near' });
    expect([...warnings.nearQuota]).toEqual([[key, 90]]);
    expect(warnings.leftOut).toEqual([left]);
  });

  it('have a sentence of their own, for one account and for several', () => {
    const kinds = ['fleets-stop', 'unknown-account', 'forbidden-recipient'] as const;
    const sentences = kinds.flatMap((kind) => [
      explainWarning(kind, 1),
      explainWarning(kind, 12),
      describeWarning(kind),
    ]);
    expect(new Set(sentences).size).toBe(9);
    expect(explainWarning('fleets-stop', 12)).toContain('desired capacity becomes 0');
    expect(explainNearQuota(93)).toBe('Shared with 93 of at most 100 accounts afterwards.');
  });
});

const accounts = (count: number) =>
  Array.from({ length: count }, (_, index) => String(700_000_000_000 + index));

describe('a plan that is large or takes much away', () => {
  const adding = (count: number) => accounts(count).map((each) => itemOf(each, undefined, fleet));
  const removing = (count: number) =>
    accounts(count).map((each) => itemOf(each, builder, undefined));

  it.each([
    ['50 changes', adding(50), undefined],
    ['51 changes', adding(51), 51],
    ['10 that lose access', removing(10), undefined],
    ['11 that lose access', removing(11), 11],
    [
      '11 that lose access among others',
      [...removing(11), ...adding(3).map((item) => ({ ...item, image: 'june' }))],
      14,
    ],
    ['what stays as it is', accounts(60).map((each) => itemOf(each, fleet, fleet)), undefined],
  ])('has its number typed from a limit on: %s', (_, items, number) => {
    expect(numberToType({ items })).toBe(number);
  });

  it('counts changes, effects, and who loses what', () => {
    const june = { region: 'us-east-1', image: 'june' };
    const items = [
      itemOf(friend, both, undefined),
      itemOf(friend, fleet, undefined, june),
      itemOf(other, undefined, both),
      itemOf('888800001111', fleet, fleet),
    ];
    expect(changesOf({ items })).toBe(3);
    expect(losingAccounts(items)).toEqual([{ account: friend, images: 2 }]);
    expect(countEffects(items)).toEqual([
      { effect: 'fleets-drop-to-zero', accounts: 1 },
      { effect: 'builders-and-images-remain', accounts: 1 },
      { effect: 'can-make-copies', accounts: 1 },
      { effect: 'can-run-fleets', accounts: 1 },
    ]);
  });

  it('is named by what it does', () => {
    const items = [itemOf(friend, undefined, fleet)];
    expect(actOf({ items })).toBe('Change 1 permission on 1 image');
    const more = [...items, itemOf(other, fleet, undefined), itemOf(owner, fleet, fleet)];
    const ireland = itemOf(friend, undefined, fleet, { region: 'eu-west-1', image: 'office' });
    expect(actOf({ items: more })).toBe('Change 2 permissions on 1 image');
    expect(actOf({ items: [...more, ireland] })).toBe('Change 3 permissions on 2 images');
  });
});
