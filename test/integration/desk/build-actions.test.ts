import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildPlan } from '@/lib/builds/plan';
import type { JobDetails } from '@/lib/jobs/job';
import type { InputOf } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import { startBuild, type BuildOptions } from '../../aws/image-builder/build';
import type { BuildRecord } from '../../aws/image-builder/records';
import { callsOf, mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { believableWorld, customerAccount, ownerAccount } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const prefix = `arn:aws:imagebuilder:us-east-1:${ownerAccount}`;
const pipeline = `${prefix}:image-pipeline/${officeGolden}`;
const newest = officeGoldenBuild('2.0.0/4');
const role = 'ImageBuilderLifecycle';
const minute = 60_000;

const clock = { time: Date.UTC(2026, 7, 1, 12) };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld({ now: () => clock.time }) });
  await worker.signIn(ownerAccount);
  worker.aws.log.length = 0;
});

afterEach(() => worker.stop());

type Wish = InputOf<'build-actions.plan'>;

const asked = (wish: Wish) => worker.call('build-actions.plan', wish, virginia);

async function planOf(wish: Wish): Promise<BuildPlan> {
  const answer = await asked(wish);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function problemOf(wish: Wish) {
  const answer = await asked(wish);
  return answer.ok ? undefined : answer.problem;
}

async function start(plan: BuildPlan): Promise<string> {
  const operation = plan.destroys ? 'build-actions.delete' : 'build-actions.apply';
  const answer = await worker.call(operation, { digest: plan.digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const carriedOut = async (wish: Wish): Promise<JobDetails> =>
  worker.settled(await start(await planOf(wish)));

function record(arn: string): BuildRecord {
  const found = regionOf(worker.world, 'us-east-1').imageBuilder.builds.get(arn);
  if (!found) throw new Error(`No build ${arn}`);
  return found;
}

/** A build of the office pipeline that began so many minutes ago. */
function begun(minutes: number, options: BuildOptions = {}): string {
  const region = regionOf(worker.world, 'us-east-1');
  const made = region.imageBuilder.pipelines.get(pipeline);
  if (!made) throw new Error('No pipeline');
  const at = clock.time - minutes * minute;
  return startBuild(worker.world, region, made, { ...options, at }).arn;
}

/** Ends a build as if it had gone on by itself. */
function endAs(arn: string, status: 'AVAILABLE' | 'CANCELLED'): void {
  const build = record(arn);
  if (build.run) build.run.live = false;
  build.state = { status };
}

const buildsOfOffice = () => [...regionOf(worker.world, 'us-east-1').imageBuilder.builds.keys()];

const sent = () => mutatingCalls(worker.aws.log).map(({ operation }) => operation);

describe('cancelling a build', () => {
  it('is planned with a read, and done once AWS shows it', async () => {
    const build = begun(10);
    const plan = await planOf({ act: 'cancel', build });
    expect(plan).toMatchObject({
      subject: { label: 'office-golden 2.0.0/5', region: 'us-east-1' },
      tasks: [{ act: 'cancel', before: 'BUILDING', target: build }],
      destroys: false,
    });
    expect(sent()).toEqual([]);
    const { job, items } = await worker.settled(await start(plan));
    expect(job.title).toBe('office-golden 2.0.0/5: Cancel the build');
    expect(items).toMatchObject([{ state: 'done', attempts: 1 }]);
    expect(record(build).state.status).toBe('CANCELLED');
    expect(sent()).toEqual(['CancelImageCreation']);
    expect(worker.events).toContainEqual({ event: 'build-changed', target: build });
  });

  it('is refused for a build that is over, before any call that changes', async () => {
    expect(await problemOf({ act: 'cancel', build: newest })).toEqual({
      kind: 'not-available',
      detail: 'Only a build that is running can be cancelled; this one is AVAILABLE.',
    });
    expect(sent()).toEqual([]);
  });

  it('is left alone when the build has ended since the plan, and needs nothing when it is over', async () => {
    const ended = begun(10);
    const plan = await planOf({ act: 'cancel', build: ended });
    endAs(ended, 'AVAILABLE');
    expect((await worker.settled(await start(plan))).items).toMatchObject([{ state: 'drift' }]);
    const cancelled = begun(10);
    const late = await planOf({ act: 'cancel', build: cancelled });
    endAs(cancelled, 'CANCELLED');
    expect((await worker.settled(await start(late))).items).toMatchObject([{ state: 'unchanged' }]);
    expect(sent()).toEqual([]);
  });
});

describe('retrying a build', () => {
  const failed = `${prefix}:image/support-desk/1.0.0/1`;

  it('distributes again what could not be distributed', async () => {
    const { items } = await carriedOut({ act: 'retry', build: failed });
    expect(items).toMatchObject([{ state: 'done', attempts: 1 }]);
    expect(record(failed).state.status).toBe('DISTRIBUTING');
    expect(sent()).toEqual(['RetryImage']);
  });

  it('is refused for what failed before that, and for what did not fail', async () => {
    const early = await problemOf({ act: 'retry', build: officeGoldenBuild('2.0.0/1') });
    expect(early).toMatchObject({
      kind: 'not-available',
      detail: expect.stringMatching(/^It failed in .*test.*Run the pipeline instead\.$/i),
    });
    expect(await problemOf({ act: 'retry', build: newest })).toMatchObject({
      detail: 'Only a build that has failed can be retried; this one is AVAILABLE.',
    });
    expect(sent()).toEqual([]);
  });
});

describe('running a pipeline', () => {
  it('says which accounts its settings reach, and keeps the build that it made', async () => {
    const plan = await planOf({ act: 'run', pipeline });
    expect(plan).toMatchObject({
      subject: { arn: pipeline, label: officeGolden },
      warnings: [{ kind: 'reaches-accounts', accounts: [customerAccount] }],
    });
    const { items } = await worker.settled(await start(plan));
    const [item] = items;
    expect(item).toMatchObject({ state: 'done', made: officeGoldenBuild('2.0.0/5') });
    expect(record(item?.made ?? '').state.status).toBe('PENDING');
  });

  it.each([
    ['a connection that was lost', { kind: 'reset', when: 'after' }],
    ['an answer that was cut off', { kind: 'truncated' }],
  ] as const)('is not done twice after %s', async (_, fault) => {
    worker.aws.faults.add({ ...fault, operation: 'StartImagePipelineExecution' });
    const { items } = await carriedOut({ act: 'run', pipeline });
    expect(items).toMatchObject([
      { state: 'done', attempts: 2, made: officeGoldenBuild('2.0.0/5') },
    ]);
    const calls = callsOf(worker.aws.log, 'StartImagePipelineExecution');
    expect(new Set(calls.map(({ input }) => input?.['clientToken'])).size).toBe(1);
    expect(calls).toHaveLength(2);
    expect(buildsOfOffice()).toContain(officeGoldenBuild('2.0.0/5'));
    expect(buildsOfOffice()).not.toContain(officeGoldenBuild('2.0.0/6'));
  });

  it('is not done twice by a worker that was stopped in the middle', async () => {
    let answer: (() => void) | undefined;
    const until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    worker.aws.faults.add({ kind: 'slow', until, operation: 'StartImagePipelineExecution' });
    const id = await start(await planOf({ act: 'run', pipeline }));
    await vi.waitFor(async () => {
      const answered = await worker.call('jobs.get', { id });
      const items = answered.ok ? answered.value.value.items : [];
      expect(items.map(({ state }) => state)).toEqual(['inflight']);
      expect(items[0]?.made).toBeUndefined();
    });
    worker.restart();
    answer?.();
    const { items } = await worker.settled(id);
    expect(items).toMatchObject([{ state: 'done', made: officeGoldenBuild('2.0.0/5') }]);
    expect(buildsOfOffice()).not.toContain(officeGoldenBuild('2.0.0/6'));
  });

  it('is refused for the pipeline of another account', async () => {
    const foreign = pipeline.replace(ownerAccount, customerAccount);
    expect(await problemOf({ act: 'run', pipeline: foreign })).toMatchObject({ kind: 'refused' });
    expect(worker.aws.log).toEqual([]);
  });

  it('waits with the name of the permission that it lacks', async () => {
    const operation = 'StartImagePipelineExecution';
    worker.aws.faults.add({ kind: 'access-denied', operation });
    const { job } = await carriedOut({ act: 'run', pipeline });
    expect(job).toMatchObject({
      state: 'paused',
      pause: {
        reason: 'permission-missing',
        problem: { action: 'imagebuilder:StartImagePipelineExecution' },
      },
    });
  });
});

describe('distributing an image', () => {
  const settings = `${prefix}:distribution-configuration/support-desks`;
  const worldwide = `${prefix}:distribution-configuration/office-worldwide`;

  it('is by settings that are listed with what they reach', async () => {
    const answer = await worker.call('build-actions.settings', {}, virginia);
    expect(answer).toMatchObject({
      value: {
        value: [
          {
            arn: worldwide,
            name: 'office-worldwide',
            description: 'Where offices are',
            regions: ['us-east-1', 'eu-west-1'],
            accounts: [customerAccount],
          },
          { arn: settings, name: 'support-desks', accounts: [] },
          { name: 'tools-registries' },
        ],
      },
    });
  });

  it('makes a build that only distributes, with the role that was named', async () => {
    const { items } = await carriedOut({ act: 'distribute', build: newest, settings, role });
    expect(items).toMatchObject([{ state: 'done', made: officeGoldenBuild('2.0.0/5') }]);
    expect(callsOf(worker.aws.log, 'DistributeImage')[0]?.input).toMatchObject({
      sourceImage: newest,
      distributionConfigurationArn: settings,
      executionRole: role,
    });
  });

  it('is refused for containers and for what is not available', async () => {
    const wish = { act: 'distribute', settings, role } as const;
    expect(await problemOf({ ...wish, build: `${prefix}:image/tools-container/0.9.1/2` })).toEqual({
      kind: 'refused',
      detail: 'Only AMIs can be distributed again, and this is a container image.',
    });
    expect(await problemOf({ ...wish, build: officeGoldenBuild('2.0.0/1') })).toMatchObject({
      kind: 'not-available',
    });
  });

  it('gives nothing to accounts that the company does not allow', async () => {
    worker.managed['allowedRecipients'] = ['777788889999'];
    const wish = { act: 'distribute', build: newest, settings: worldwide, role } as const;
    expect(await problemOf(wish)).toMatchObject({ kind: 'company-policy', rule: 'recipient' });
    delete worker.managed['allowedRecipients'];
    const plan = await planOf(wish);
    worker.managed['allowedRecipients'] = ['777788889999'];
    const answer = await worker.call('build-actions.apply', { digest: plan.digest }, virginia);
    expect(answer).toMatchObject({ problem: { kind: 'company-policy', rule: 'recipient' } });
    expect(sent()).toEqual([]);
  });
});

describe('changing the state of an image', () => {
  it('is begun by AWS, which goes on by itself, and is read back', async () => {
    const { items } = await carriedOut({
      act: 'state',
      build: newest,
      to: 'DEPRECATED',
      amis: true,
      role,
    });
    expect(items).toMatchObject([
      { state: 'done', made: expect.stringMatching(/^lce-/), task: { before: 'AVAILABLE' } },
    ]);
    expect(record(newest).lifecycleExecutionId).toBe(items[0]?.made);
    expect(callsOf(worker.aws.log, 'StartResourceStateUpdate')[0]?.input).toMatchObject({
      state: { status: 'DEPRECATED' },
      executionRole: role,
      includeResources: { amis: true },
    });
  });

  it('of the image alone needs no role; with the AMIs it does', async () => {
    const wish = { act: 'state', build: newest, to: 'DISABLED' } as const;
    expect(await problemOf({ ...wish, amis: true })).toMatchObject({ kind: 'refused' });
    await carriedOut({ ...wish, amis: false });
    const [call] = callsOf(worker.aws.log, 'StartResourceStateUpdate');
    expect(Object.keys(call?.input ?? {}).toSorted()).toEqual([
      'clientToken',
      'resourceArn',
      'state',
    ]);
  });

  it('is not sent again when the answer was lost', async () => {
    worker.aws.faults.add({ kind: 'truncated', operation: 'StartResourceStateUpdate' });
    const { items } = await carriedOut({
      act: 'state',
      build: newest,
      to: 'DISABLED',
      amis: false,
    });
    expect(items).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(regionOf(worker.world, 'us-east-1').imageBuilder.lifecycles.size).toBe(1);
  });

  it('is refused to the state that it is in, and for containers', async () => {
    const wish = { act: 'state', amis: false, to: 'AVAILABLE' } as const;
    expect(await problemOf({ ...wish, build: newest })).toMatchObject({
      detail: 'This image is AVAILABLE already.',
    });
    expect(
      await problemOf({ ...wish, build: `${prefix}:image/tools-container/0.9.1/2` }),
    ).toMatchObject({ kind: 'refused' });
  });

  it('warns before AMIs are disabled that others may launch', async () => {
    const plan = await planOf({ act: 'state', build: newest, to: 'DISABLED', amis: true, role });
    expect(plan.warnings).toEqual(expect.arrayContaining([{ kind: 'others-lose', count: 2 }]));
  });
});

describe('deleting an image', () => {
  it('alone leaves its AMIs, which is said', async () => {
    const plan = await planOf({ act: 'delete', build: newest, resources: false });
    expect(plan).toMatchObject({ destroys: true, warnings: [{ kind: 'amis-remain', count: 3 }] });
    const { items } = await worker.settled(await start(plan));
    expect(items).toMatchObject([{ state: 'done' }]);
    expect(regionOf(worker.world, 'us-east-1').imageBuilder.builds.has(newest)).toBe(false);
    expect(sent()).toEqual(['DeleteImage']);
  });

  it('is done when the answer was lost and it is gone', async () => {
    worker.aws.faults.add({ kind: 'reset', when: 'after', operation: 'DeleteImage' });
    const { items } = await carriedOut({ act: 'delete', build: newest, resources: false });
    expect(items).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('with all that it put out shows it before, and has AWS take it away', async () => {
    const plan = await planOf({ act: 'delete', build: newest, resources: true, role });
    const [task] = plan.tasks;
    expect(task).toMatchObject({
      act: 'delete',
      resources: {
        role,
        amis: [
          expect.stringMatching(/^us-east-1\/ami-/),
          expect.stringMatching(/^eu-west-1\/ami-/),
        ],
        containers: [],
      },
    });
    expect(plan.warnings).toEqual(expect.arrayContaining([{ kind: 'others-lose', count: 2 }]));
    const { items } = await worker.settled(await start(plan));
    expect(items).toMatchObject([{ state: 'done', made: expect.stringMatching(/^lce-/) }]);
    expect(sent()).toEqual(['StartResourceStateUpdate']);
    clock.time += 5 * minute;
    const again = await worker.call(
      'build-actions.plan',
      { act: 'delete', build: newest, resources: true, role },
      virginia,
    );
    expect(again).toMatchObject({
      problem: { kind: 'not-available', detail: 'This image is deleted already.' },
    });
  });

  it('is refused while it is built, and when it is somebody else’s', async () => {
    const wish = { act: 'delete', resources: false } as const;
    expect(await problemOf({ ...wish, build: begun(10) })).toMatchObject({
      detail: 'A build that is running cannot be deleted: cancel it first.',
    });
    const foreign = `arn:aws:imagebuilder:us-east-1:${customerAccount}:image/erp-client/3.2.1/1`;
    expect(await problemOf({ ...wish, build: foreign })).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(customerAccount),
    });
    expect(sent()).toEqual([]);
  });

  it('says what AWS says when something depends on it', async () => {
    const base = `${prefix}:image/office-base/1.0.0/1`;
    const { items } = await carriedOut({ act: 'delete', build: base, resources: false });
    expect(items).toMatchObject([
      {
        state: 'failed',
        problem: { kind: 'not-available', detail: expect.stringContaining('depending on it') },
      },
    ]);
  });

  it('is carried out by the operation that may destroy, and by no other', async () => {
    const destroying = await planOf({ act: 'delete', build: newest, resources: false });
    const harmless = await planOf({ act: 'cancel', build: begun(10) });
    for (const [operation, { digest }] of [
      ['build-actions.apply', destroying],
      ['build-actions.delete', harmless],
    ] as const) {
      expect(await worker.call(operation, { digest }, virginia)).toMatchObject({
        problem: { kind: 'refused' },
      });
    }
    expect(sent()).toEqual([]);
  });
});

/** A build with a step that waits for an answer. */
const waiting = () => {
  const build = begun(100, { waits: true });
  const step = record(build)
    .workflowExecutions.flatMap(({ steps }) => steps)
    .find(({ action, status }) => action === 'WaitForAction' && status === 'RUNNING');
  if (!step) throw new Error(JSON.stringify(record(build).state));
  return { build, step: step.stepExecutionId };
};

describe('answering a step', () => {
  it.each(['RESUME', 'STOP'] as const)('%s is given with its reason', async (answer) => {
    const wish = { act: 'step', ...waiting(), answer, reason: 'Looked at it.' } as const;
    const { items } = await carriedOut(wish);
    expect(items).toMatchObject([{ state: 'done', attempts: 1 }]);
    expect(callsOf(worker.aws.log, 'SendWorkflowStepAction')[0]?.input).toMatchObject({
      action: answer,
      reason: 'Looked at it.',
    });
  });

  it('is refused when it waits no more', async () => {
    const wish = { act: 'step', ...waiting(), answer: 'RESUME' } as const;
    await carriedOut(wish);
    expect(await problemOf(wish)).toMatchObject({
      kind: 'not-available',
      detail: 'This step does not wait for an answer: its status is COMPLETED.',
    });
  });
});

describe('what stops changes', () => {
  it('stops them when a plan is applied, and each job before it sends', async () => {
    const plan = await planOf({ act: 'cancel', build: begun(10) });
    await worker.call('safety.set', { readOnly: true });
    const answer = await worker.call('build-actions.apply', { digest: plan.digest }, virginia);
    expect(answer).toMatchObject({ problem: { kind: 'read-only' } });
    expect(sent()).toEqual([]);
  });

  it('writes every change to the activity log', async () => {
    const build = begun(10);
    await carriedOut({ act: 'cancel', build });
    const answer = await worker.call('activity.list', { kind: 'change', limit: 10 });
    expect(answer).toMatchObject({
      value: {
        value: {
          records: [
            {
              entry: {
                operation: 'build-actions.apply',
                action: 'imagebuilder:CancelImageCreation',
                target: 'Image office-golden 2.0.0/5',
                before: 'BUILDING',
                after: 'CANCELLED',
              },
              answer: { outcome: 'done' },
            },
          ],
        },
      },
    });
  });
});
