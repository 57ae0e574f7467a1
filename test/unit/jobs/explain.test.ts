import { describe, expect, it } from 'vitest';
import { explainPause } from '@/lib/jobs/explain';
import type { JobPause, PauseReason } from '@/lib/jobs/job';
import type { Problem } from '@/lib/problems/problem';
import { noon, owner } from '../support/values';

/** Every reason, with a problem that it comes of. */
const examples: Readonly<Record<PauseReason, Problem | undefined>> = {
  user: undefined,
  'needs-credentials': { kind: 'needs-credentials', account: owner },
  expired: { kind: 'expired', account: owner },
  locked: { kind: 'locked', account: owner },
  'permission-missing': {
    kind: 'permission-missing',
    action: 'appstream:UpdateImagePermissions',
  },
  'host-access-missing': { kind: 'host-access-missing', region: 'eu-west-1' },
  forbidden: { kind: 'read-only', by: 'settings' },
  underway: undefined,
  throttled: { kind: 'throttled' },
  'aws-fault': { kind: 'aws-fault' },
  offline: { kind: 'offline' },
  storage: { kind: 'storage-unavailable' },
};

const reasons = Object.keys(examples) as PauseReason[];

const pauseOf = (reason: PauseReason, more: Partial<JobPause> = {}): JobPause => {
  const problem = examples[reason];
  return { reason, ...(problem && { problem }), since: noon, ...more };
};

describe('why a job waits', () => {
  it.each(reasons)('is two whole sentences, with its problem or without: %s', (reason) => {
    for (const pause of [pauseOf(reason), { reason, since: noon }]) {
      const { summary, advice } = explainPause(pause);
      for (const sentence of [summary, advice]) expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
      expect(advice).not.toBe(summary);
    }
  });

  it('is told apart', () => {
    const summaries = reasons.map((reason) => explainPause({ reason, since: noon }).summary);
    expect(new Set(summaries).size).toBe(reasons.length);
  });

  it.each<readonly [PauseReason, string | undefined, boolean]>([
    ['user', undefined, false],
    ['needs-credentials', 'add-credentials', true],
    ['expired', 'add-credentials', true],
    ['locked', 'unlock', true],
    ['permission-missing', 'add-credentials', false],
    ['host-access-missing', 'grant-access', true],
    ['forbidden', 'open-safety', true],
    ['throttled', undefined, false],
    ['aws-fault', undefined, false],
    ['offline', undefined, false],
    ['storage', undefined, false],
  ])('%s: helped by %s, goes on by itself: %s', (reason, wayOn, byItself) => {
    expect(explainPause(pauseOf(reason))).toMatchObject({
      byItself,
      ...(wayOn !== undefined && { wayOn }),
    });
    expect(explainPause(pauseOf(reason)).wayOn).toBe(wayOn);
  });

  it('says what the problem knows: the account, the permission, the Region', () => {
    expect(explainPause(pauseOf('expired')).summary).toContain(owner);
    expect(explainPause(pauseOf('permission-missing')).summary).toContain(
      'appstream:UpdateImagePermissions',
    );
    expect(explainPause(pauseOf('host-access-missing')).summary).toContain('eu-west-1');
  });

  it.each(['throttled', 'aws-fault', 'offline'] as const)(
    'passes by itself when it is tried again: %s',
    (reason) => {
      const { byItself, advice } = explainPause(pauseOf(reason, { until: noon + 30_000 }));
      expect(byItself).toBe(true);
      expect(advice).toContain('by itself');
    },
  );

  it('is a person at an image builder, who is told at which', () => {
    const pause = pauseOf('underway', { until: noon + 30_000, awaits: 'office-builder' });
    expect(explainPause(pause)).toEqual({
      summary: 'This job waits for you at the image builder office-builder.',
      advice: 'Run the script there, and the job goes on by itself once the image is made.',
      byItself: true,
    });
    expect(explainPause(pauseOf('underway')).summary).not.toContain('you');
  });

  it('has the clock set when that is wrong', () => {
    const pause = pauseOf('aws-fault', { problem: { kind: 'clock-skew' } });
    expect(explainPause(pause).advice).toBe('Set the clock, then continue.');
  });

  it('offers no way around the company', () => {
    for (const problem of [
      { kind: 'read-only', by: 'company' },
      { kind: 'company-policy', rule: 'account', detail: owner },
    ] as const) {
      const explained = explainPause(pauseOf('forbidden', { problem }));
      expect(explained).not.toHaveProperty('wayOn');
      expect(explained.byItself).toBe(false);
    }
  });

  it('asks for no access that nobody can name', () => {
    expect(explainPause({ reason: 'host-access-missing', since: noon })).not.toHaveProperty(
      'wayOn',
    );
  });
});
