import * as appStreamCalls from '../../aws/appstream';
import type { Jobs } from '../../jobs/jobs';
import { failed, ok, type Result } from '../../result';
import type { AccountScope, RegionCode, Scope } from '../../scope';
import { recipientObstacle } from '../../safety/obstacles';
import { titleOf } from '../../sharing/explain';
import { jobOfPlan, type SharePlan } from '../../sharing/plan';
import { makeSharePlan } from '../../sharing/planning';
import { laneOf } from '../../jobs/lane';
import { sharingOperations as operations } from '../sharing';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Planning who images are shared with, and starting the job of a plan. */
export function sharingHandlers(
  parts: Pick<HandlerParts, 'plans' | 'events' | 'policy' | 'guard' | 'limiter' | 'now'> & {
    readonly jobs: Jobs;
  },
  inScope: InScope,
): HandlersOf<'sharing'> {
  const { plans, events, jobs, now } = parts;
  /** Why the rules as they are now forbid a plan: its Regions, its recipients, any change. */
  const obstacleOf = async (plan: SharePlan) => {
    const digest = { digest: plan.digest };
    for (const region of new Set(plan.images.map((image) => image.region))) {
      const place = { ...plan.scope, region };
      const obstacle = await parts.guard(operations['sharing.apply'], digest, place);
      if (obstacle) return obstacle;
    }
    const recipients = plan.items.filter(({ after }) => after).map(({ account }) => account);
    return recipientObstacle((await parts.policy()).policy, [...new Set(recipients)]);
  };

  return {
    async 'sharing.plan'({ images, request }, { operation, scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const account: AccountScope = { partition: scope.partition, account: scope.account };
      const at = (region: RegionCode): Scope => ({ ...account, region });
      const paced = <Value>(
        region: RegionCode,
        use: (appStream: appStreamCalls.AppStream) => Promise<Result<Value>>,
      ) =>
        inScope({ operation, scope: at(region) }, 'appstream2', use, {
          ...parts.limiter.pace(laneOf('appstream2', at(region))),
          // A plan of many images meets a throttle now and then.
          again: true,
        });
      const plan = await makeSharePlan(account, images, now, {
        getImages: async (region, refs) => {
          const found = await paced(region, async (appStream) =>
            ok(await appStreamCalls.getImages(appStream, refs)),
          );
          return found.ok ? found.value : refs.map(() => found);
        },
        listShares: (region, image) =>
          paced(region, (appStream) => appStreamCalls.listShares(appStream, image)),
        obstacle: async (region) =>
          parts.guard(operations['sharing.plan'], { images: [] }, at(region)),
        progress: async (read, total) => {
          if (request === undefined) return;
          await events.emit({ event: 'plan-progress', request, read, total });
        },
      });
      if (plan.ok) await plans.keep(plan.value);
      return plan;
    },
    async 'sharing.apply'({ digest, origin, notify }, { scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const held = await plans.get('shares', digest, scope);
      if (!held.ok) return held;
      const obstacle = await obstacleOf(held.value);
      if (obstacle) return failed(obstacle);
      // Carried out once: whoever wants it again makes it again, from what there is by then.
      if (!(await plans.take(digest))) return failed({ kind: 'plan-expired' });
      const job = await jobs.start({
        ...jobOfPlan(held.value),
        title: titleOf(held.value),
        ...(origin && { origin }),
        ...(notify && { notify }),
      });
      return ok(job);
    },
  };
}
