import * as fc from 'fast-check';
import type { ImageShare } from '@/lib/images/image';
import {
  diffShares,
  digestOf,
  planLifetime,
  sharedAfter,
  type DesiredShare,
  type ShareItem,
  type SharePlan,
} from '@/lib/sharing/plan';
import { accountIds, home, noon, owner, permissions, someAccounts } from './values';

export const image = {
  name: 'office-2026',
  arn: `arn:aws:appstream:us-east-1:${owner}:image/office-2026`,
};

/** What becomes of the shares of the image of the tests, item by item. */
export function itemsOf(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
): readonly ShareItem[] {
  return diffShares(current, desired).map((difference) => ({
    kind: 'share',
    region: home.region,
    image: image.name,
    ...difference,
  }));
}

/** A plan for the image of the tests that was made at noon. */
export async function planOf(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
): Promise<SharePlan> {
  const items = itemsOf(current, desired);
  const planned = {
    region: home.region,
    image,
    sharedBefore: current.length,
    sharedAfter: sharedAfter(current, items),
  };
  const scope = { partition: home.partition, account: home.account };
  return {
    kind: 'shares',
    digest: await digestOf(scope, [planned], items),
    scope,
    images: [planned],
    items,
    madeAt: noon,
    expiresAt: noon + planLifetime,
  };
}

export const share = (account: string, bits: '' | 'f' | 'b' | 'fb'): ImageShare => ({
  account,
  fleet: bits.includes('f'),
  imageBuilder: bits.includes('b'),
});

const accounts = fc.oneof(someAccounts, accountIds);

/** Shares as AWS lists them: each account once, with at least one permission. */
export const currentShares: fc.Arbitrary<readonly ImageShare[]> = fc.uniqueArray(
  fc
    .record({ account: accounts, bits: fc.constantFrom('f', 'b', 'fb') })
    .map(({ account, bits }) => share(account, bits)),
  { selector: ({ account }) => account, maxLength: 6 },
);

/** What is desired: each account once; no permission means that it shall not be shared with. */
export const desiredShares: fc.Arbitrary<readonly DesiredShare[]> = fc.uniqueArray(
  fc
    .record({ account: accounts, may: permissions })
    .map(({ account, may }) => ({ account, ...may })),
  { selector: ({ account }) => account, minLength: 1, maxLength: 6 },
);
