import type { Image, ImageRef, ImageShare } from '../images/image';
import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import { shareObstacle } from './draft';
import { explainObstacle } from './explain';
import {
  diffShares,
  digestOf,
  planLifetime,
  sharedAfter,
  shareQuota,
  type DesiredShare,
  type SharePlan,
} from './plan';

/** What making a plan needs of AWS. */
export interface PlanPorts {
  readonly getImage: () => Promise<Result<Image>>;
  readonly listShares: () => Promise<Result<readonly ImageShare[]>>;
}

/**
 * Makes a plan from a fresh read. Refuses what the share form refuses too, because the form is
 * not the only way here: an image that cannot be shared, its own owner, an account named twice,
 * more accounts than the quota.
 */
export async function makeSharePlan(
  scope: Scope,
  ref: ImageRef,
  desired: readonly DesiredShare[],
  now: number,
  ports: PlanPorts,
): Promise<Result<SharePlan>> {
  const accounts = new Set(desired.map(({ account }) => account));
  if (accounts.size !== desired.length) return refused('An account is named twice.');
  if (accounts.has(scope.account)) return refused('The owner cannot share with itself.');
  const image = await ports.getImage();
  if (!image.ok) return image;
  const obstacle = shareObstacle(image.value);
  if (obstacle) return failed({ kind: 'not-available', detail: explainObstacle(obstacle) });
  const current = await ports.listShares();
  if (!current.ok) return current;
  const items = diffShares(current.value, desired);
  const shared = sharedAfter(current.value, items);
  if (shared > shareQuota && items.some(({ change }) => change === 'add')) {
    return failed({
      kind: 'quota',
      detail: `An image can be shared with ${shareQuota} accounts; this would make ${shared}.`,
    });
  }
  const named = { name: image.value.name, arn: image.value.arn };
  return ok({
    digest: await digestOf(scope, { ...ref, ...named }, items),
    scope,
    image: named,
    items,
    madeAt: now,
    expiresAt: now + planLifetime,
  });
}

function refused(detail: string): Result<never> {
  return failed({ kind: 'refused', detail });
}
