import { listShares, putShare, removeShare, type AppStream } from '../aws/appstream';
import type { ImageRef } from '../images/image';
import type { Work } from '../jobs/work';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { type AccountId, type AccountScope, type Scope } from '../scope';
import { describePermissions } from './explain';
import { imageKey, samePermissions, type ShareItem } from './plan';

/** What changing the sharing needs of the worker. */
export interface ShareWorkParts {
  /** Runs something on AppStream at the pace of the scope's lane. */
  readonly inScope: <Value>(
    scope: Scope,
    use: (appStream: AppStream) => Promise<Result<Value>>,
  ) => Promise<Result<Value>>;
  /**
   * The rules as they are now: they may be newer than the plan, and a job that waits or runs for
   * long must stop when they change.
   */
  readonly forbidden: (
    scope: Scope,
    recipients: readonly AccountId[],
  ) => Promise<Problem | undefined>;
  readonly settled: (scope: Scope, image: ImageRef) => Promise<void>;
}

/** How the items of a share plan are carried out. */
export function shareWork(parts: ShareWorkParts): Work<ShareItem> {
  return {
    group: imageKey,
    lane: ({ region }) => region,
    read: (scope, { task }) =>
      parts.inScope(placeOf(scope, task), async (appStream) => {
        const shares = await listShares(appStream, { name: task.image });
        if (!shares.ok) return shares;
        const byAccount = new Map(shares.value.map((share) => [share.account, share]));
        return ok(({ task: { account, before, after } }) => {
          const now = byAccount.get(account);
          if (samePermissions(now, after)) return 'right';
          return samePermissions(now, before) ? 'planned' : 'changed';
        });
      }),
    async change(scope, task) {
      const place = placeOf(scope, task);
      const { account, before, after } = task;
      const image = { name: task.image };
      const obstacle = await parts.forbidden(place, after ? [account] : []);
      if (obstacle) return failed(obstacle);
      const changed = await parts.inScope(place, (appStream) =>
        after
          ? putShare(appStream, image, account, after, before)
          : removeShare(appStream, image, account, before),
      );
      // Somebody else was faster: what was wanted is so, and reading back will confirm it.
      return !after && !changed.ok && changed.problem.kind === 'not-found' ? ok(null) : changed;
    },
    takesQuota: ({ change }) => change === 'add',
    settled: (scope, task) => parts.settled(placeOf(scope, task), { name: task.image }),
    describe: ({ image, region, account, after }) =>
      `${image} (${region}), account ${account}: ${describePermissions(after)}`,
  };
}

function placeOf(scope: AccountScope, { region }: ShareItem): Scope {
  return { ...scope, region };
}
