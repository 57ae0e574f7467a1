import * as fc from 'fast-check';
import type { ImageShare } from '@/lib/images/image';
import {
  diffShares,
  digestOf,
  planLifetime,
  type DesiredShare,
  type SharePlan,
} from '@/lib/sharing/plan';
import { accountIds, home, noon, owner, permissions, someAccounts } from './values';

export const image = {
  name: 'office-2026',
  arn: `arn:aws:appstream:us-east-1:${owner}:image/office-2026`,
};

/** A plan that was made at noon. */
export async function planOf(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
): Promise<SharePlan> {
  const items = diffShares(current, desired);
  return {
    digest: await digestOf(home, image, items),
    scope: home,
    image,
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
