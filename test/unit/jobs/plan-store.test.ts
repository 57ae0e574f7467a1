import { beforeEach, describe, expect, it } from 'vitest';
import { planLifetime, type SharePlan } from '@/lib/sharing/plan';
import { createPlanStore } from '@/lib/jobs/plan-store';
import { createDatabase } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { planOf, share } from '../support/plans';
import { friend, home, minute, noon, problemKind, stranger, valueOf } from '../support/values';

beforeEach(emptyIndexedDb);

async function setUp() {
  let time = noon;
  const plan = await planOf([share(stranger, 'fb')], [share(friend, 'f'), share(stranger, '')]);
  const database = createDatabase();
  return {
    plan,
    plans: createPlanStore(database, () => time),
    restarted: () => createPlanStore(createDatabase(), () => time),
    kept: async () => (await database()).getAllKeys('plans'),
    at: (later: number) => {
      time = later;
    },
  };
}

describe('the plan store', () => {
  it('gives a plan back to who knows its digest, over a restart of the worker', async () => {
    const { plans, plan, restarted } = await setUp();
    await plans.keep(plan);
    expect(valueOf(await plans.get('shares', plan.digest, home))).toEqual(plan);
    expect(valueOf(await restarted().get('shares', plan.digest, home))).toEqual(plan);
  });

  it('knows no other digest', async () => {
    const { plans, plan } = await setUp();
    await plans.keep(plan);
    expect(problemKind(await plans.get('shares', '0'.repeat(64), home))).toBe('plan-expired');
    expect(problemKind(await plans.get('shares', '', home))).toBe('plan-expired');
  });

  it.each([
    { ...home, account: stranger },
    { ...home, partition: 'aws-cn' as const },
  ])('gives no plan of another account: %j', async (scope) => {
    const { plans, plan } = await setUp();
    await plans.keep(plan);
    expect(problemKind(await plans.get('shares', plan.digest, scope))).toBe('plan-expired');
  });

  it('gives no plan that is a quarter of an hour old', async () => {
    const { plans, plan, at } = await setUp();
    await plans.keep(plan);
    at(noon + planLifetime - 1);
    expect((await plans.get('shares', plan.digest, home)).ok).toBe(true);
    at(noon + planLifetime);
    expect(problemKind(await plans.get('shares', plan.digest, home))).toBe('plan-expired');
  });

  it('drops expired plans when it keeps a new one, and no others', async () => {
    const { plans, plan, kept, at } = await setUp();
    const young: SharePlan = { ...plan, digest: 'c'.repeat(64), expiresAt: noon + 2 * minute };
    await plans.keep({ ...plan, expiresAt: noon + minute });
    await plans.keep(young);
    at(noon + minute);
    const next: SharePlan = { ...plan, digest: 'b'.repeat(64) };
    await plans.keep(next);
    expect(await kept()).toEqual([next.digest, young.digest]);
  });

  it('forgets a plan that was applied', async () => {
    const { plans, plan, kept } = await setUp();
    await plans.keep(plan);
    // Two who want it at once do not both get it.
    const taken = await Promise.all([plans.take(plan.digest), plans.take(plan.digest)]);
    expect(taken).toEqual([true, false]);
    expect(problemKind(await plans.get('shares', plan.digest, home))).toBe('plan-expired');
    expect(await kept()).toEqual([]);
  });
});
