import * as v from 'valibot';
import { accountId, imageArn, imageName, scope as scopeSchema } from '../operations/schemas';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, sameScope, type AccountScope, type Scope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import type { ApplyProgress } from './apply';
import type { SharePlan } from './plan';

const permissions = v.object({ fleet: v.boolean(), imageBuilder: v.boolean() });

const keptPlan: v.GenericSchema<unknown, KeptPlan> = v.object({
  plan: v.object({
    digest: v.string(),
    scope: scopeSchema,
    image: v.object({ name: imageName, arn: imageArn }),
    items: v.array(
      v.object({
        account: accountId,
        change: v.picklist(['add', 'change', 'remove', 'unchanged']),
        before: v.exactOptional(permissions),
        after: v.exactOptional(permissions),
        effects: v.array(
          v.picklist([
            'can-run-fleets',
            'can-make-copies',
            'fleets-drop-to-zero',
            'builders-and-images-remain',
          ]),
        ),
      }),
    ),
    madeAt: v.number(),
    expiresAt: v.number(),
  }),
  progress: v.object({
    sent: v.array(accountId),
    outcomes: v.array(
      v.variant('result', [
        v.object({ account: accountId, result: v.picklist(['done', 'unchanged']) }),
        v.object({
          account: accountId,
          result: v.literal('failed'),
          problem: v.custom<Problem>((value) => typeof value === 'object' && value !== null),
        }),
      ]),
    ),
  }),
});

interface KeptPlan {
  readonly plan: SharePlan;
  readonly progress: ApplyProgress;
}

/** Plans between review and apply, and how far they got: a restart of the worker keeps them. */
export interface PlanStore {
  readonly keep: (plan: SharePlan) => Promise<void>;
  /** The plan of a digest, if it is of this scope and still valid. */
  readonly take: (digest: string, scope: Scope) => Promise<Result<KeptPlan>>;
  readonly note: (plan: SharePlan, progress: ApplyProgress) => Promise<void>;
  readonly forget: (account: AccountScope) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
}

/** Plans over a key-value store that is kept in memory. Keeping one drops the expired ones. */
export function createPlanStore(store: KeyValueStore, now: () => number): PlanStore {
  const plans = itemsOf(store, 'plan/', keptPlan);
  const drop = async (outdated: (kept: KeptPlan) => boolean) => {
    const all = await plans.all();
    await plans.remove(all.filter(([, kept]) => outdated(kept)).map(([key]) => key));
  };
  return {
    async keep(plan) {
      await drop((kept) => kept.plan.expiresAt <= now());
      await plans.set(plan.digest, { plan, progress: { sent: [], outcomes: [] } });
    },
    async take(digest, scope) {
      const kept = await plans.get(digest);
      return kept && kept.plan.expiresAt > now() && sameScope(kept.plan.scope, scope)
        ? ok(kept)
        : failed({ kind: 'plan-expired' });
    },
    note: (plan, progress) => plans.set(plan.digest, { plan, progress }),
    forget: (account) => drop(({ plan }) => accountKey(plan.scope) === accountKey(account)),
    forgetAll: () => plans.clear(),
  };
}
