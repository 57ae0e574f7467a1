import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShare, SharePermissions } from '@/lib/images/image';
import {
  countChanges,
  diffShares,
  digestOf,
  effectsOf,
  givenImages,
  imageKey,
  itemKey,
  permissionsOf,
  samePermissions,
  sharedAfter,
  type PlannedImage,
  type ShareDifference,
  type ShareItem,
} from '@/lib/sharing/plan';
import { accountKey, type AccountScope } from '@/lib/scope';
import { currentShares, desiredShares, image, itemsOf, share } from '../support/plans';
import { friend, home, permissions, present, scopes, stranger } from '../support/values';

const item = (current: readonly ImageShare[], bits: '' | 'f' | 'b' | 'fb') =>
  diffShares(current, [share(friend, bits)])[0];

/** Applies items to shares without looking at anything but their accounts and their ends. */
function applied(current: readonly ImageShare[], items: readonly ShareDifference[]) {
  const shares = new Map<string, SharePermissions>(
    current.map((each) => [each.account, permissionsOf(each)]),
  );
  for (const { account, after } of items) {
    if (after) shares.set(account, after);
    else shares.delete(account);
  }
  return shares;
}

describe('the difference between current and desired sharing', () => {
  it.each([
    ['', 'f', 'add', ['can-run-fleets']],
    ['', 'b', 'add', ['can-make-copies']],
    ['', 'fb', 'add', ['can-run-fleets', 'can-make-copies']],
    ['f', 'fb', 'change', ['can-make-copies']],
    ['b', 'fb', 'change', ['can-run-fleets']],
    ['fb', 'f', 'change', ['builders-and-images-remain']],
    ['fb', 'b', 'change', ['fleets-drop-to-zero']],
    ['f', 'b', 'change', ['can-make-copies', 'fleets-drop-to-zero']],
    ['b', 'f', 'change', ['can-run-fleets', 'builders-and-images-remain']],
    ['f', '', 'remove', ['fleets-drop-to-zero']],
    ['b', '', 'remove', ['builders-and-images-remain']],
    ['fb', '', 'remove', ['fleets-drop-to-zero', 'builders-and-images-remain']],
    ['', '', 'unchanged', []],
    ['f', 'f', 'unchanged', []],
    ['b', 'b', 'unchanged', []],
    ['fb', 'fb', 'unchanged', []],
  ] as const)('from %j to %j is: %s', (before, after, change, effects) => {
    const found = item(before === '' ? [] : [share(friend, before)], after);
    expect(found).toEqual({
      account: friend,
      change,
      ...(before !== '' && { before: permissionsOf(share(friend, before)) }),
      ...(after !== '' && { after: permissionsOf(share(friend, after)) }),
    });
    expect(effectsOf(present(found)).toSorted()).toEqual([...effects].toSorted());
  });

  it('has one item for each desired account, in that order, those that lose it first', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const items = diffShares(current, desired);
        const removes = (account: string) =>
          items.some((each) => each.account === account && each.change === 'remove');
        const wanted = desired.map(({ account }) => account);
        expect(items.map(({ account }) => account)).toEqual([
          ...wanted.filter(removes),
          ...wanted.filter((account) => !removes(account)),
        ]);
      }),
    );
  });

  it('takes everybody else away when it shall be exactly so', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const items = diffShares(current, desired, true);
        const after = applied(current, items);
        const wanted = desired.filter(({ fleet, imageBuilder }) => fleet || imageBuilder);
        expect(after).toEqual(new Map(wanted.map(({ account, ...may }) => [account, may])));
        expect(new Set(items.map(({ account }) => account)).size).toBe(items.length);
        const [first = items.length] = items.flatMap(({ change }, index) =>
          change === 'remove' ? [] : [index],
        );
        expect(items.slice(first).map(({ change }) => change)).not.toContain('remove');
      }),
    );
  });

  it('makes the current the desired when it is applied, and leaves other accounts alone', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const after = applied(current, diffShares(current, desired));
        for (const want of desired) {
          expect(samePermissions(after.get(want.account), want)).toBe(true);
          if (!want.fleet && !want.imageBuilder) expect(after.has(want.account)).toBe(false);
        }
        for (const { account, ...may } of current) {
          if (desired.some((want) => want.account === account)) continue;
          expect(after.get(account)).toEqual(may);
        }
      }),
    );
  });

  it('is unchanged exactly where nothing is different', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        for (const found of diffShares(current, desired)) {
          const want = desired.find(({ account }) => account === found.account);
          const now = current.find(({ account }) => account === found.account);
          const same =
            (now?.fleet ?? false) === want?.fleet &&
            (now?.imageBuilder ?? false) === want?.imageBuilder;
          expect(found.change === 'unchanged').toBe(same);
          if (same) expect(effectsOf(found)).toEqual([]);
          else expect(effectsOf(found)).not.toEqual([]);
        }
      }),
    );
  });

  it('is nothing any more once it was applied', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const after = applied(current, diffShares(current, desired));
        const next = [...after].map(([account, may]) => ({ account, ...may }));
        for (const { change } of diffShares(next, desired)) expect(change).toBe('unchanged');
      }),
    );
  });

  it('counts the accounts that will be shared with', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const items = diffShares(current, desired);
        expect(sharedAfter(current, items)).toBe(applied(current, items).size);
      }),
    );
  });
});

describe('two permissions', () => {
  it('are the same when both members are, and none is the same as neither', () => {
    expect(samePermissions()).toBe(true);
    expect(samePermissions(undefined, { fleet: false, imageBuilder: false })).toBe(true);
    expect(samePermissions({ fleet: true, imageBuilder: false }, undefined)).toBe(false);
    fc.assert(
      fc.property(permissions, permissions, (a, b) => {
        expect(samePermissions(a, b)).toBe(
          a.fleet === b.fleet && a.imageBuilder === b.imageBuilder,
        );
        expect(samePermissions(a, b)).toBe(samePermissions(b, a));
      }),
    );
  });

  it('are taken out of a share without its account', () => {
    expect(permissionsOf(share(friend, 'f'))).toEqual({ fleet: true, imageBuilder: false });
  });
});

describe('the changes of a plan', () => {
  it('are counted', () => {
    expect(countChanges([])).toEqual({ add: 0, change: 0, remove: 0, unchanged: 0 });
    const changes = (['add', 'remove', 'add', 'unchanged', 'change', 'add'] as const).map(
      (change) => ({ change }),
    );
    expect(countChanges(changes)).toEqual({ add: 3, change: 1, remove: 1, unchanged: 1 });
  });

  it('have keys that tell Regions, images and accounts apart', () => {
    const [first] = itemsOf([], [share(friend, 'f')]);
    const base = present(first);
    const keys = [
      base,
      { ...base, region: 'eu-west-1' },
      { ...base, image: 'office-2027' },
      { ...base, account: stranger },
    ].map(itemKey);
    expect(new Set(keys).size).toBe(4);
    expect(itemKey(base)).toBe(`${imageKey(base)}/${friend}`);
  });
});

const one = (more: Partial<ShareItem>): readonly ShareItem[] => [
  {
    kind: 'share',
    region: home.region,
    image: image.name,
    account: friend,
    change: 'change',
    ...more,
  },
];

const planned: Pick<PlannedImage, 'region' | 'image'> = { region: home.region, image };
const images = [planned];

const byKey = (a: ShareItem, b: ShareItem) => (itemKey(a) < itemKey(b) ? -1 : 1);

const meaning = (found: readonly ShareItem[]) =>
  JSON.stringify(
    found.toSorted(byKey).map((each) => [itemKey(each), each.before ?? null, each.after ?? null]),
  );

const sameAccount = (a: AccountScope, b: AccountScope) => accountKey(a) === accountKey(b);

describe('the digest of a plan', () => {
  const items = itemsOf([share(friend, 'f')], [share(friend, 'fb'), share(stranger, 'b')]);

  it('is SHA-256 in hex and the same for the same plan', async () => {
    const digest = await digestOf(home, images, items);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf({ ...home }, structuredClone(images), structuredClone(items))).toBe(
      digest,
    );
  });

  it('does not depend on the order of the images and items', async () => {
    const others = ['office-2025', 'office-2027'].map((name) => ({ ...planned, image: { name } }));
    const all = [...images, ...others];
    await fc.assert(
      fc.asyncProperty(currentShares, desiredShares, fc.gen(), async (current, desired, gen) => {
        const found = all.flatMap(({ image: { name } }) =>
          itemsOf(current, desired).map((each) => ({ ...each, image: name })),
        );
        const shuffled = gen(fc.shuffledSubarray<ShareItem>, found, {
          minLength: found.length,
          maxLength: found.length,
        });
        const mixed = gen(fc.shuffledSubarray<(typeof all)[number]>, all, {
          minLength: all.length,
          maxLength: all.length,
        });
        expect(await digestOf(home, mixed, shuffled)).toBe(await digestOf(home, all, found));
      }),
    );
  });

  it('is another for any other plan', async () => {
    const fleet = { fleet: true, imageBuilder: false };
    const builder = { fleet: false, imageBuilder: true };
    const of = (ref: PlannedImage['image']) => [{ ...planned, image: ref }];
    const digests = await Promise.all([
      digestOf(home, images, items),
      digestOf({ ...home, account: stranger }, images, items),
      digestOf({ ...home, partition: 'aws-cn' }, images, items),
      digestOf(home, [{ ...planned, region: 'eu-west-1' }], items),
      digestOf(home, of({ ...image, name: 'office-2027' }), items),
      digestOf(home, of({ ...image, arn: `${image.arn}2` }), items),
      digestOf(home, of({ name: image.name }), items),
      digestOf(home, [...images, { ...planned, region: 'eu-west-1' }], items),
      digestOf(home, images, items.slice(1)),
      digestOf(home, images, []),
      digestOf(home, images, one({})),
      digestOf(home, images, one({ region: 'eu-west-1' })),
      digestOf(home, images, one({ image: 'office-2027' })),
      digestOf(home, images, one({ before: fleet })),
      digestOf(home, images, one({ after: fleet })),
      digestOf(home, images, one({ before: builder })),
      digestOf(home, images, one({ after: builder })),
      digestOf(home, images, one({ before: fleet, after: builder })),
      digestOf(home, images, one({ before: builder, after: fleet })),
      digestOf(home, images, one({ after: { fleet: true, imageBuilder: true } })),
      digestOf(home, images, one({ account: stranger, after: fleet })),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is the same only for plans that do the same in the same place', async () => {
    const plans = fc.tuple(scopes, currentShares, desiredShares);
    await fc.assert(
      fc.asyncProperty(plans, plans, async ([scopeA, nowA, wantA], [scopeB, nowB, wantB]) => {
        const itemsA = itemsOf(nowA, wantA);
        const itemsB = itemsOf(nowB, wantB);
        const here = await digestOf(scopeA, images, itemsA);
        const there = await digestOf(scopeA, images, itemsB);
        const elsewhere = await digestOf(scopeB, images, itemsA);
        expect(here === elsewhere).toBe(sameAccount(scopeA, scopeB));
        expect(here === there).toBe(meaning(itemsA) === meaning(itemsB));
      }),
    );
  });
});

const placeOf = (name: string): PlannedImage => ({
  region: home.region,
  image: { name, arn: `arn:aws:appstream:${home.region}:${home.account}:image/${name}` },
  sharedBefore: 1,
  sharedAfter: 1,
});

const itemOf = (name: string, before: '' | 'f' | 'b', after: '' | 'f' | 'b') =>
  diffShares(before === '' ? [] : [share(friend, before)], [share(friend, after)]).map(
    (each): ShareItem => ({ kind: 'share', region: home.region, image: name, ...each }),
  );

describe('the images that a plan gives to somebody', () => {
  it('are those that an account may use in a way in which it could not before', () => {
    const all = ['added', 'changed', 'taken', 'same', 'left'].map(placeOf);
    const items = [
      ...itemOf('added', '', 'f'),
      ...itemOf('changed', 'f', 'b'),
      ...itemOf('taken', 'f', ''),
      ...itemOf('same', 'f', 'f'),
    ];
    const given = givenImages({ images: all, items });
    expect(given.map(({ name }) => name)).toEqual(['added', 'changed']);
    expect(given[0]).toEqual({ ...placeOf('added').image, region: home.region });
  });
});
