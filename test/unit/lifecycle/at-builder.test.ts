import { describe, expect, it } from 'vitest';
import type { Job, JobDetails, JobItem } from '@/lib/jobs/job';
import { awaitedIn, standingAt } from '@/lib/lifecycle/at-builder';
import type { ImageBuilder } from '@/lib/lifecycle/builder';
import { makerOf, unendedBuilders } from '@/lib/lifecycle/left-behind';
import { obstacleToChosenEnd, standingOfChosenEnd } from '@/lib/lifecycle/standing-of-builders';
import type { ImageStep, StepAct } from '@/lib/lifecycle/step';
import { home, minute, noon, owner } from '../support/values';

const name = 'office-2-builder';
const order = {
  platform: 'windows',
  applications: [],
  present: [],
  image: { name: 'office-2', dynamicCatalogs: false, latestAgent: true, tags: [] },
} as const;
const acts: readonly StepAct[] = [
  {
    act: 'create-builder',
    builder: {
      name,
      image: { name: 'office' },
      instanceType: 'stream.standard.medium',
      subnets: [],
      securityGroups: [],
      internetAccess: true,
      withoutImdsV1: true,
      software: [],
      tags: [],
    },
  },
  { act: 'await-image', builder: name, image: 'office-2', order },
  { act: 'delete-builder', builder: name, image: 'office-2' },
];

/** A job of a clone, by the states of its steps. */
function cloneJob(
  states: readonly JobItem['state'][],
  state: Job['state'] = 'paused',
  change: Partial<JobItem> = {},
): JobDetails {
  const items = acts.map((act, seq) => {
    const task: ImageStep = {
      kind: 'image-step',
      of: 'clone',
      chain: 'us-east-1/office-2',
      region: home.region,
      ...act,
    };
    const is = states[seq] ?? 'pending';
    const attempts = is === 'pending' ? 0 : 1;
    return { job: 'clone', seq, task, state: is, attempts, at: noon + minute, ...change };
  });
  return {
    items,
    job: {
      id: 'clone',
      title: 'Clone office as office-2',
      scope: home,
      regions: [home.region],
      digest: '',
      createdAt: noon,
      state,
      counts: { total: 3, sent: 0, done: 0, unchanged: 0, failed: 0, drift: 0, cancelled: 0 },
    },
  };
}

const builderOf = (state: string, more: Partial<ImageBuilder> = {}): ImageBuilder => ({
  arn: `arn:aws:appstream:us-east-1:${owner}:image-builder/${name}`,
  name,
  state,
  errors: [],
  createdAt: noon,
  ...more,
});

describe('what a job waits for at an image builder', () => {
  it('is told once the builder runs, and until the image is there', () => {
    expect(awaitedIn(cloneJob(['sent']))).toBeUndefined();
    expect(awaitedIn(cloneJob(['done', 'pending']))).toMatchObject({ builder: name, order });
    expect(awaitedIn(cloneJob(['unchanged', 'sent']))).toMatchObject({ image: 'office-2' });
    expect(awaitedIn(cloneJob(['done', 'unchanged']))).toBeUndefined();
    expect(awaitedIn(cloneJob(['failed', 'cancelled'], 'ended'))).toBeUndefined();
    expect(awaitedIn(cloneJob(['done', 'sent'], 'cancelled'))).toBeUndefined();
  });

  it.each([
    ['open', { builder: builderOf('RUNNING') }, 'is RUNNING'],
    ['starting', { builder: builderOf('PENDING') }, 'once it is RUNNING'],
    ['stopped', { builder: builderOf('STOPPED') }, 'start it to go on'],
    ['over', { builder: builderOf('FAILED', { errors: ['No capacity.'] }) }, 'No capacity.'],
    ['over', {}, 'is gone'],
    ['over', { builder: builderOf('DELETING') }, 'is DELETING'],
    ['making', { builder: builderOf('SNAPSHOTTING'), image: 'CREATING' }, 'which is CREATING'],
    ['over', { builder: builderOf('STOPPED'), image: 'FAILED' }, 'could not make the image'],
    ['made', { image: 'AVAILABLE' }, 'is AVAILABLE'],
  ] as const)('is %s', (kind, at, words) => {
    const standing = standingAt(at, { builder: name, image: 'office-2' });
    expect(standing.kind).toBe(kind);
    expect(standing.sentence).toContain(words);
  });
});

const maker = (details: JobDetails, more: Partial<ImageBuilder> = {}, place = home) =>
  makerOf(builderOf('RUNNING', more), place, [details])?.standing;

describe('the job of an image builder', () => {
  it('needs it while it goes on, and has left it behind or kept it afterwards', () => {
    expect(maker(cloneJob(['done', 'sent']))).toBe('in-use');
    expect(maker(cloneJob(['done', 'cancelled', 'cancelled'], 'cancelled'))).toBe('left-behind');
    expect(maker(cloneJob(['failed', 'cancelled', 'cancelled'], 'ended'))).toBe('left-behind');
    expect(maker(cloneJob(['done', 'done', 'done'], 'ended'))).toBe('kept');
  });

  it('is none where the builder is another one', () => {
    const over = cloneJob(['done', 'failed', 'cancelled'], 'ended');
    expect(maker(over, { name: 'other' })).toBeUndefined();
    expect(maker(over, { createdAt: noon - 60 * minute })).toBeUndefined();
    expect(maker(over, { createdAt: noon + 60 * minute })).toBeUndefined();
    expect(maker(over, {}, { ...home, region: 'eu-west-1' })).toBeUndefined();
    expect(maker(cloneJob(['pending'], 'cancelled'))).toBeUndefined();
    const taken = { problem: { kind: 'name-taken', detail: '' } } as const;
    expect(maker(cloneJob(['failed'], 'ended', taken))).toBeUndefined();
  });

  it('says which it has not ended', () => {
    expect(unendedBuilders(cloneJob(['done', 'drift', 'cancelled'], 'ended'))).toEqual([
      { place: home, name },
    ]);
    expect(unendedBuilders(cloneJob(['done', 'done', 'done'], 'ended'))).toEqual([]);
    expect(unendedBuilders(cloneJob(['pending'], 'cancelled'))).toEqual([]);
    // The job of its rest, which has found the builder where it was left.
    const { job, items } = cloneJob(['unchanged', 'cancelled', 'cancelled'], 'cancelled');
    expect(unendedBuilders({ job, items: items.slice(1) })).toEqual([{ place: home, name }]);
  });
});

const standing = (state: string | undefined, end: 'stop' | 'delete', createdAt = noon) =>
  standingOfChosenEnd(state === undefined ? undefined : builderOf(state), { end, createdAt });

describe('the end of an image builder that a person wants', () => {
  it.each([
    ['RUNNING', 'planned', 'planned'],
    ['STOPPED', 'right', 'planned'],
    ['STOPPING', 'underway', 'failed'],
    ['FAILED', 'failed', 'planned'],
    ['SNAPSHOTTING', 'failed', 'failed'],
    ['PENDING', 'failed', 'failed'],
    ['DELETING', 'changed', 'underway'],
    [undefined, 'changed', 'right'],
  ] as const)('of one that is %s', (state, stop, gone) => {
    const word = (end: 'stop' | 'delete') => {
      const found = standing(state, end);
      return typeof found === 'object' ? 'failed' : found;
    };
    expect([word('stop'), word('delete')]).toEqual([stop, gone]);
  });

  it('waits while an image is being made there', () => {
    for (const end of ['stop', 'delete'] as const) {
      expect(obstacleToChosenEnd({ name, state: 'SNAPSHOTTING' }, end)).toContain('being made');
    }
  });

  it('is not that of another one which has its name by now', () => {
    expect(standing('RUNNING', 'delete', noon - minute)).toBe('right');
    expect(standing('RUNNING', 'stop', noon - minute)).toBe('changed');
  });
});
