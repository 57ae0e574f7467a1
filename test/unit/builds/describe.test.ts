import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildTitle,
  buildTone,
  describeBuildStatus,
  describeCounts,
  describeDays,
  describeDuration,
  describePrincipal,
  describeScan,
  describeSeverity,
  describeSource,
  describeStart,
  describeType,
  describeWorkflowStatus,
  isFinal,
  otherFindings,
  recipeTitle,
  severityTone,
  workflowTone,
} from '@/lib/builds/describe';
import { rankOf, severityOf } from '@/lib/findings/severity';
import { amiBuild, bareBuild } from '../../support/sample-builds';

describe('the status of a build', () => {
  // All of ImageStatus in the Image Builder model, and what may come.
  it.each([
    ['PENDING', 'Pending', 'pending', false],
    ['CREATING', 'Creating', 'pending', false],
    ['BUILDING', 'Building', 'pending', false],
    ['TESTING', 'Testing', 'pending', false],
    ['DISTRIBUTING', 'Distributing', 'pending', false],
    ['INTEGRATING', 'Integrating', 'pending', false],
    ['AVAILABLE', 'Available', 'success', true],
    ['CANCELLED', 'Cancelled', 'warning', true],
    ['FAILED', 'Failed', 'error', true],
    ['DEPRECATED', 'Deprecated', 'warning', true],
    ['DELETED', 'Deleted', 'warning', true],
    ['DISABLED', 'Disabled', 'warning', true],
    ['WARMING_UP', 'Warming up', 'pending', true],
    ['toString', 'Tostring', 'pending', true],
    ['UNKNOWN', 'Not reported', 'pending', true],
    ['', 'Not reported', 'pending', true],
  ])('%s is %s, shown as %s, final: %s', (status, words, tone, final) => {
    expect(describeBuildStatus(status)).toBe(words);
    expect(buildTone(status)).toBe(tone);
    expect(isFinal(status)).toBe(final);
  });
});

describe('the status of a workflow or a step', () => {
  // The seed's words for the first seven; CANCELLED is in the model as well.
  it.each([
    ['PENDING', 'Pending', 'pending'],
    ['SKIPPED', 'Skipped', 'pending'],
    ['RUNNING', 'Running', 'pending'],
    ['COMPLETED', 'Completed', 'success'],
    ['FAILED', 'Failed', 'error'],
    ['ROLLBACK_IN_PROGRESS', 'Rollback-in-progress', 'error'],
    ['ROLLBACK_COMPLETED', 'Rollback-completed', 'error'],
    ['CANCELLED', 'Cancelled', 'warning'],
    ['UNKNOWN', 'Not reported', 'pending'],
  ])('%s is %s, shown as %s', (status, words, tone) => {
    expect(describeWorkflowStatus(status)).toBe(words);
    expect(workflowTone(status)).toBe(tone);
  });
});

describe('a build in words', () => {
  it('has its recipe without the build version, and a title with it', () => {
    expect(recipeTitle(amiBuild)).toBe('sample-linux-recipe | 1.0.1');
    expect(recipeTitle({ ...bareBuild, name: 'bare', version: '0.1.0' })).toBe('bare | 0.1.0');
    expect(buildTitle(amiBuild)).toBe('sample-linux-recipe | 1.0.1/2');
  });

  it.each([
    ['USER_INITIATED', 'A person'],
    ['SCHEDULED', 'A schedule or EventBridge'],
    ['IMPORT', 'The import of a VM'],
    ['IMPORT_ISO', 'The import of an ISO file'],
    ['LIFE_CYCLE', 'Life cycle'],
    ['constructor', 'Constructor'],
    [undefined, 'Not reported'],
  ])('%s is %s', (type, words) => {
    expect(describeStart(type)).toBe(words);
  });

  it('has a type and a source', () => {
    expect(['AMI', 'DOCKER', ''].map(describeType)).toEqual(['AMI', 'Docker', 'Not reported']);
    expect(['AMAZON_MANAGED', 'AWS_MARKETPLACE', 'CUSTOM'].map(describeSource)).toEqual([
      'Amazon managed',
      'AWS Marketplace',
      'Custom',
    ]);
  });
});

describe('a severity', () => {
  it('is ranked from the most severe to what is not known', () => {
    const shuffled = ['LOW', 'STRANGE', 'CRITICAL', 'UNTRIAGED', 'HIGH', 'INFORMATIONAL', 'MEDIUM'];
    const sorted = shuffled.toSorted((a, b) => rankOf(severityOf(a)) - rankOf(severityOf(b)));
    expect(sorted.map(describeSeverity)).toEqual([
      'Critical',
      'High',
      'Medium',
      'Low',
      'Informational',
      'Untriaged',
      'Strange',
    ]);
    expect(sorted.map(severityTone)).toEqual([
      'error',
      'error',
      'warning',
      'pending',
      'pending',
      'pending',
      'pending',
    ]);
  });
});

describe('a scan', () => {
  const none = { all: 0, critical: 0, high: 0, medium: 0 };

  it.each([
    [{ enabled: false }, 'Not enabled', 'pending'],
    [{ enabled: true }, 'Enabled', 'pending'],
    [{}, 'Not reported', 'pending'],
    [{ status: 'PENDING' }, 'Pending', 'pending'],
    [{ status: 'SCANNING' }, 'Scanning', 'pending'],
    [{ status: 'COLLECTING' }, 'Collecting', 'pending'],
    [{ status: 'COMPLETED' }, 'Completed', 'success'],
    [{ status: 'ABANDONED' }, 'Abandoned', 'warning'],
    [{ status: 'FAILED', reason: 'No agent.' }, 'Failed', 'error'],
    [{ status: 'TIMED_OUT' }, 'Timed out', 'error'],
    // What AWS says of a scan counts more than what was asked for.
    [{ enabled: false, status: 'COMPLETED' }, 'Completed', 'success'],
  ])('of %j is %s, shown as %s', (scan, words, tone) => {
    expect(describeScan(scan)).toMatchObject({ words, tone });
  });

  it('says why it failed', () => {
    expect(describeScan({ status: 'FAILED', reason: 'No agent.' }).note).toBe('No agent.');
  });

  it('that is completed and has no counts is not said to have found nothing', () => {
    const said = describeScan({ enabled: true, status: 'COMPLETED' }, null);
    expect(said.tone).toBe('warning');
    expect(said.note).toContain('AWS keeps no findings of this scan here');
    expect(describeScan({ status: 'COMPLETED' }, none).note).toBe(
      'AWS counts no findings of this scan.',
    );
    expect(describeScan({ status: 'COMPLETED' }, { ...none, all: 1 }).note).toBeUndefined();
  });

  it('is said in the same words as long as it goes on, whatever is counted', () => {
    expect(describeScan({ status: 'SCANNING' }, null)).toEqual(
      describeScan({ status: 'SCANNING' }),
    );
  });
});

describe('counts of findings', () => {
  it('are told in one line, and those that AWS does not count apart are the rest', () => {
    const counts = { all: 10, critical: 1, high: 2, medium: 3 };
    expect(describeCounts(counts)).toBe('1 critical, 2 high, 3 medium, 10 in all');
    expect(otherFindings(counts)).toBe(4);
    expect(otherFindings({ ...counts, all: 5 })).toBe(0);
  });
});

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [999, '0 s'],
    [5000, '5 s'],
    [125_000, '2 min 5 s'],
    [120_000, '2 min'],
    [3_600_000, '1 h'],
    [3_725_999, '1 h 2 min 5 s'],
    [90_000_000, '25 h'],
  ])('of %s ms is %s', (milliseconds, words) => {
    expect(describeDuration(milliseconds)).toBe(words);
  });

  it('says all of its whole seconds', () => {
    const lengths: Readonly<Record<string, number>> = { h: 3600, min: 60, s: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (milliseconds) => {
        const parts = describeDuration(milliseconds).matchAll(/(\d+) (h|min|s)/g);
        const said = [...parts].reduce(
          (sum, [, count, unit = '']) => sum + Number(count) * (lengths[unit] ?? Number.NaN),
          0,
        );
        expect(said).toBe(Math.floor(milliseconds / 1000));
      }),
    );
  });
});

describe('an age in days', () => {
  const day = 86_400_000;
  it.each([
    [0, '0 days'],
    [day - 1, '0 days'],
    [day, '1 day'],
    [12.5 * day, '12 days'],
    [-day, '0 days'],
  ])('of %s ms is %s', (age, words) => {
    expect(describeDays(day, day + age)).toBe(words);
  });
});

describe('a principal', () => {
  it.each([
    ['111122223333', '111122223333'],
    ['all', 'Everyone (all)'],
    ['arn:aws:organizations::111122223333:organization/o-abcdefghij', 'Organization o-abcdefghij'],
    [
      'arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678',
      'Organizational unit ou-abcd-12345678',
    ],
    ['something-else', 'something-else'],
  ])('%s is %s', (principal, words) => {
    expect(describePrincipal(principal)).toBe(words);
  });
});
