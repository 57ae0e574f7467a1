import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { usingDatabase, type Database } from '../storage/database';
import type { BuildPlan } from '../builds/plan';
import type { LifecyclePlan } from '../lifecycle/plan';
import type { SharePlan } from '../sharing/plan';

/** A plan of any kind, as it is kept between review and apply. */
export type Plan = SharePlan | BuildPlan | LifecyclePlan;

/** Plans between review and apply. They hold nothing secret, and may be large. */
export interface PlanStore {
  readonly keep: (plan: Plan) => Promise<void>;
  /** The plan of a digest, if it is of this kind and account and still valid. */
  readonly get: <Kind extends Plan['kind']>(
    kind: Kind,
    digest: string,
    account: AccountScope,
  ) => Promise<Result<Extract<Plan, { readonly kind: Kind }>>>;
  /** Takes a plan away; whether it was still there. Of two who want it one gets it. */
  readonly take: (digest: string) => Promise<boolean>;
}

/** Plans on disk. Keeping one drops the expired ones. */
export function createPlanStore(database: () => Promise<Database>, now: () => number): PlanStore {
  const using = usingDatabase(database);
  return {
    keep: (plan) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('plans', 'readwrite');
        for (const old of await store.getAll()) {
          if (old.expiresAt <= now()) await store.delete(old.digest);
        }
        await store.put(plan);
        await done;
      }),
    get: <Kind extends Plan['kind']>(kind: Kind, digest: string, account: AccountScope) =>
      using(async (opened) => {
        const plan = await opened.get('plans', digest);
        return plan &&
          isOf(kind, plan) &&
          plan.expiresAt > now() &&
          accountKey(plan.scope) === accountKey(account)
          ? ok(plan)
          : failed({ kind: 'plan-expired' });
      }),
    take: (digest) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('plans', 'readwrite');
        const there = (await store.getKey(digest)) !== undefined;
        await store.delete(digest);
        await done;
        return there;
      }),
  };
}

function isOf<Kind extends Plan['kind']>(
  kind: Kind,
  plan: Plan,
): plan is Extract<Plan, { readonly kind: Kind }> {
  return plan.kind === kind;
}
