import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShare, SharePermissions } from '@/lib/images/image';
import {
  diffShares,
  digestOf,
  permissionsOf,
  samePermissions,
  sharedAfter,
  type ShareItem,
} from '@/lib/sharing/plan';
import { sameScope } from '@/lib/scope';
import { currentShares, desiredShares, image, share } from '../support/plans';
import { friend, home, permissions, scopes, stranger } from '../support/values';

const item = (current: readonly ImageShare[], bits: '' | 'f' | 'b' | 'fb') =>
  diffShares(current, [share(friend, bits)])[0];

/** Applies items to shares without looking at anything but their accounts and their ends. */
function applied(current: readonly ImageShare[], items: readonly ShareItem[]) {
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
      effects: expect.arrayContaining([...effects]),
      ...(before !== '' && { before: permissionsOf(share(friend, before)) }),
      ...(after !== '' && { after: permissionsOf(share(friend, after)) }),
    });
    expect(found?.effects).toHaveLength(effects.length);
  });

  it('has one item for each desired account, in that order', () => {
    fc.assert(
      fc.property(currentShares, desiredShares, (current, desired) => {
        const accounts = diffShares(current, desired).map(({ account }) => account);
        expect(accounts).toEqual(desired.map(({ account }) => account));
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
        for (const [index, found] of diffShares(current, desired).entries()) {
          const want = desired[index];
          const now = current.find(({ account }) => account === found.account);
          const same =
            (now?.fleet ?? false) === want?.fleet &&
            (now?.imageBuilder ?? false) === want?.imageBuilder;
          expect(found.change === 'unchanged').toBe(same);
          if (same) expect(found.effects).toEqual([]);
          else expect(found.effects).not.toEqual([]);
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

const one = (more: Partial<ShareItem>): readonly ShareItem[] => [
  { account: friend, change: 'change', effects: [], ...more },
];

const meaning = (found: readonly ShareItem[]) =>
  JSON.stringify(
    found
      .toSorted((a, b) => a.account.localeCompare(b.account))
      .map(({ account, before, after }) => [account, before ?? null, after ?? null]),
  );

describe('the digest of a plan', () => {
  const items = diffShares([share(friend, 'f')], [share(friend, 'fb'), share(stranger, 'b')]);

  it('is SHA-256 in hex and the same for the same plan', async () => {
    const digest = await digestOf(home, image, items);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf({ ...home }, { ...image }, structuredClone(items))).toBe(digest);
  });

  it('does not depend on the order of the items', async () => {
    await fc.assert(
      fc.asyncProperty(currentShares, desiredShares, fc.gen(), async (current, desired, gen) => {
        const found = diffShares(current, desired);
        const shuffled = gen(fc.shuffledSubarray<ShareItem>, [...found], {
          minLength: found.length,
          maxLength: found.length,
        });
        expect(await digestOf(home, image, shuffled)).toBe(await digestOf(home, image, found));
      }),
    );
  });

  it('is another for any other plan', async () => {
    const fleet = { fleet: true, imageBuilder: false };
    const builder = { fleet: false, imageBuilder: true };
    const digests = await Promise.all([
      digestOf(home, image, items),
      digestOf({ ...home, region: 'eu-west-1' }, image, items),
      digestOf({ ...home, account: stranger }, image, items),
      digestOf({ ...home, partition: 'aws-cn' }, image, items),
      digestOf(home, { ...image, name: 'office-2027' }, items),
      digestOf(home, { ...image, arn: `${image.arn}2` }, items),
      digestOf(home, { name: image.name }, items),
      digestOf(home, image, items.slice(1)),
      digestOf(home, image, []),
      digestOf(home, image, one({})),
      digestOf(home, image, one({ before: fleet })),
      digestOf(home, image, one({ after: fleet })),
      digestOf(home, image, one({ before: builder })),
      digestOf(home, image, one({ after: builder })),
      digestOf(home, image, one({ before: fleet, after: builder })),
      digestOf(home, image, one({ before: builder, after: fleet })),
      digestOf(home, image, one({ after: { fleet: true, imageBuilder: true } })),
      digestOf(home, image, one({ account: stranger, after: fleet })),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is the same only for plans that do the same in the same place', async () => {
    const plans = fc.tuple(scopes, currentShares, desiredShares);
    await fc.assert(
      fc.asyncProperty(plans, plans, async ([scopeA, nowA, wantA], [scopeB, nowB, wantB]) => {
        const itemsA = diffShares(nowA, wantA);
        const itemsB = diffShares(nowB, wantB);
        const here = await digestOf(scopeA, image, itemsA);
        const there = await digestOf(scopeA, image, itemsB);
        const elsewhere = await digestOf(scopeB, image, itemsA);
        expect(here === elsewhere).toBe(sameScope(scopeA, scopeB));
        expect(here === there).toBe(meaning(itemsA) === meaning(itemsB));
      }),
    );
  });
});
