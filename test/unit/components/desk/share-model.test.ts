import { describe, expect, it } from 'vitest';
import { createShareModel } from '@/components/desk/sharing/model';
import type { ShareTask } from '@/components/desk/sharing/subject';
import type { ImageShare } from '@/lib/images/image';
import type { Job, ShareJobItem } from '@/lib/jobs/job';
import { ok } from '@/lib/result';
import { itemOf, jobOf } from '../../support/job-examples';
import { jobId } from '../../support/jobs';
import { present } from '../../support/values';
import {
  createFakeClient,
  createTimer,
  desiredIn,
  failure,
  image,
  planOf,
  problem,
  scope,
  settle,
} from './doubles';

const shares: readonly ImageShare[] = [
  { account: '444455556666', fleet: true, imageBuilder: false },
  { account: '555566667777', fleet: true, imageBuilder: true },
];

/** A model whose image has been read. */
async function opened(task: Partial<ShareTask> = {}, current: readonly ImageShare[] = shares) {
  const fake = createFakeClient();
  const timer = createTimer();
  const model = createShareModel(
    { mode: 'share', scope, image: { name: image.name }, ...task },
    { client: fake.client, now: timer.now, later: timer.later },
  );
  const loading = model.load();
  await fake.take('images.get').answer(ok(image));
  await fake.take('images.shares').answer(ok(current));
  await loading;
  const key = (index: number): string => model.draft.rows.value[index]?.key ?? '';
  return { ...fake, model, timer, key, current };
}

type Opened = Awaited<ReturnType<typeof opened>>;

/** Answers the plan that is asked for, as the worker would. */
async function plan({ take, current }: Opened, digest?: string): Promise<void> {
  const call = take('sharing.plan');
  await call.answer(ok(planOf(current, desiredIn(call), digest)));
}

/** A model with a plan of one new account that is ready to be applied. */
async function planned() {
  const desk = await opened();
  desk.model.draft.edit(desk.key(0), { text: '999988887777', fleet: true });
  desk.timer.pass(300);
  await plan(desk);
  return desk;
}

describe('loading', () => {
  it('reads image and shares in the scope of the route', async () => {
    const { calls, model } = await opened();
    expect(calls.map((call) => call.scope)).toEqual([scope, scope]);
    expect(model.subject.value.state).toBe('ready');
  });

  it('says why the sharing cannot be changed, and makes no plan', async () => {
    const fake = createFakeClient();
    const { now, later } = createTimer();
    const model = createShareModel(
      { mode: 'stop', scope, image: { name: 'office' } },
      { client: fake.client, now, later },
    );
    void model.load();
    await fake.take('images.get').answer(ok({ ...image, state: 'COPYING' }));
    await fake.take('images.shares').answer(problem('offline'));
    expect(model.subject.value).toEqual({
      state: 'obstacle',
      sentence: expect.stringContaining('Copying'),
    });
    expect(fake.left()).toBe(0);
  });

  it.each(['stop', 'edit'] as const)(
    'has nothing to do for %s when nobody shares',
    async (mode) => {
      const { model, left } = await opened({ mode }, []);
      expect(model.subject.value.state).toBe('obstacle');
      expect(left()).toBe(0);
    },
  );

  it('does not revoke an account that has no access', async () => {
    const { model } = await opened({ mode: 'revoke', account: '123412341234' });
    expect(model.subject.value).toEqual({
      state: 'obstacle',
      sentence: 'This image is not shared with account 123412341234.',
    });
  });

  it('loads again when credentials have come', async () => {
    const fake = createFakeClient();
    const { now, later } = createTimer();
    const model = createShareModel(
      { mode: 'share', scope, image: { name: 'office' } },
      { client: fake.client, now, later },
    );
    void model.load();
    const missing = failure({ kind: 'needs-credentials', account: scope.account });
    await fake.take('images.get').answer(missing);
    await fake.take('images.shares').answer(missing);
    expect(model.subject.value.state).toBe('problem');
    model.hear({ event: 'credentials-changed' });
    await fake.take('images.get').answer(ok(image));
    await fake.take('images.shares').answer(ok(shares));
    expect(model.subject.value.state).toBe('ready');
  });
});

describe('the live plan', () => {
  it('starts with one blank row, no plan, and the reason in view', async () => {
    const { model, left } = await opened();
    expect(model.draft.rows.value).toHaveLength(1);
    expect(model.planning.value.state).toBe('none');
    expect(model.obstacle.value).toBe('Row 1: Enter the 12-digit id of an AWS account.');
    expect(left()).toBe(0);
  });

  it('is made when the form is complete and still', async () => {
    const desk = await opened();
    desk.model.draft.edit(desk.key(0), { text: '9999-8888-7777' });
    desk.model.draft.edit(desk.key(0), { fleet: true });
    expect(desk.model.obstacle.value).toBe('Reading the current sharing…');
    desk.timer.pass(299);
    expect(desk.left()).toBe(0);
    desk.timer.pass(1);
    const call = desk.take('sharing.plan');
    expect(call).toMatchObject({
      scope,
      input: { images: [{ region: scope.region, image: { name: image.name } }] },
    });
    expect(desiredIn(call)).toEqual([
      { account: '999988887777', fleet: true, imageBuilder: false },
    ]);
    await call.answer(ok(planOf(shares, desiredIn(call))));
    expect(desk.model.obstacle.value).toBeUndefined();
  });

  it('no longer counts from the moment the form changes', async () => {
    const desk = await planned();
    desk.model.draft.edit(desk.key(0), { imageBuilder: true });
    expect(desk.model.planning.value.state).toBe('reading');
    expect(desk.model.obstacle.value).toBe('Reading the current sharing…');
    await desk.model.apply();
    expect(desk.left()).toBe(0);
  });

  it('drops the answer to an older form', async () => {
    const desk = await opened();
    desk.model.draft.edit(desk.key(0), { text: '999988887777', fleet: true });
    desk.timer.pass(300);
    const older = desk.take('sharing.plan');
    desk.model.draft.edit(desk.key(0), { imageBuilder: true });
    await older.answer(ok(planOf(shares, desiredIn(older), 'b'.repeat(64))));
    expect(desk.model.planning.value.state).toBe('reading');
    desk.timer.pass(300);
    await plan(desk);
    expect(desk.model.planning.value).toMatchObject({ plan: { digest: 'a'.repeat(64) } });
  });

  it('is made again when it expires', async () => {
    const desk = await planned();
    desk.timer.pass(2_000_000);
    expect(desk.model.planning.value.state).toBe('reading');
    await plan(desk);
    expect(desk.model.obstacle.value).toBeUndefined();
  });

  it('is made again when the sharing was changed elsewhere', async () => {
    const desk = await planned();
    desk.model.hear({ event: 'shares-changed', image: { name: 'office' } });
    await plan(desk, 'c'.repeat(64));
    expect(desk.model.planning.value).toMatchObject({ plan: { digest: 'c'.repeat(64) } });
  });

  it('offers nothing when AWS already has it so', async () => {
    const desk = await opened();
    desk.model.draft.edit(desk.key(0), { text: '999988887777', fleet: true });
    desk.timer.pass(300);
    const call = desk.take('sharing.plan');
    const there = [{ account: '999988887777', fleet: true, imageBuilder: false }];
    await call.answer(ok(planOf(there, desiredIn(call))));
    expect(desk.model.obstacle.value).toMatch(/^Nothing would change/);
  });

  it('is not made of an image that it has an obstacle for', async () => {
    const desk = await opened({ mode: 'stop' });
    const call = desk.take('sharing.plan');
    const obstacle = { kind: 'not-available', detail: 'Copying.' } as const;
    const made = planOf(shares, desiredIn(call));
    const images = made.images.map((each) => ({ ...each, obstacle }));
    await call.answer(ok({ ...made, images, items: [] }));
    expect(desk.model.planning.value).toEqual({ state: 'problem', problem: obstacle });
    expect(desk.model.obstacle.value).toBe('The plan could not be made.');
  });

  it('is tried again after its problem', async () => {
    const desk = await opened({ mode: 'stop' });
    await desk.take('sharing.plan').answer(problem('offline'));
    expect(desk.model.obstacle.value).toBe('The plan could not be made.');
    desk.model.planAgain();
    // Stop means whoever the image is shared with by then.
    await desk.take('images.get').answer(ok(image));
    await desk.take('images.shares').answer(ok(shares.slice(0, 1)));
    await plan(desk);
    expect(desk.model.planning.value).toMatchObject({ plan: { items: [{ change: 'remove' }] } });
  });
});

describe('the ways', () => {
  it('edit: clearing both boxes and the X both mean revoke', async () => {
    const desk = await opened({ mode: 'edit' });
    desk.model.draft.edit('444455556666', { fleet: false });
    desk.model.draft.remove('555566667777');
    desk.timer.pass(300);
    const call = desk.take('sharing.plan');
    expect(desiredIn(call)).toHaveLength(2);
    expect(planOf(shares, desiredIn(call)).items.map(({ change }) => change)).toEqual([
      'remove',
      'remove',
    ]);
    desk.model.draft.undo('555566667777');
    desk.timer.pass(300);
    expect(desiredIn(desk.take('sharing.plan'))).toContainEqual(shares[1]);
  });

  it('revoke: plans exactly one account', async () => {
    const desk = await opened({ mode: 'revoke', account: '555566667777' });
    expect(desiredIn(desk.take('sharing.plan'))).toEqual([
      { account: '555566667777', fleet: false, imageBuilder: false },
    ]);
  });

  it('wants the number typed when more than ten accounts lose access', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({
      account: String(900_000_000_000 + index),
      fleet: true,
      imageBuilder: false,
    }));
    const desk = await opened({ mode: 'stop' }, many);
    await plan(desk);
    expect(desk.model.toConfirm.value).toBe(11);
    expect(desk.model.obstacle.value).toBe('Type 11 to confirm that 11 accounts lose access.');
    await desk.model.apply();
    expect(desk.left()).toBe(0);
    desk.model.type('1');
    expect(desk.model.obstacle.value).toBeDefined();
    desk.model.type(' 11 ');
    expect(desk.model.obstacle.value).toBeUndefined();
  });

  it('wants no number for ten', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => ({
      account: String(900_000_000_000 + index),
      fleet: true,
      imageBuilder: false,
    }));
    const desk = await opened({ mode: 'stop' }, ten);
    await plan(desk);
    expect(desk.model.obstacle.value).toBeUndefined();
  });
});

/** The job of the plan for one new account, as the worker would tell of it. */
const ends = (...states: readonly ShareJobItem['state'][]) =>
  states.map((state, seq) =>
    itemOf(seq, { state, job: jobId(1), attempts: 1 }, { account: accounts[seq] ?? '' }),
  );
const started = (more: Partial<Job> = {}) =>
  jobOf([{ state: 'pending' }], { id: jobId(1), digest: 'a'.repeat(64), createdAt: 0, ...more });
const waiting = (until?: number) =>
  started({
    state: 'paused',
    pause: { reason: 'throttled', since: 0, ...(until !== undefined && { until }) },
  });
const over = (items: readonly ShareJobItem[], more: Partial<Job> = {}) =>
  jobOf(items, { id: jobId(1), state: 'ended', createdAt: 0, ...more });
const accounts = ['999988887777', '444455556666'];

/** A job that has been started, and is followed. */
async function running() {
  const desk = await planned();
  void desk.model.apply();
  await desk.take('sharing.apply').answer(ok(started()));
  return desk;
}

describe('applying', () => {
  const [account = ''] = accounts;

  it('applies the plan once, however often it is pressed', async () => {
    const { model, take, left } = await planned();
    void model.apply();
    void model.apply();
    const call = take('sharing.apply');
    expect(call).toMatchObject({ scope, input: { digest: 'a'.repeat(64) } });
    expect(left()).toBe(0);
    expect(model.applying.value).not.toHaveProperty('job');
    await call.answer(ok(started()));
    expect(model.applying.value).toMatchObject({ state: 'running', job: started() });
    await model.apply();
    expect(left()).toBe(0);
  });

  it('follows its own job only, and asks how each account ended when it is over', async () => {
    const { model, take, left } = await running();
    model.hear({ event: 'job-changed', job: started({ id: jobId(2), current: 'other' }) });
    expect(model.applying.value).toMatchObject({ job: started() });
    model.hear({ event: 'job-changed', job: started({ current: 'this' }) });
    expect(model.applying.value).toMatchObject({ job: { current: 'this' } });
    expect(left()).toBe(0);
    const items = ends('done');
    model.hear({ event: 'job-changed', job: over(items) });
    const call = take('jobs.get');
    expect(call.input).toEqual({ id: jobId(1) });
    await call.answer(ok({ job: over(items), items }));
    expect(model.applying.value).toMatchObject({ state: 'ended', job: over(items), items });
  });

  it('counts what it was told before the answer that started the job', async () => {
    const { model, take } = await planned();
    void model.apply();
    const items = ends('done');
    model.hear({ event: 'job-changed', job: started({ id: jobId(2) }) });
    model.hear({ event: 'job-changed', job: over(items) });
    await take('sharing.apply').answer(ok(started()));
    await take('jobs.get').answer(ok({ job: over(items), items }));
    expect(model.applying.value).toMatchObject({ state: 'ended', items });
  });

  it('looks after a job that runs, as nothing may be told, and no more once it is over', async () => {
    const { model, take, timer, left } = await running();
    timer.pass(4999);
    expect(left()).toBe(0);
    timer.pass(1);
    await take('jobs.get').answer(ok({ job: started({ current: 'now' }), items: [] }));
    expect(model.applying.value).toMatchObject({ job: { current: 'now' } });
    timer.pass(5000);
    const items = ends('done');
    await take('jobs.get').answer(ok({ job: over(items), items }));
    expect(model.applying.value.state).toBe('ended');
    timer.pass(60_000);
    expect(left()).toBe(0);
  });

  it('looks after a job that waits only if it goes on by itself', async () => {
    const { model, take, timer, left } = await running();
    model.hear({ event: 'job-changed', job: waiting() });
    timer.pass(60_000);
    expect(left()).toBe(0);
    // Somebody looks at the window again.
    void model.look();
    await take('jobs.get').answer(ok({ job: waiting(2_000_000), items: [] }));
    timer.pass(5000);
    expect(take('jobs.get').id).toBe('jobs.get');
  });

  it('takes what it has heard since it asked for newer than the answer', async () => {
    const { model, take } = await running();
    void model.look();
    const call = take('jobs.get');
    model.hear({ event: 'job-changed', job: started({ current: 'newer' }) });
    await call.answer(ok({ job: started({ current: 'older' }), items: [] }));
    expect(model.applying.value).toMatchObject({ job: { current: 'newer' } });
  });

  it('says when it cannot be read how the job ended, until it can', async () => {
    const { model, take } = await running();
    const items = ends('done');
    model.hear({ event: 'job-changed', job: over(items) });
    await take('jobs.get').answer(failure({ kind: 'storage-unavailable' }));
    expect(model.applying.value).toMatchObject({
      state: 'running',
      problem: { kind: 'storage-unavailable' },
    });
    void model.look();
    await take('jobs.get').answer(ok({ job: over(items), items }));
    expect(model.applying.value).toMatchObject({ state: 'ended', items });
  });

  it('is not disturbed by what happens meanwhile, nor afterwards', async () => {
    const { model, take, left } = await running();
    model.hear({ event: 'shares-changed', image: { name: 'office' } });
    model.hear({ event: 'credentials-changed' });
    expect(left()).toBe(0);
    const items = ends('done');
    model.hear({ event: 'job-changed', job: over(items) });
    await take('jobs.get').answer(ok({ job: over(items), items }));
    model.hear({ event: 'shares-changed', image: { name: 'office' } });
    model.hear({ event: 'job-changed', job: started() });
    expect(left()).toBe(0);
    expect(model.applying.value.state).toBe('ended');
  });

  it('finds the job again that was started although the answer was lost', async () => {
    const { model, take } = await planned();
    void model.apply();
    await take('sharing.apply').answer(failure({ kind: 'interrupted' }));
    const other = started({ id: jobId(2), digest: 'b'.repeat(64) });
    const older = started({ id: jobId(3), createdAt: -1 });
    await take('jobs.list').answer(ok([other, older, started()]));
    expect(model.applying.value).toMatchObject({ state: 'running', job: { id: jobId(1) } });
  });

  it('plans again when no job was started before the answer was lost', async () => {
    const desk = await planned();
    void desk.model.apply();
    await desk.take('sharing.apply').answer(failure({ kind: 'interrupted' }));
    await desk.take('jobs.list').answer(ok([started({ digest: 'b'.repeat(64) })]));
    await plan(desk);
    expect(desk.model.applying.value).toEqual({
      state: 'idle',
      problem: { kind: 'interrupted' },
    });
  });

  it('keeps the form when nothing was started, and plans again when credentials come', async () => {
    const desk = await planned();
    void desk.model.apply();
    const expired = failure({ kind: 'expired', account: scope.account });
    await desk.take('sharing.apply').answer(expired);
    await desk.take('sharing.plan').answer(expired);
    expect(desk.model.applying.value).toMatchObject({ problem: { kind: 'expired' } });
    expect(desk.model.draft.rows.value[0]?.text).toBe(account);
    desk.model.hear({ event: 'credentials-changed' });
    expect(desk.model.applying.value).toEqual({ state: 'idle' });
    await plan(desk);
    expect(desk.model.obstacle.value).toBeUndefined();
  });

  it('makes a new plan by itself when the old one was too old', async () => {
    const desk = await planned();
    void desk.model.apply();
    await desk.take('sharing.apply').answer(problem('plan-expired'));
    await plan(desk, 'd'.repeat(64));
    expect(desk.model.applying.value).toMatchObject({ problem: { kind: 'plan-expired' } });
    expect(desk.model.planning.value).toMatchObject({ plan: { digest: 'd'.repeat(64) } });
  });

  it('tries only what is left again, by a plan of its own, and adds the results up', async () => {
    const desk = await opened();
    desk.model.draft.edit(desk.key(0), { text: account, fleet: true });
    desk.model.draft.add();
    desk.model.draft.edit(desk.key(1), { text: '444455556666', fleet: true, imageBuilder: true });
    desk.timer.pass(300);
    await plan(desk);
    void desk.model.apply();
    await desk.take('sharing.apply').answer(ok(started()));
    const [done, drift] = ends('done', 'drift');
    const both = { ...present(drift).task, after: { fleet: true, imageBuilder: true } };
    const items = [present(done), { ...present(drift), task: both }];
    desk.model.hear({ event: 'job-changed', job: over(items) });
    await desk.take('jobs.get').answer(ok({ job: over(items), items }));
    desk.model.retryRest();
    const call = desk.take('sharing.plan');
    expect(desiredIn(call)).toEqual([{ account: '444455556666', fleet: true, imageBuilder: true }]);
    await call.answer(ok(planOf(shares, desiredIn(call), 'e'.repeat(64))));
    expect(desk.left()).toBe(0);
    expect(desk.model.obstacle.value).toBeUndefined();
    void desk.model.apply();
    const second = desk.take('sharing.apply');
    expect(second.input).toEqual({
      digest: 'e'.repeat(64),
      origin: { job: jobId(1), as: 'retry' },
    });
    const again = [{ ...present(items[1]), job: jobId(2), state: 'done' as const }];
    await second.answer(ok(over(again, { id: jobId(2) })));
    await desk.take('jobs.get').answer(ok({ job: over(again, { id: jobId(2) }), items: again }));
    await settle();
    expect(desk.model.applying.value).toMatchObject({ items: [items[0], again[0]] });
  });
});
