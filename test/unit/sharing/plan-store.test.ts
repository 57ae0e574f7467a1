import { describe, expect, it } from 'vitest';
import type { ApplyProgress } from '@/lib/sharing/apply';
import { planLifetime, type SharePlan } from '@/lib/sharing/plan';
import { createPlanStore } from '@/lib/sharing/plan-store';
import { memoryStore } from '@/test/support/memory-store';
import { planOf, share } from '../support/plans';
import { friend, home, noon, owner, problemKind, stranger, valueOf } from '../support/values';

async function setUp() {
  let time = noon;
  const store = memoryStore();
  const plan = await planOf([share(stranger, 'fb')], [share(friend, 'f'), share(stranger, '')]);
  return {
    store,
    plan,
    plans: createPlanStore(store, () => time),
    restarted: () => createPlanStore(store, () => time),
    at: (later: number) => {
      time = later;
    },
  };
}

describe('the plan store', () => {
  it('gives a plan back to who knows its digest, with no progress yet', async () => {
    const { plans, plan } = await setUp();
    await plans.keep(plan);
    expect(valueOf(await plans.take(plan.digest, home))).toEqual({
      plan,
      progress: { sent: [], outcomes: [] },
    });
  });

  it('knows no other digest', async () => {
    const { plans, plan } = await setUp();
    await plans.keep(plan);
    expect(problemKind(await plans.take('0'.repeat(64), home))).toBe('plan-expired');
    expect(problemKind(await plans.take('', home))).toBe('plan-expired');
  });

  it.each([
    { ...home, account: stranger },
    { ...home, region: 'eu-west-1' },
    { ...home, partition: 'aws-cn' as const },
  ])('gives no plan of another scope: %j', async (scope) => {
    const { plans, plan } = await setUp();
    await plans.keep(plan);
    expect(problemKind(await plans.take(plan.digest, scope))).toBe('plan-expired');
  });

  it('gives no plan that is a quarter of an hour old', async () => {
    const { plans, plan, at } = await setUp();
    await plans.keep(plan);
    at(noon + planLifetime - 1);
    expect((await plans.take(plan.digest, home)).ok).toBe(true);
    at(noon + planLifetime);
    expect(problemKind(await plans.take(plan.digest, home))).toBe('plan-expired');
  });

  it('keeps how far a plan has got over a restart of the worker', async () => {
    const { plans, plan, restarted } = await setUp();
    const progress: ApplyProgress = {
      sent: [friend, stranger],
      outcomes: [
        { account: friend, result: 'done' },
        { account: stranger, result: 'failed', problem: { kind: 'quota', detail: 'Full.' } },
      ],
    };
    await plans.keep(plan);
    await plans.note(plan, progress);
    expect(valueOf(await restarted().take(plan.digest, home))).toEqual({ plan, progress });
  });

  it('drops expired plans when it keeps a new one', async () => {
    const { plans, plan, store, at } = await setUp();
    await plans.keep(plan);
    at(noon + planLifetime);
    const next: SharePlan = {
      ...plan,
      digest: 'b'.repeat(64),
      madeAt: noon + planLifetime,
      expiresAt: noon + 2 * planLifetime,
    };
    await plans.keep(next);
    expect(store.keys()).toHaveLength(1);
    expect(store.dump()).toContain(next.digest);
  });

  it('forgets the plans of one account, or all', async () => {
    const { plans, plan, store } = await setUp();
    const others = [
      { ...plan, digest: 'b'.repeat(64), scope: { ...home, region: 'eu-west-1' } },
      { ...plan, digest: 'c'.repeat(64), scope: { ...home, account: stranger } },
    ];
    for (const each of [plan, ...others]) await plans.keep(each);
    await plans.forget({ partition: 'aws-us-gov', account: owner });
    expect(store.keys()).toHaveLength(3);
    await plans.forget({ partition: 'aws', account: owner });
    expect(store.keys()).toHaveLength(1);
    expect(store.dump()).toContain('c'.repeat(64));
    await store.set('credentials/x', 1);
    await plans.forgetAll();
    expect(store.keys()).toEqual(['credentials/x']);
  });

  it('takes a plan that another version wrote for none', async () => {
    const { plans, plan, store } = await setUp();
    await plans.keep(plan);
    await store.set(store.keys()[0] ?? '', { plan: { ...plan, items: 'none' } });
    expect(problemKind(await plans.take(plan.digest, home))).toBe('plan-expired');
  });
});
