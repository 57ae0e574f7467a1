import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkflowRun, WorkflowStep } from '@/lib/builds/build';
import {
  durationOf,
  explainTotals,
  failingStep,
  firstShown,
  timeline,
  waitingSteps,
  workflowChoices,
} from '@/lib/builds/workflow';

const run = (type: string, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: `wf-${type}-${more.startedAt ?? 0}`,
  type,
  status: 'COMPLETED',
  totals: {},
  ...more,
});

const step = (id: string, more: Partial<WorkflowStep> = {}): WorkflowStep => ({
  id,
  status: 'COMPLETED',
  ...more,
});

const labels = (...runs: readonly WorkflowRun[]) => workflowChoices(runs).map(({ label }) => label);

const first = (...runs: readonly WorkflowRun[]) => firstShown(runs)?.id;

const explain = (status: string, total: number, succeeded: number, failed = 0, skipped = 0) =>
  explainTotals(run('build-image', { status, totals: { total, succeeded, failed, skipped } }));

describe('the workflows to choose from', () => {
  it('are in the order in which they started', () => {
    expect(
      labels(
        run('distribute-container'),
        run('test-container', { startedAt: 3 }),
        run('harden', { startedAt: 2 }),
        run('build-container', { startedAt: 1 }),
      ),
    ).toEqual(['build-container', 'harden', 'test-container', 'distribute-container']);
  });

  it('are in the order of the guide when nothing is told of their times', () => {
    expect(
      labels(run('harden'), run('distribute-container'), run('test-image'), run('build-image')),
    ).toEqual(['build-image', 'test-image', 'distribute-container', 'harden']);
  });

  it('are numbered where one ran more than once', () => {
    expect(
      labels(
        run('test-image', { startedAt: 2 }),
        run('test-image', { startedAt: 3 }),
        run('build-image', { startedAt: 1 }),
      ),
    ).toEqual(['build-image', 'test-image', 'test-image, run 2']);
  });
});

describe('the workflow that is shown first', () => {
  const build = run('build-image', { id: 'build', startedAt: 1 });

  it.each(['FAILED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETED'])(
    'is the one that is %s',
    (status) => {
      const running = run('test-image', { id: 'running', startedAt: 3, status: 'RUNNING' });
      expect(first(running, { ...build, status })).toBe('build');
    },
  );

  it('is the one that runs, when none failed', () => {
    expect(first(build, run('test-image', { id: 'test', startedAt: 2, status: 'RUNNING' }))).toBe(
      'test',
    );
  });

  it('is the build when all is done, else the first', () => {
    const test = run('test-image', { id: 'test', startedAt: 2 });
    expect(first(test, build)).toBe('build');
    expect(first(run('harden', { id: 'harden', startedAt: 0 }), test)).toBe('harden');
    expect(first()).toBeUndefined();
  });

  it('is none that failed and was done again', () => {
    const failed = run('build-image', { id: 'failed', startedAt: 0, status: 'FAILED' });
    const test = run('test-image', { id: 'test', startedAt: 2, status: 'RUNNING' });
    expect(first(failed, build, test)).toBe('test');
  });
});

describe('the counts of steps', () => {
  it('need no word when they add up', () => {
    expect(explain('COMPLETED', 6, 3, 1, 2)).toBeUndefined();
    expect(explain('RUNNING', 3, 3)).toBeUndefined();
  });

  it('say what is still to come', () => {
    expect(explain('RUNNING', 6, 3)).toBe('3 steps have not ended yet.');
    expect(explain('PENDING', 1, 0)).toBe('1 step has not ended yet.');
  });

  it('say that they do not add up', () => {
    const words = 'The counts do not add up: 3 succeeded, 1 failed and 0 skipped are 4, not 6.';
    expect(explain('FAILED', 6, 3, 1)).toBe(words);
    expect(explain('RUNNING', 2, 3)).toContain('are 3, not 2');
  });

  it.each(['total', 'succeeded', 'failed', 'skipped'] as const)(
    'say that %s is missing',
    (count) => {
      const { [count]: _, ...totals } = { total: 0, succeeded: 0, failed: 0, skipped: 0 };
      expect(explainTotals(run('build-image', { totals }))).toBe(
        'AWS does not report all counts of steps.',
      );
    },
  );
});

describe('the steps of a workflow', () => {
  it('are told where one failed', () => {
    const failed = step('c', { status: 'FAILED' });
    expect(failingStep([step('a'), step('b'), failed, step('d', { status: 'FAILED' })])).toEqual({
      step: failed,
      number: 3,
    });
    expect(failingStep([step('a')])).toBeUndefined();
  });

  it('are told where one waits', () => {
    const waiting = step('b', { action: 'WaitForAction', status: 'RUNNING' });
    const others = [
      step('a', { action: 'WaitForAction' }),
      step('c', { action: 'ExecuteComponents', status: 'RUNNING' }),
    ];
    expect(waitingSteps([...others, waiting])).toEqual([waiting]);
  });

  it.each([
    [{ status: 'COMPLETED', startedAt: 1000, endedAt: 4000 }, 3000],
    [{ status: 'RUNNING', startedAt: 1000 }, 9000],
    [{ status: 'COMPLETED', startedAt: 1000 }, undefined],
    [{ status: 'PENDING' }, undefined],
    [{ status: 'COMPLETED', startedAt: 4000, endedAt: 1000 }, 0],
  ])('%j took %s ms', (times, duration) => {
    expect(durationOf(times, 10_000)).toBe(duration);
  });
});

describe('the timeline', () => {
  it('has each step where it was', () => {
    const steps = [
      step('a', { startedAt: 1000, endedAt: 2000 }),
      step('b', { startedAt: 2000, endedAt: 4000 }),
      step('c', { startedAt: 4000, status: 'RUNNING' }),
      step('d', { status: 'PENDING' }),
    ];
    expect([...timeline(steps, 5000)]).toEqual([
      ['a', { from: 0, length: 0.25 }],
      ['b', { from: 0.25, length: 0.5 }],
      ['c', { from: 0.75, length: 0.25 }],
    ]);
    expect([...timeline([], 5000)]).toEqual([]);
  });

  it('stays within the whole, whatever the times are', () => {
    const time = fc.integer({ min: 0, max: 2 ** 45 });
    const steps = fc.uniqueArray(
      fc.record(
        {
          id: fc.string(),
          status: fc.constantFrom('PENDING', 'RUNNING', 'COMPLETED', 'FAILED'),
          startedAt: time,
          endedAt: time,
        },
        { requiredKeys: ['id', 'status'] },
      ),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(steps, time, (several, now) => {
        const spans = timeline(several, now);
        expect([...spans.keys()]).toEqual(
          several.flatMap(({ id, startedAt }) => (startedAt === undefined ? [] : [id])),
        );
        for (const { from, length } of spans.values()) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThanOrEqual(0);
          expect(from + length).toBeLessThanOrEqual(1 + Number.EPSILON);
        }
      }),
    );
  });
});
