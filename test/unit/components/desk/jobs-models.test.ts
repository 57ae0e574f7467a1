import { describe, expect, it } from 'vitest';
import { createJobModel } from '@/components/desk/jobs/job-model';
import { createJobsModel } from '@/components/desk/jobs/list-model';
import { actsOf } from '@/components/desk/jobs/steering';
import type { Job, JobDetails } from '@/lib/jobs/job';
import { failed, ok } from '@/lib/result';
import { itemsIn, jobOf } from '../../support/job-examples';
import { noon } from '../../support/values';
import { createFakeClient, createTimer, settle } from './doubles';

const jobNamed = (id: string, more: Partial<Job> = {}): Job => ({ ...jobOf([]), id, ...more });
const over = { state: 'ended', endedAt: noon } as const;

/** A list that has been read. */
async function openedList(...jobs: readonly Job[]) {
  const fake = createFakeClient();
  const model = createJobsModel({ client: fake.client });
  const loading = model.load();
  await fake.take('jobs.list').answer(ok(jobs));
  await loading;
  const shown = () => {
    const listed = model.listed.value;
    return listed.state === 'ready' ? listed.value : [];
  };
  return { fake, model, shown, ids: () => shown().map(({ id }) => id) };
}

/** The details of a job of two changes. */
const details = (more: Partial<Job> = {}): JobDetails => {
  const items = itemsIn('pending', 'pending');
  return { job: { ...jobOf(items), ...more }, items };
};
/** The page of a job that has been read. */
async function openedJob(first: JobDetails = details()) {
  const fake = createFakeClient();
  const timer = createTimer();
  const model = createJobModel('job-1', { client: fake.client, ...timer });
  const loading = model.load();
  await fake.take('jobs.get').answer(ok(first));
  await loading;
  const job = () => {
    const shown = model.details.value;
    return shown.state === 'ready' ? shown.value.job : undefined;
  };
  return { fake, timer, model, job };
}

describe('the list of jobs', () => {
  it('begins with what is not over, and has the newest first', async () => {
    const { ids } = await openedList(
      jobNamed('new', { ...over, createdAt: noon + 4 }),
      jobNamed('runs', { createdAt: noon + 3 }),
      jobNamed('old', { ...over, createdAt: noon + 2 }),
      jobNamed('waits', { state: 'paused', createdAt: noon + 1 }),
    );
    expect(ids()).toEqual(['runs', 'waits', 'new', 'old']);
  });

  it('follows what changes, begins and goes', async () => {
    const { model, ids, shown } = await openedList(jobNamed('a'));
    model.follow({ event: 'job-changed', job: jobNamed('b', { createdAt: noon + 1 }) });
    expect(ids()).toEqual(['b', 'a']);
    model.follow({ event: 'job-changed', job: jobNamed('b', { ...over, createdAt: noon + 1 }) });
    expect(ids()).toEqual(['a', 'b']);
    expect(shown()[1]?.state).toBe('ended');
    model.follow({ event: 'job-removed', id: 'b' });
    expect(ids()).toEqual(['a']);
  });

  it('keeps what it heard while the journal was read', async () => {
    const fake = createFakeClient();
    const model = createJobsModel({ client: fake.client });
    const loading = model.load();
    model.follow({ event: 'job-changed', job: jobNamed('a', over) });
    model.follow({ event: 'job-removed', id: 'b' });
    await fake.take('jobs.list').answer(ok([jobNamed('a'), jobNamed('b')]));
    await loading;
    expect(model.listed.value).toMatchObject({ value: [{ id: 'a', state: 'ended' }] });
  });

  it('takes no answer that a later question has overtaken', async () => {
    const { fake, model, ids } = await openedList();
    void model.load();
    void model.load();
    const [first, second] = [fake.take('jobs.list'), fake.take('jobs.list')];
    await second.answer(ok([jobNamed('new')]));
    await first.answer(ok([jobNamed('old')]));
    expect(ids()).toEqual(['new']);
  });

  it('says why the journal cannot be read', async () => {
    const fake = createFakeClient();
    const model = createJobsModel({ client: fake.client });
    void model.load();
    await fake.take('jobs.list').answer(failed({ kind: 'storage-unavailable' }));
    expect(model.listed.value).toMatchObject({ problem: { kind: 'storage-unavailable' } });
    void model.load();
    expect(model.listed.value.state).toBe('loading');
  });

  it('shows a wish once it is noted, and takes a removed job away', async () => {
    const { fake, model, ids, shown } = await openedList(jobNamed('a'));
    const pausing = model.act('a', 'pause');
    const asked = fake.take('jobs.pause');
    expect(asked.input).toEqual({ id: 'a' });
    await asked.answer(ok(null));
    await fake.take('jobs.list').answer(ok([jobNamed('a', { wish: 'pause' })]));
    expect(await pausing).toBe(true);
    expect(shown()[0]?.wish).toBe('pause');
    const removing = model.act('a', 'remove');
    await fake.take('jobs.remove').answer(ok(null));
    expect(await removing).toBe(true);
    expect(ids()).toEqual([]);
  });

  it('says why a job could not be steered, until that is dismissed', async () => {
    const { fake, model, ids } = await openedList(jobNamed('a'));
    const removing = model.act('a', 'remove');
    await fake.take('jobs.remove').answer(failed({ kind: 'interrupted' }));
    expect(await removing).toBe(false);
    expect(model.problem.value).toEqual({ kind: 'interrupted' });
    expect(ids()).toEqual(['a']);
    model.dismiss();
    expect(model.problem.value).toBeUndefined();
  });
});

describe('the page of a job', () => {
  it('shows how the job stands at once, and reads its changes every two seconds at most', async () => {
    const { fake, timer, model, job } = await openedJob();
    for (const speed of [1, 2, 3]) {
      model.follow({ event: 'job-changed', job: details({ speed }).job });
      expect(job()?.speed).toBe(speed);
      timer.pass(600);
    }
    expect(fake.left()).toBe(0);
    timer.pass(200);
    expect(fake.left()).toBe(1);
    await fake.take('jobs.get').answer(ok(details({ speed: 3 })));
    timer.pass(10_000);
    // Nothing was told since.
    expect(fake.left()).toBe(0);
    model.follow({ event: 'job-changed', job: details({ speed: 4 }).job });
    timer.pass(0);
    expect(fake.left()).toBe(1);
  });

  it('reads the changes at once when the job has ended, also while they are being read', async () => {
    const { fake, timer, model, job } = await openedJob();
    model.follow({ event: 'job-changed', job: details({ speed: 1 }).job });
    timer.pass(2_000);
    const early = fake.take('jobs.get');
    model.follow({ event: 'job-changed', job: details(over).job });
    expect(fake.left()).toBe(0);
    await early.answer(ok(details()));
    // The answer is older than what was told.
    expect(job()?.state).toBe('ended');
    await fake.take('jobs.get').answer(ok({ job: details(over).job, items: itemsIn('done') }));
    expect(model.details.value).toMatchObject({ value: { items: [{ state: 'done' }] } });
    timer.pass(10_000);
    expect(fake.left()).toBe(0);
  });

  it('does not care for other jobs', async () => {
    const { fake, timer, model, job: shown } = await openedJob();
    model.follow({ event: 'job-changed', job: jobNamed('other', { speed: 9 }) });
    model.follow({ event: 'job-removed', id: 'other' });
    timer.pass(10_000);
    expect(shown()?.speed).toBeUndefined();
    expect(model.gone.value).toBe(false);
    expect(fake.left()).toBe(0);
  });

  it('knows when the job was removed, here or elsewhere', async () => {
    const here = await openedJob(details(over));
    void here.model.act('job-1', 'remove');
    await here.fake.take('jobs.remove').answer(ok(null));
    expect(here.model.gone.value).toBe(true);
    const elsewhere = await openedJob(details(over));
    elsewhere.model.follow({ event: 'job-removed', id: 'job-1' });
    expect(elsewhere.model.gone.value).toBe(true);
  });

  it('has the end told, and shows it when that is noted', async () => {
    const { fake, model, job } = await openedJob();
    void model.notify('job-1', true);
    const asked = fake.take('jobs.notify');
    expect(asked.input).toEqual({ id: 'job-1', notify: true });
    expect(job()?.notify).toBeUndefined();
    await asked.answer(ok(null));
    await fake.take('jobs.get').answer(ok(details({ notify: true })));
    await settle();
    expect(job()?.notify).toBe(true);
  });

  it('says why the job cannot be read', async () => {
    const fake = createFakeClient();
    const model = createJobModel('job-1', { client: fake.client, ...createTimer() });
    void model.load();
    await fake.take('jobs.get').answer(failed({ kind: 'not-found', what: 'The job' }));
    expect(model.details.value).toMatchObject({ problem: { kind: 'not-found' } });
  });
});

describe('what can be done with a job', () => {
  const paused = { state: 'paused' } as const;

  it.each<readonly [string, Partial<Job>, readonly string[]]>([
    ['runs', {}, ['pause', 'cancel']],
    ['is about to pause', { wish: 'pause' }, ['continue', 'cancel']],
    ['waits', paused, ['continue', 'cancel']],
    ['is about to go on', { ...paused, wish: 'continue' }, ['pause', 'cancel']],
    ['is about to be cancelled', { wish: 'cancel' }, []],
    ['has ended', over, ['remove']],
    ['was cancelled', { state: 'cancelled' }, ['remove']],
  ])('that %s', (_, more, acts) => {
    expect(actsOf(jobNamed('a', more))).toEqual(acts);
  });
});
