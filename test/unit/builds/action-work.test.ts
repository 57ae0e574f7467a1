import { describe, expect, it } from 'vitest';
import { buildActionWork } from '@/lib/builds/action-work';
import { imageStates, isRunning } from '@/lib/builds/acts';
import type { ImageBuild, WorkflowStep } from '@/lib/builds/build';
import type { ActionChange, BuildActionTask } from '@/lib/builds/plan';
import type { JobItem } from '@/lib/jobs/job';
import type { Standing } from '@/lib/jobs/work';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { office, officeArn, pipelineArn, settingsArn, taskOf } from '../support/build-examples';

const scope = { partition: 'aws', account: '111122223333' } as const;
const made = officeArn.replace(/2$/, '3');
const lifecycle = 'lce-0b0f8a1c-5f5e-4a57-9c8e-0d6a1f4b2c3d';

function setUp(parts: {
  readonly builds?: Readonly<Record<string, Result<ImageBuild>>>;
  readonly step?: WorkflowStep;
  readonly forbidden?: Problem;
  readonly sent?: Result<string | null>;
}) {
  const tokens: string[] = [];
  const work = buildActionWork({
    getBuild: async (_, arn) => parts.builds?.[arn] ?? failed({ kind: 'not-found', what: arn }),
    findStep: async () => ok(parts.step),
    async send(_, __, token) {
      tokens.push(token);
      return parts.sent ?? ok(null);
    },
    forbidden: async () => parts.forbidden,
    settled: async () => undefined,
  });
  return { work, tokens };
}

const itemOf = (
  task: BuildActionTask,
  more: Partial<JobItem<BuildActionTask>> = {},
): JobItem<BuildActionTask> => ({
  job: 'job',
  seq: 3,
  task,
  state: 'pending',
  attempts: 0,
  at: 0,
  ...more,
});

async function standing(
  parts: Parameters<typeof setUp>[0],
  item: JobItem<BuildActionTask>,
): Promise<Standing | Problem> {
  const read = await setUp(parts).work.read(scope, item);
  return read.ok ? read.value(item) : read.problem;
}

/** How a task stands by the state of its build, before it was sent and afterwards. */
const standings = (change: ActionChange, more: Partial<JobItem<BuildActionTask>> = {}) =>
  Promise.all(
    imageStates.map(async (status) => {
      const builds = { [officeArn]: ok({ ...office, status }) };
      return [status, await standing({ builds }, itemOf(taskOf(change), more))] as const;
    }),
  ).then((all) => Object.fromEntries(all));

const sent = { state: 'sent', attempts: 1 } as const;
const all = (standingOf: (status: string) => Standing) =>
  Object.fromEntries(imageStates.map((status) => [status, standingOf(status)]));

/** The office image, as what changes its state is known. */
const changedBy = (lifecycleExecution?: string) => ({
  [officeArn]: ok({ ...office, ...(lifecycleExecution && { lifecycleExecution }) }),
});

describe('a cancellation', () => {
  const cancel = { act: 'cancel', before: 'BUILDING' } as const;

  it('is to be sent while the build runs, and is not needed when it is cancelled', async () => {
    expect(await standings(cancel)).toEqual(
      all((status) => {
        if (isRunning(status)) return 'planned';
        return status === 'CANCELLED' ? 'right' : 'changed';
      }),
    );
  });

  it('is confirmed when the build does not run any more, and not by its success', async () => {
    expect(await standings(cancel, sent)).toEqual(
      all((status) => {
        if (isRunning(status)) return 'planned';
        return status === 'AVAILABLE' ? 'changed' : 'right';
      }),
    );
  });
});

describe('a retry', () => {
  it('is confirmed when the build has not failed any more', async () => {
    expect(await standings({ act: 'retry', before: 'FAILED' }, sent)).toEqual(
      all((status) => {
        if (status === 'FAILED') return 'planned';
        return isRunning(status) || status === 'AVAILABLE' ? 'right' : 'changed';
      }),
    );
  });
});

describe('a change of state', () => {
  const change = { act: 'state', before: 'AVAILABLE', after: 'DISABLED', amis: false } as const;

  it('is confirmed when it is reached', async () => {
    expect(await standings(change)).toEqual(
      all((status) => {
        if (status === 'AVAILABLE') return 'planned';
        return status === 'DISABLED' ? 'right' : 'changed';
      }),
    );
  });

  it('is confirmed when what AWS has made for it is what changes the image', async () => {
    const item = itemOf(taskOf(change), { ...sent, made: lifecycle });
    expect(await standing({ builds: changedBy(lifecycle) }, item)).toBe('right');
    expect(await standing({ builds: changedBy('lce-another') }, item)).toBe('planned');
    expect(await standing({ builds: changedBy() }, item)).toBe('planned');
    // What nobody has answered is sent again: AWS knows the request.
    const lost = itemOf(taskOf(change), { state: 'inflight', attempts: 1 });
    expect(await standing({ builds: changedBy(lifecycle) }, lost)).toBe('planned');
  });

  it('by somebody else leaves it open what became of the AMIs', async () => {
    const withAmis = { ...change, amis: true, role: 'r' };
    const builds = { [officeArn]: ok({ ...office, status: 'DISABLED' }) };
    expect(await standing({ builds }, itemOf(taskOf(withAmis)))).toBe('changed');
    expect(await standing({ builds }, itemOf(taskOf(withAmis), sent))).toBe('right');
  });
});

describe('a deletion', () => {
  const task = taskOf({ act: 'delete', before: 'AVAILABLE' });

  it('is confirmed when the image is deleted, and waits for it while it is as it was', async () => {
    expect(await standings({ act: 'delete', before: 'AVAILABLE' })).toEqual(
      all((status) => {
        if (status === 'AVAILABLE') return 'planned';
        return status === 'DELETED' ? 'right' : 'changed';
      }),
    );
  });

  it.each<readonly [Problem, boolean]>([
    [{ kind: 'not-found', what: 'Image' }, true],
    [{ kind: 'rejected', detail: "The image 'arn:…' cannot be found." }, true],
    [{ kind: 'unknown', detail: 'ClientException: The image does not exist.' }, true],
    [{ kind: 'rejected', detail: 'The value supplied is not valid.' }, false],
    [{ kind: 'permission-missing', action: 'imagebuilder:GetImage' }, false],
    [{ kind: 'offline' }, false],
  ])('is done when AWS says that there is none: %j', async (problem, gone) => {
    const builds = { [officeArn]: failed(problem) };
    expect(await standing({ builds }, itemOf(task, sent))).toEqual(gone ? 'right' : problem);
    const { work } = setUp({ sent: failed(problem) });
    expect(await work.change(scope, task, { job: 'job', seq: 3 })).toEqual(
      gone ? ok(null) : failed(problem),
    );
    const cancel = taskOf({ act: 'cancel', before: 'BUILDING' });
    expect(await standing({ builds }, itemOf(cancel))).toEqual(problem);
  });
});

describe('what makes a build', () => {
  const run = { ...taskOf({ act: 'run' }), target: pipelineArn };
  const distribution = {
    act: 'distribute',
    settings: settingsArn,
    settingsName: 'a',
    regions: [],
    role: 'r',
  } as const;
  const distribute = taskOf(distribution);

  it.each([run, distribute])('is confirmed when that build is there: $act', async (task) => {
    const there = { [officeArn]: ok(office), [made]: ok({ ...office, arn: made }) };
    const item = itemOf(task, { ...sent, made });
    expect(await standing({ builds: there }, item)).toBe('right');
    // It was answered, and is not shown yet.
    expect(await standing({ builds: { [officeArn]: ok(office) } }, item)).toBe('planned');
    expect(await standing({ builds: { [made]: failed({ kind: 'offline' }) } }, item)).toEqual({
      kind: 'offline',
    });
  });

  it('is to be sent while nothing is known to be made', async () => {
    expect(await standing({}, itemOf(run))).toBe('planned');
    expect(await standing({}, itemOf(run, { state: 'inflight', attempts: 1 }))).toBe('planned');
  });

  it('of an image needs it to be available still', async () => {
    expect(await standings(distribution)).toEqual(
      all((status) => (status === 'AVAILABLE' ? 'planned' : 'changed')),
    );
  });
});

describe('an answer to a step', () => {
  const task = taskOf({ act: 'step', step: 'step-1', stepName: 'Wait', answer: 'RESUME' });
  const step = { id: 'step-1', action: 'WaitForAction', status: 'RUNNING' };

  it('is to be given while the step waits, and was given when it waits no more', async () => {
    expect(await standing({ step }, itemOf(task))).toBe('planned');
    expect(await standing({ step }, itemOf(task, sent))).toBe('planned');
    const over = { step: { ...step, status: 'COMPLETED' } };
    expect(await standing(over, itemOf(task))).toBe('changed');
    expect(await standing(over, itemOf(task, sent))).toBe('right');
    expect(await standing({}, itemOf(task, sent))).toBe('changed');
  });
});

describe('sending', () => {
  const task = taskOf({ act: 'cancel', before: 'BUILDING' });

  it('is asked of the rules each time, before anything goes out', async () => {
    const problem = { kind: 'read-only', by: 'settings' } as const;
    const { work, tokens } = setUp({ forbidden: problem });
    expect(await work.change(scope, task, { job: 'job', seq: 3 })).toEqual(failed(problem));
    expect(tokens).toEqual([]);
  });

  it('has the same token for an item each time, and another for each item', async () => {
    const { work, tokens } = setUp({});
    for (const seq of [3, 3, 4]) await work.change(scope, task, { job: 'job', seq });
    expect(tokens[0]).toBe(tokens[1]);
    expect(new Set(tokens).size).toBe(2);
  });

  it('is described by what it does and where', () => {
    expect(setUp({}).work.describe(task)).toBe('office 1.0.1/2 (eu-west-1): Cancel the build');
  });
});
