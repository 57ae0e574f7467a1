import * as appStreamCalls from '../../aws/appstream';
import type { AppStream } from '../../aws/appstream';
import { failed, type Result } from '../../result';
import { recipientObstacle } from '../../safety/obstacles';
import { applySharePlan } from '../../sharing/apply';
import type { ShareOutcome } from '../../sharing/plan';
import { makeSharePlan } from '../../sharing/planning';
import { takeTurns } from '../../take-turns';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Planning and applying who an image is shared with. */
export function sharingHandlers(
  parts: Pick<HandlerParts, 'plans' | 'events' | 'cache' | 'policy' | 'now' | 'wait'>,
  inScope: InScope,
): HandlersOf<'sharing'> {
  const { plans, events, cache, now } = parts;
  // The second plan finds what the first has made of the image.
  const inTurn = takeTurns();

  const apply =
    (digest: string) =>
    async (appStream: AppStream): Promise<Result<readonly ShareOutcome[]>> => {
      const { scope } = appStream;
      const held = await plans.take(digest, scope);
      if (!held.ok) return held;
      const { plan, progress } = held.value;
      const { image } = plan;
      // The digest says nothing of the recipients, and the policy may be newer than the plan.
      const recipients = plan.items.filter(({ after }) => after).map(({ account }) => account);
      const obstacle = recipientObstacle((await parts.policy()).policy, recipients);
      if (obstacle) return failed(obstacle);
      const outcomes = await applySharePlan(
        plan,
        {
          readShares: () => appStreamCalls.listShares(appStream, image),
          put: (account, permissions, before) =>
            appStreamCalls.putShare(appStream, image, account, permissions, before),
          remove: (account, before) =>
            appStreamCalls.removeShare(appStream, image, account, before),
          report: async (latest) => {
            await plans.note(plan, latest);
            await events.emit({ event: 'apply-progress', digest, progress: latest }, scope);
          },
          pause: (attempt) => parts.wait(200 * 2 ** attempt),
        },
        progress.sent,
      );
      await cache.forget(scope);
      await events.emit({ event: 'shares-changed', image }, scope);
      return outcomes;
    };

  return {
    'sharing.plan': ({ image, desired }, context) =>
      inScope(context, async (appStream) => {
        const plan = await makeSharePlan(appStream.scope, image, desired, now(), {
          getImage: () => appStreamCalls.getImage(appStream, image),
          listShares: () => appStreamCalls.listShares(appStream, image),
        });
        if (plan.ok) await plans.keep(plan.value);
        return plan;
      }),
    'sharing.apply': ({ digest }, context) => inTurn(() => inScope(context, apply(digest))),
  };
}
