import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentOf, scanStateOf } from '../../aws/image-builder/moment';
import type { BuildOutline, BuildScript } from '../../aws/image-builder/script';
import { scriptOf } from '../../aws/image-builder/script';

const start = Date.UTC(2026, 7, 1, 12);
const minute = 60_000;

/** Longer than any build takes that nobody waits for. */
const longest = 300 * minute;

const plain: BuildOutline = {
  arn: 'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.0/1',
  makes: 'AMI',
  startedAt: start,
  tests: true,
  windows: true,
  metadata: true,
  scans: true,
  waits: false,
  failure: 'It broke.',
};

/** Any build, with anything that may happen to it. */
const outlines: fc.Arbitrary<BuildOutline> = fc
  .record({
    makes: fc.constantFrom('AMI' as const, 'DOCKER' as const),
    tests: fc.boolean(),
    windows: fc.boolean(),
    metadata: fc.boolean(),
    scans: fc.boolean(),
    waits: fc.boolean(),
    rollback: fc.boolean(),
    distributesOnly: fc.boolean(),
    fails: fc.option(fc.constantFrom('build' as const, 'test' as const, 'distribution' as const), {
      nil: undefined,
    }),
    cancelledAfter: fc.option(fc.integer({ min: 1, max: 90 * minute }), { nil: undefined }),
    acted: fc.option(fc.constantFrom('RESUME' as const, 'STOP' as const), { nil: undefined }),
  })
  .map(({ cancelledAfter, acted, ...rest }) => ({
    ...plain,
    ...rest,
    ...(acted && { actedOn: { at: start + 200 * minute, action: acted } }),
    ...(cancelledAfter !== undefined && { cancelledAt: start + cancelledAfter }),
  }));

const ranks: Readonly<Record<string, number>> = {
  PENDING: 0,
  CREATING: 1,
  BUILDING: 2,
  TESTING: 3,
  DISTRIBUTING: 4,
  INTEGRATING: 5,
  AVAILABLE: 6,
  FAILED: 6,
  CANCELLED: 6,
};

const workflowRanks: Readonly<Record<string, number>> = {
  RUNNING: 1,
  ROLLBACK_IN_PROGRESS: 2,
  ROLLBACK_COMPLETED: 3,
  COMPLETED: 3,
  FAILED: 3,
  CANCELLED: 3,
};

const stepRanks: Readonly<Record<string, number>> = {
  PENDING: 0,
  RUNNING: 1,
  COMPLETED: 2,
  FAILED: 2,
  SKIPPED: 2,
  CANCELLED: 2,
};

/** Every moment at which something changes, and the ones just before them, in order. */
function momentsOf(script: BuildScript): readonly number[] {
  const edges = [
    ...script.states.map(({ from }) => from),
    ...script.workflows.flatMap(({ from, until, rollbackFrom = from, steps }) => [
      from,
      until,
      rollbackFrom,
      ...steps.flatMap(({ rollback, ...step }) => [
        step.from,
        step.until,
        ...(rollback ? [rollback.from, rollback.until] : []),
      ]),
    ]),
    start + longest,
  ].filter(Number.isFinite);
  return [...new Set(edges.flatMap((each) => [each - 1, each]))].toSorted(
    (one, other) => one - other,
  );
}

/** Tells the rank of everything at each moment: of the image, its workflows and their steps. */
function ranksAt(script: BuildScript, now: number): ReadonlyMap<string, number> {
  const { state, workflows } = momentOf(script, now);
  return new Map([
    ['image', ranks[state.status] ?? Number.NaN],
    ...workflows.flatMap(({ workflowExecutionId, status = '', steps }) => [
      [workflowExecutionId, workflowRanks[status] ?? Number.NaN] as const,
      ...steps.map(
        (step) => [step.stepExecutionId, stepRanks[step.status ?? ''] ?? Number.NaN] as const,
      ),
    ]),
  ]);
}

describe('at every moment of every build', () => {
  test('the totals of steps add up', () => {
    fc.assert(
      fc.property(outlines, (outline) => {
        const script = scriptOf(outline);
        for (const now of momentsOf(script)) {
          for (const workflow of momentOf(script, now).workflows) {
            const { steps, totalStepCount, endTime } = workflow;
            const ended =
              (workflow.totalStepsSucceeded ?? 0) +
              (workflow.totalStepsFailed ?? 0) +
              (workflow.totalStepsSkipped ?? 0);
            const open = steps.filter(({ status }) => status === 'PENDING' || status === 'RUNNING');
            expect(totalStepCount).toBe(steps.length);
            expect(ended).toBe(steps.length - open.length);
            if (endTime !== undefined) expect(ended).toBe(totalStepCount);
          }
        }
      }),
    );
  });

  test('states only move forward, and nothing that was seen goes away', () => {
    fc.assert(
      fc.property(outlines, (outline) => {
        const script = scriptOf(outline);
        let before: ReadonlyMap<string, number> = new Map();
        for (const now of momentsOf(script)) {
          const current = ranksAt(script, now);
          for (const [what, rank] of before) {
            expect(current.get(what)).toBeGreaterThanOrEqual(rank);
          }
          before = current;
        }
      }),
    );
  });

  test('one step runs at most, of the workflow that began last', () => {
    fc.assert(
      fc.property(outlines, (outline) => {
        const script = scriptOf(outline);
        for (const now of momentsOf(script)) {
          const { state, workflows } = momentOf(script, now);
          const running = workflows.filter(({ steps }) =>
            steps.some(({ status }) => status === 'RUNNING'),
          );
          const steps = running.flatMap((each) => each.steps);
          expect(steps.filter(({ status }) => status === 'RUNNING').length).toBeLessThanOrEqual(1);
          if (running.length > 0) {
            expect(running).toEqual([workflows.at(-1)]);
            expect(['BUILDING', 'TESTING', 'DISTRIBUTING']).toContain(state.status);
          }
          for (const { startTime = '', endTime } of steps) {
            if (endTime !== undefined) expect(endTime >= startTime).toBe(true);
          }
        }
      }),
    );
  });

  test('a build ends, unless a step in it waits for somebody', () => {
    fc.assert(
      fc.property(outlines, (outline) => {
        const script = scriptOf(outline);
        const { state, workflows } = momentOf(script, start + longest);
        const waiting = workflows
          .flatMap(({ steps }) => steps)
          .some(({ action, status }) => action === 'WaitForAction' && status === 'RUNNING');
        expect((ranks[state.status] ?? 0) === 6).toBe(!waiting);
        if (waiting) expect([outline.waits, outline.actedOn]).toEqual([true, undefined]);
        const failed = workflows.filter(({ status = '' }) => /FAILED|ROLLBACK/u.test(status));
        if (failed.length > 0) expect(state.status).toBe('FAILED');
      }),
    );
  });
});

function storyOf(outline: BuildOutline) {
  return scriptOf(outline).states.map(({ status }) => status);
}

function typesAt(outline: BuildOutline, minutes: number) {
  return momentOf(scriptOf(outline), start + minutes * minute).workflows.map(
    ({ workflowBuildVersionArn = '' }) => workflowBuildVersionArn.split('/')[2],
  );
}

describe('a build', () => {
  test('goes through the states of its kind', () => {
    const toTest = ['PENDING', 'CREATING', 'BUILDING', 'TESTING'];
    expect(storyOf(plain)).toEqual([...toTest, 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
    expect(storyOf({ ...plain, makes: 'DOCKER' })).toEqual([
      ...toTest,
      'DISTRIBUTING',
      'AVAILABLE',
    ]);
    expect(storyOf({ ...plain, fails: 'build' })).toEqual([...toTest.slice(0, 3), 'FAILED']);
    expect(storyOf({ ...plain, fails: 'test' })).toEqual([...toTest, 'FAILED']);
    expect(storyOf({ ...plain, fails: 'distribution' })).toEqual([
      ...toTest,
      'DISTRIBUTING',
      'FAILED',
    ]);
    expect(storyOf({ ...plain, waits: true })).toEqual(toTest);
    expect(storyOf({ ...plain, tests: false })).not.toContain('TESTING');
    expect(storyOf({ ...plain, cancelledAt: start + 5 * minute })).toEqual([
      'PENDING',
      'CREATING',
      'BUILDING',
      'CANCELLED',
    ]);
    expect(storyOf({ ...plain, distributesOnly: true })).toEqual([
      'PENDING',
      'DISTRIBUTING',
      'INTEGRATING',
      'AVAILABLE',
    ]);
  });

  test('has the workflows that have begun, and no others', () => {
    expect(typesAt(plain, 1)).toEqual([]);
    expect(typesAt(plain, 2)).toEqual(['build-image']);
    expect(typesAt(plain, 60)).toEqual(['build-image', 'test-image']);
    expect(typesAt({ ...plain, fails: 'build' }, 200)).toEqual(['build-image']);
    expect(typesAt({ ...plain, makes: 'DOCKER' }, 200)).toEqual([
      'build-container',
      'test-container',
      'distribute-container',
    ]);
  });

  test('that fails says where: the step, its workflow and the image', () => {
    const { state, workflows } = momentOf(scriptOf({ ...plain, fails: 'test' }), start + longest);
    const step = workflows.at(-1)?.steps.find(({ status }) => status === 'FAILED');
    expect(step).toMatchObject({ name: 'ApplyTestComponents', message: 'It broke.' });
    expect(workflows.at(-1)).toMatchObject({ status: 'FAILED', type: 'TEST' });
    expect(workflows.at(-1)?.message).toContain('ApplyTestComponents');
    expect(state.reason).toContain('It broke.');
    expect(state.reason).toContain(workflows.at(-1)?.workflowExecutionId);
  });

  test('that is rolled back shows it step by step, and fails at the end of it', () => {
    const script = scriptOf({ ...plain, fails: 'build', rollback: true });
    const { rollbackFrom = 0, until } = script.workflows[0] ?? expect.fail();
    const during = momentOf(script, rollbackFrom);
    expect(during.state.status).toBe('BUILDING');
    expect(during.workflows[0]).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      totalStepsFailed: 1,
    });
    expect(during.workflows[0]).not.toHaveProperty('endTime');
    expect(during.workflows[0]?.steps.map(({ rollbackStatus }) => rollbackStatus)).toEqual([
      'RUNNING',
      'SKIPPED',
      ...Array.from({ length: 5 }, () => undefined),
    ]);
    const after = momentOf(script, until);
    expect(after.state.status).toBe('FAILED');
    expect(after.workflows[0]).toMatchObject({ status: 'ROLLBACK_COMPLETED' });
    expect(after.workflows[0]?.steps[0]).toMatchObject({ rollbackStatus: 'COMPLETED' });
  });

  test('is scanned in its test, if at all, and not when it fails before', () => {
    const script = scriptOf(plain);
    const collecting = script.workflows[1]?.steps.find(
      ({ outline }) => outline.action === 'CollectImageScanFindings',
    );
    const { from, until } = collecting ?? expect.fail();
    const at = (now: number) => scanStateOf(momentOf(script, now)).status;
    expect([at(start), at(from - 1), at(from), at(until)]).toEqual([
      'PENDING',
      'SCANNING',
      'COLLECTING',
      'COMPLETED',
    ]);
    const failed = momentOf(scriptOf({ ...plain, fails: 'build' }), start + longest);
    expect(scanStateOf(failed).status).toBe('ABANDONED');
  });
});
