import * as appStreamCalls from '../../aws/appstream';
import type { AppStream } from '../../aws/appstream';
import type { Problem } from '../../problems/problem';
import { failed, type Result } from '../../result';
import type { AccountId } from '../../scope';
import { recipientObstacle } from '../../safety/obstacles';
import { applySharePlan } from '../../sharing/apply';
import type { ShareOutcome } from '../../sharing/plan';
import { makeSharePlan } from '../../sharing/planning';
import { takeTurns } from '../../take-turns';
import { sharingOperations as operations } from '../sharing';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Planning and applying who an image is shared with. */
export function sharingHandlers(
  parts: Pick<HandlerParts, 'plans' | 'events' | 'cache' | 'policy' | 'guard' | 'now' | 'wait'>,
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
      /**
       * The rules as they are now: the digest says nothing of the recipients, the policy may be
       * newer than the plan, and a plan that waits or runs for long must stop when they change.
       */
      const forbidden = async (recipients: readonly AccountId[]): Promise<Problem | undefined> =>
        (await parts.guard(operations['sharing.apply'], { digest }, scope)) ??
        recipientObstacle((await parts.policy()).policy, recipients);
      const unlessForbidden = async (
        recipients: readonly AccountId[],
        change: () => Promise<Result<null>>,
      ): Promise<Result<null>> => {
        const obstacle = await forbidden(recipients);
        return obstacle ? failed(obstacle) : change();
      };
      const obstacle = await forbidden(
        plan.items.filter(({ after }) => after).map(({ account }) => account),
      );
      if (obstacle) return failed(obstacle);
      const outcomes = await applySharePlan(
        plan,
        {
          readShares: () => appStreamCalls.listShares(appStream, image),
          put: (account, permissions, before) =>
            unlessForbidden([account], () =>
              appStreamCalls.putShare(appStream, image, account, permissions, before),
            ),
          remove: (account, before) =>
            unlessForbidden([], () =>
              appStreamCalls.removeShare(appStream, image, account, before),
            ),
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
