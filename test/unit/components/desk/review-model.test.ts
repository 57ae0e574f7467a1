import { describe, expect, it } from 'vitest';
import { createReview } from '@/components/desk/review/model';
import type { ReviewOptions } from '@/components/desk/review/plan-review';
import type { Job } from '@/lib/jobs/job';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { failed, ok } from '@/lib/result';
import { itemKey, type DesiredImage, type DesiredShare } from '@/lib/sharing/plan';
import { jobOf, itemsIn } from '../../support/job-examples';
import { createFakeClient, createTimer, planOf, scope, settle } from './doubles';

const friend = '444455556666';
const fleet = { fleet: true, imageBuilder: false };
const none = { fleet: false, imageBuilder: false };
const accounts = (count: number) =>
  Array.from({ length: count }, (_, index) => String(700_000_000_000 + index));

const digest = 'a'.repeat(64);
const started = (more: Partial<Job> = {}) => jobOf(itemsIn('pending'), { digest, ...more });

function setUp(
  desired: readonly DesiredShare[] = [{ account: friend, ...fleet }],
  options: ReviewOptions = {},
) {
  const fake = createFakeClient();
  const timer = createTimer();
  let listening: ((event: ProductEvent) => void) | undefined;
  let ids = 0;
  const parts = {
    client: fake.client,
    now: timer.now,
    later: timer.later,
    newId: () => `request-${(ids += 1)}`,
    onEvent(listen: (event: ProductEvent) => void, signal: AbortSignal) {
      listening = listen;
      signal.addEventListener('abort', () => (listening = undefined));
    },
  };
  const images: readonly DesiredImage[] = [
    { region: scope.region, image: { name: 'office' }, desired },
  ];
  const model = createReview(parts, scope, images, options);
  const tell = (event: ProductEvent) => listening?.(event);
  const plan = (shares = none, expiresAt?: number) => {
    const current = shares.fleet ? desired.map(({ account }) => ({ account, ...shares })) : [];
    return planOf(current, desired, digest, expiresAt);
  };
  /** Answers the request for the plan. */
  const ready = async (made = plan()) => {
    await fake.take('sharing.plan').answer(ok(made));
    return made;
  };
  return { ...fake, model, timer, tell, plan, ready, listens: () => listening !== undefined };
}

describe('the plan of a review', () => {
  it('is read with progress of its own request, and of no other', async () => {
    const { model, calls, tell, ready } = setUp();
    expect(model.planning.value).toEqual({ state: 'reading', read: 0, total: 1 });
    expect(model.obstacle.value).toBe('The images are being read.');
    expect(calls[0]?.input).toMatchObject({ request: 'request-1' });
    expect(calls[0]?.scope).toEqual(scope);
    tell({ event: 'plan-progress', request: 'another', read: 90, total: 100 });
    expect(model.planning.value).toEqual({ state: 'reading', read: 0, total: 1 });
    tell({ event: 'plan-progress', request: 'request-1', read: 37, total: 100 });
    expect(model.planning.value).toEqual({ state: 'reading', read: 37, total: 100 });
    const plan = await ready();
    tell({ event: 'plan-progress', request: 'request-1', read: 38, total: 100 });
    expect(model.planning.value).toEqual({ state: 'ready', plan });
    expect(model.obstacle.value).toBeUndefined();
  });

  it('that cannot be made says why, and is made again when asked or with new credentials', async () => {
    const { model, take, tell, ready } = setUp();
    await take('sharing.plan').answer(failed({ kind: 'offline' }));
    expect(model.planning.value).toEqual({ state: 'problem', problem: { kind: 'offline' } });
    expect(model.obstacle.value).toBe('The plan could not be made.');
    model.planAgain();
    await take('sharing.plan').answer(failed({ kind: 'needs-credentials', account: friend }));
    tell({ event: 'credentials-changed' });
    await ready();
    tell({ event: 'credentials-changed' });
    expect(model.planning.value.state).toBe('ready');
  });

  it('drops the answer to a question that was asked again', async () => {
    const { model, take, plan } = setUp();
    const first = take('sharing.plan');
    model.planAgain();
    const second = take('sharing.plan');
    await first.answer(failed({ kind: 'offline' }));
    expect(model.planning.value.state).toBe('reading');
    await second.answer(ok(plan()));
    expect(model.planning.value.state).toBe('ready');
  });

  it('is made again when it is too old, which is said, and what was typed is gone', async () => {
    const { model, timer, ready, plan, left } = setUp();
    await ready(plan(none, timer.now() + 1000));
    model.type('7');
    timer.pass(999);
    expect(left()).toBe(0);
    timer.pass(1);
    expect(model.renewed.value).toBe(true);
    expect(model.typed.value).toBe('');
    expect(model.planning.value.state).toBe('reading');
    await ready();
    expect(model.renewed.value).toBe(true);
    model.planAgain();
    expect(model.renewed.value).toBe(false);
  });

  it('that changes nothing cannot be carried out', async () => {
    const { model, ready, plan, left } = setUp();
    await ready(plan(fleet));
    expect(model.obstacle.value).toBe('There is nothing to change.');
    await model.apply();
    expect(left()).toBe(0);
  });

  it('warns as soon as there is something to judge by', async () => {
    const { model, ready } = setUp();
    const plan = await ready();
    expect(model.warnings.value).toBeUndefined();
    model.judgeBy({ isNamed: () => false });
    const [item] = plan.items;
    expect([...(model.warnings.value?.items ?? [])]).toEqual([
      [item && itemKey(item), ['unknown-account']],
    ]);
    model.judgeBy({ isNamed: () => true });
    expect(model.warnings.value?.items.size).toBe(0);
  });
});

describe('the confirmation of a review', () => {
  it('asks for the number of changes of a large plan', async () => {
    const { model, ready, take } = setUp(accounts(51).map((account) => ({ account, ...fleet })));
    await ready();
    expect(model.toConfirm.value).toBe(51);
    expect(model.obstacle.value).toBe('Type 51 to confirm that you want 51 changes.');
    await model.apply();
    model.type('50');
    expect(model.obstacle.value).toBeDefined();
    model.type(' 51 ');
    expect(model.obstacle.value).toBeUndefined();
    const applying = model.apply();
    await take('sharing.apply').answer(ok(started()));
    await applying;
    expect(model.applying.value.state).toBe('started');
  });

  it('asks for the account that only a person says the page shows', async () => {
    const { model, ready } = setUp(undefined, { confirmAccount: true });
    await ready();
    expect(model.accountToConfirm.value).toBe(scope.account);
    expect(model.obstacle.value).toContain(scope.account);
    model.typeAccount(friend);
    expect(model.obstacle.value).toBeDefined();
    model.typeAccount('1111-2222-3333');
    expect(model.obstacle.value).toBeUndefined();
  });
});

describe('carrying a plan out', () => {
  const origin = { job: '0b0f8a1c-5f5e-4a57-9c8e-0d6a1f4b2c3d', as: 'undo' } as const;

  it('starts its job with where it comes from, once, and follows it', async () => {
    const { model, ready, take, tell, left } = setUp(undefined, { origin });
    await ready();
    model.setNotify(true);
    const applying = model.apply();
    await model.apply();
    const call = take('sharing.apply');
    expect(call.input).toEqual({ digest, origin, notify: true });
    expect(call.scope).toEqual(scope);
    expect(left()).toBe(0);
    await call.answer(ok(started()));
    await applying;
    expect(model.job.value?.state).toBe('running');
    tell({ event: 'job-changed', job: started({ id: 'another', state: 'cancelled' }) });
    expect(model.job.value?.state).toBe('running');
    tell({ event: 'job-changed', job: started({ state: 'ended' }) });
    expect(model.job.value?.state).toBe('ended');
  });

  it('takes what was told of the job before the answer came', async () => {
    const { model, ready, take, tell } = setUp();
    await ready();
    const applying = model.apply();
    tell({ event: 'job-changed', job: started({ state: 'ended' }) });
    await take('sharing.apply').answer(ok(started()));
    await applying;
    expect(model.job.value?.state).toBe('ended');
  });

  it('says what kept it from starting, and plans again', async () => {
    const { model, ready, take } = setUp();
    await ready();
    const applying = model.apply();
    const problem = { kind: 'read-only', by: 'settings' } as const;
    await take('sharing.apply').answer(failed(problem));
    await applying;
    expect(model.applying.value).toEqual({ state: 'idle', problem });
    await ready();
    expect(model.obstacle.value).toBeUndefined();
    model.planAgain();
    expect(model.applying.value).toEqual({ state: 'idle' });
  });

  it('makes a plan again that the worker no longer takes, and says so', async () => {
    const { model, ready, take } = setUp();
    await ready();
    const applying = model.apply();
    await take('sharing.apply').answer(failed({ kind: 'plan-expired' }));
    await applying;
    expect(model.renewed.value).toBe(true);
    expect(model.applying.value).toEqual({ state: 'idle' });
    expect(model.planning.value.state).toBe('reading');
  });

  it('looks for its job when the answer is lost, and for none that is older', async () => {
    const { model, ready, take, plan } = setUp();
    await ready({ ...plan(), madeAt: 500 });
    const applying = model.apply();
    await take('sharing.apply').answer(failed({ kind: 'interrupted' }));
    const jobs = [started({ id: 'new', createdAt: 500 }), started({ id: 'old', createdAt: 499 })];
    await take('jobs.list').answer(ok(jobs.toReversed()));
    await applying;
    expect(model.job.value?.id).toBe('new');
    expect(model.applying.value.state).toBe('started');
  });

  it('plans again when no job has begun, and says that it is unclear when that is unknown', async () => {
    const { model, ready, take } = setUp();
    await ready();
    const applying = model.apply();
    await take('sharing.apply').answer(failed({ kind: 'interrupted' }));
    await take('jobs.list').answer(failed({ kind: 'storage-unavailable' }));
    await applying;
    expect(model.applying.value).toMatchObject({
      state: 'unclear',
      problem: { kind: 'storage-unavailable' },
    });
    model.planAgain();
    const looking = model.lookAgain();
    await take('jobs.list').answer(ok([]));
    await looking;
    expect(model.applying.value).toMatchObject({ state: 'idle' });
    await ready();
  });

  it('is not disturbed by a plan that becomes too old meanwhile', async () => {
    const { model, timer, ready, take, plan, left } = setUp();
    await ready(plan(none, timer.now() + 1000));
    const applying = model.apply();
    timer.pass(5000);
    await take('sharing.apply').answer(ok(started()));
    await applying;
    timer.pass(50_000);
    expect(left()).toBe(0);
    expect(model.applying.value.state).toBe('started');
  });
});

describe('a review that is left', () => {
  it('listens and waits no more', async () => {
    const { model, timer, take, plan, listens, left } = setUp();
    const asked = take('sharing.plan');
    model.end();
    expect(listens()).toBe(false);
    await asked.answer(ok(plan(none, timer.now() + 10)));
    timer.pass(100);
    await settle();
    expect(model.planning.value.state).toBe('reading');
    expect(left()).toBe(0);
  });
});
