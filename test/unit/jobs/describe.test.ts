import { describe, expect, it } from 'vitest';
import {
  describeItem,
  describeRate,
  describeState,
  describeTimeLeft,
  explainItem,
  itemTone,
  percentOf,
  stateTone,
} from '@/lib/jobs/describe';
import type { Job, JobItem } from '@/lib/jobs/job';
import { badgeOf } from '@/lib/jobs/signs';
import type { Problem } from '@/lib/problems/problem';
import { itemsIn, jobOf } from '../support/job-examples';
import { noon, owner } from '../support/values';

const half = itemsIn('done', 'unchanged', 'pending', 'inflight');

describe('the state of a job in words', () => {
  it.each<readonly [string, Job]>([
    ['Running, 50%', jobOf(half)],
    ['Pausing…', jobOf(half, { wish: 'pause' })],
    ['Cancelling…', jobOf(half, { wish: 'cancel' })],
    ['Cancelling…', jobOf(half, { state: 'paused', wish: 'cancel' })],
    ['Continuing…', jobOf(half, { state: 'paused', wish: 'continue' })],
    [
      'Waiting for you at the image builder',
      jobOf(half, {
        state: 'paused',
        pause: { reason: 'underway', awaits: 'office-builder', since: noon },
      }),
    ],
    ['Paused', jobOf(half, { state: 'paused', pause: { reason: 'user', since: noon } })],
    [
      'Waiting for fresh credentials',
      jobOf(half, { state: 'paused', pause: { reason: 'expired', since: noon } }),
    ],
    [
      'Waiting for the IAM permission appstream:UpdateImagePermissions',
      jobOf(half, {
        state: 'paused',
        pause: {
          reason: 'permission-missing',
          since: noon,
          problem: { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' },
        },
      }),
    ],
    ['Done', jobOf(itemsIn('done', 'unchanged'), { state: 'ended' })],
    ['Done: all was so already', jobOf(itemsIn('unchanged', 'unchanged'), { state: 'ended' })],
    ['Done', jobOf([], { state: 'ended' })],
    ['Ended: 2 failed', jobOf(itemsIn('failed', 'failed', 'done'), { state: 'ended' })],
    ['Ended: 1 failed, 1 changed elsewhere', jobOf(itemsIn('failed', 'drift'), { state: 'ended' })],
    ['Cancelled', jobOf(itemsIn('cancelled', 'done'), { state: 'cancelled' })],
    ['Cancelled: 1 failed', jobOf(itemsIn('cancelled', 'failed'), { state: 'cancelled' })],
  ])('%s', (words, job) => {
    expect(describeState(job)).toBe(words);
  });
});

describe('how a job is shown', () => {
  const waits = (pause: Partial<Job['pause']>): Job =>
    jobOf(half, { state: 'paused', pause: { reason: 'throttled', since: noon, ...pause } });

  it.each<readonly [ReturnType<typeof stateTone>, Job]>([
    ['running', jobOf(half)],
    ['stopped', waits({ reason: 'user' })],
    ['warning', waits({ reason: 'expired' })],
    ['waiting', waits({ until: noon + 1 })],
    ['warning', waits({ until: noon + 1, awaits: 'office-builder' })],
    ['success', jobOf(itemsIn('done', 'unchanged'), { state: 'ended' })],
    ['warning', jobOf(itemsIn('done', 'drift'), { state: 'ended' })],
    ['error', jobOf(itemsIn('failed', 'drift'), { state: 'ended' })],
    ['stopped', jobOf(itemsIn('cancelled'), { state: 'cancelled' })],
    ['error', jobOf(itemsIn('cancelled', 'failed'), { state: 'cancelled' })],
  ])('as %s', (tone, job) => {
    expect(stateTone(job)).toBe(tone);
  });

  it('is at 100 percent only when all has ended', () => {
    const almost = itemsIn('pending', ...Array.from({ length: 300 }, () => 'done' as const));
    expect(percentOf(jobOf(almost))).toBe(99);
    expect(percentOf(jobOf(itemsIn('done', 'failed')))).toBe(100);
    expect(percentOf(jobOf([]))).toBe(100);
  });
});

describe('what the toolbar button shows of a job', () => {
  it.each<readonly [string, Partial<Job['pause']>]>([
    ['!', {}],
    ['…', { until: noon + 1 }],
    ['!', { until: noon + 1, awaits: 'office-builder' }],
  ])('is %s where it waits: %j', (text, pause) => {
    const waits = { reason: 'underway', since: noon, ...pause } as const;
    expect(badgeOf(jobOf(half, { state: 'paused', pause: waits })).text).toBe(text);
  });
});

describe('the state of one change', () => {
  it.each<readonly [JobItem['state'], ReturnType<typeof itemTone>, string]>([
    ['pending', 'waiting', 'Waiting'],
    ['inflight', 'running', 'Being sent'],
    ['sent', 'running', 'Sent, to be verified'],
    ['done', 'success', 'Done and verified'],
    ['unchanged', 'success', 'Was so already'],
    ['failed', 'error', 'Failed'],
    ['drift', 'warning', 'Changed elsewhere'],
    ['cancelled', 'stopped', 'Cancelled'],
  ])('%s is shown as %s: %s', (state, tone, words) => {
    expect(describeItem({ state })).toBe(words);
    expect(itemTone({ state })).toBe(tone);
  });

  it('is not that it was cancelled where a step before it failed', () => {
    expect(describeItem({ state: 'cancelled', problem: { kind: 'step-missed' } })).toBe(
      'Not begun',
    );
    expect(describeItem({ state: 'cancelled', problem: { kind: 'goes-on' } })).toBe('Cancelled');
  });

  it('does not say of an image that a person has made that it was so already', () => {
    const image = { name: 'office-2', dynamicCatalogs: false, latestAgent: true, tags: [] };
    const order = { platform: 'windows', applications: [], present: [], image } as const;
    const task = {
      kind: 'image-step',
      of: 'clone',
      chain: 'office-2',
      region: 'us-east-1',
      act: 'await-image',
      builder: 'office-2-builder',
      image: 'office-2',
      order,
    } as const;
    expect(describeItem({ state: 'unchanged', task })).toBe('Made there and verified');
    expect(describeItem({ state: 'sent', task })).toBe('Waiting for the image');
  });

  it.each<readonly [Problem, string]>([
    [{ kind: 'quota', detail: 'The limit of 100 is reached.' }, 'The limit of 100 is reached.'],
    [{ kind: 'unknown', detail: 'Strange: thing' }, 'Strange: thing'],
    [{ kind: 'name-taken', detail: 'There is one.' }, 'The name is taken. There is one.'],
    [
      { kind: 'needs-credentials', account: owner },
      `Image Desk has no credentials for account ${owner}.`,
    ],
  ])('is explained in a sentence or two: %o', (problem, sentence) => {
    expect(explainItem({ problem })).toBe(sentence);
  });

  it('needs no explanation without a problem', () => {
    expect(explainItem({})).toBeUndefined();
  });
});

describe('how fast a job goes', () => {
  it.each<readonly [number | undefined, string | undefined]>([
    [12.4, '12 changes a second'],
    [1.2, '1 change a second'],
    [0.5, '30 changes a minute'],
    [0.001, '1 change a minute'],
    [0, undefined],
    [undefined, undefined],
  ])('at %s', (speed, words) => {
    expect(describeRate({ state: 'running', ...(speed !== undefined && { speed }) })).toBe(words);
  });

  it('says nothing of a job that waits', () => {
    expect(describeRate({ state: 'paused', speed: 3 })).toBeUndefined();
  });
});

const left = (count: number, speed: number): string | undefined =>
  describeTimeLeft(
    jobOf(
      Array.from({ length: count }, () => ({ state: 'pending' as const })),
      { speed },
    ),
  );

describe('how long the rest takes', () => {
  it.each<readonly [number, string]>([
    [4, 'a few seconds left'],
    [12, 'about 20 seconds left'],
    [50, 'about 50 seconds left'],
    [51, 'about a minute left'],
    [60, 'about a minute left'],
    [180, 'about 3 minutes left'],
    [5_399, 'about 90 minutes left'],
    [7_200, 'about 2 hours left'],
  ])('%s seconds', (count, words) => {
    expect(left(count, 1)).toBe(words);
  });

  it('is not told while the speed is unknown', () => {
    expect(left(10, 0)).toBeUndefined();
    expect(describeTimeLeft(jobOf(half))).toBeUndefined();
  });
});
