import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '@/lib/findings/finding';
import {
  outlinesOf,
  seriesOf,
  urgentOf,
  type Outline,
  type SeriesBuild,
} from '@/lib/findings/series';
import { severities } from '@/lib/findings/severity';
import { noon, present } from '../support/values';

const day = 86_400_000;
const arnOf = (number: number) =>
  `arn:aws:imagebuilder:eu-west-1:111122223333:image/a/1.0.0/${number}`;

function outline(id: string, changes: Partial<Outline> = {}): Outline {
  return { id, severity: 'high', fix: 'yes', ...changes };
}

/** A build of so many days ago that has these; none when they are not known. */
function build(number: number, daysAgo: number | undefined, ids?: readonly string[]): SeriesBuild {
  return {
    arn: arnOf(number),
    ...(daysAgo !== undefined && { createdAt: noon - daysAgo * day }),
    ...(ids && { outlines: ids.map((id) => outline(id)) }),
  };
}

const one = (builds: readonly SeriesBuild[], id = 'CVE-1') =>
  present(seriesOf(builds, noon).vulnerabilities.find((each) => each.id === id));

describe('a series of builds', () => {
  it('tells in which builds a vulnerability was seen first and last, and that it is open', () => {
    const builds = [build(3, 2, ['CVE-1']), build(1, 30, []), build(2, 10, ['CVE-1'])];
    expect(seriesOf(builds, noon).builds.map(({ arn }) => arn)).toEqual([1, 2, 3].map(arnOf));
    expect(one(builds)).toMatchObject({
      presence: ['absent', 'present', 'present'],
      first: 1,
      last: 2,
      open: true,
      cameBack: false,
      maybeEarlier: false,
      openFor: 10 * day,
    });
  });

  it('counts what was fixed as open until the first build without it', () => {
    expect(one([build(1, 30, ['CVE-1']), build(2, 10, []), build(3, 2, [])])).toMatchObject({
      open: false,
      first: 0,
      last: 0,
      maybeEarlier: true,
      openFor: 20 * day,
    });
  });

  it('tells what came back, and does not count the time between', () => {
    const builds = [build(1, 30, ['CVE-1']), build(2, 20, []), build(3, 5, ['CVE-1'])];
    expect(one(builds)).toMatchObject({ cameBack: true, open: true, openFor: 15 * day });
  });

  it('takes a build of which nothing is known neither for clean nor for a return', () => {
    const gap = [build(1, 30, ['CVE-1']), build(2, 20), build(3, 5, ['CVE-1'])];
    expect(one(gap)).toMatchObject({
      presence: ['present', 'unknown', 'present'],
      cameBack: false,
      openFor: 30 * day,
    });
    expect(seriesOf(gap, noon).builds[1]?.severities).toBeUndefined();
    // It may have been there before, and may be gone since: neither is claimed.
    expect(one([build(1, 30, []), build(2, 20), build(3, 5, ['CVE-1'])]).maybeEarlier).toBe(true);
    expect(one([build(1, 30, ['CVE-1']), build(2, 20)])).toMatchObject({ open: true, last: 0 });
  });

  it('does not say how long where a date that counts is missing', () => {
    expect(one([build(1, undefined, ['CVE-1']), build(2, 5, [])])).not.toHaveProperty('openFor');
    expect(one([build(1, undefined, []), build(2, 5, ['CVE-1'])]).openFor).toBe(5 * day);
  });

  it('is not open for less than nothing when a clock is wrong', () => {
    expect(one([build(1, -3, ['CVE-1'])]).openFor).toBe(0);
  });

  it('takes severity and score from the newest build that has it, and orders by them', () => {
    const builds: readonly SeriesBuild[] = [
      {
        arn: arnOf(1),
        createdAt: noon - day,
        outlines: [
          outline('CVE-1', { severity: 'critical', score: 10 }),
          outline('CVE-2', { score: 7 }),
          outline('CVE-3', { score: 8 }),
        ],
      },
      { arn: arnOf(2), createdAt: noon, outlines: [outline('CVE-1', { severity: 'low' })] },
    ];
    const { vulnerabilities, builds: columns } = seriesOf(builds, noon);
    expect(vulnerabilities.map(({ id }) => id)).toEqual(['CVE-3', 'CVE-2', 'CVE-1']);
    expect(vulnerabilities[2]?.outline.severity).toBe('low');
    expect(columns[0]?.severities).toMatchObject({ critical: 1, high: 2, low: 0 });
    expect(columns[1]?.severities).toMatchObject({ critical: 0, low: 1 });
  });

  const ids = fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3');
  const someBuilds = fc.uniqueArray(
    fc
      .record({
        number: fc.integer({ min: 1, max: 9 }),
        age: fc.option(fc.integer({ min: -2, max: 50 }), { nil: undefined }),
        found: fc.option(fc.uniqueArray(ids), { nil: undefined }),
      })
      .map(({ number, age, found }) => build(number, age, found)),
    { selector: ({ arn }) => arn, maxLength: 8 },
  );

  it('is the same in whatever order the builds are given, and with one of them twice', () => {
    const shuffled = someBuilds.chain((builds) =>
      fc.tuple(fc.constant(builds), fc.shuffledSubarray([...builds], { minLength: builds.length })),
    );
    fc.assert(
      fc.property(shuffled, ([builds, other]) => {
        const series = seriesOf(builds, noon);
        expect(seriesOf(other, noon)).toEqual(series);
        expect(seriesOf([...other, ...other.slice(0, 1)], noon)).toEqual(series);
      }),
    );
  });

  it('says of each vulnerability only what its builds say', () => {
    fc.assert(
      fc.property(someBuilds, (builds) => {
        const series = seriesOf(builds, noon);
        const known = new Set(builds.flatMap(({ outlines = [] }) => outlines.map(({ id }) => id)));
        expect(new Set(series.vulnerabilities.map(({ id }) => id))).toEqual(known);
        for (const each of series.vulnerabilities) {
          const { first, last, presence, open, cameBack, openFor } = each;
          expect(first).toBeLessThanOrEqual(last);
          expect(presence).toHaveLength(builds.length);
          expect(presence.indexOf('present')).toBe(first);
          expect(presence.lastIndexOf('present')).toBe(last);
          if (openFor !== undefined) expect(openFor).toBeGreaterThanOrEqual(0);
          // Only a build that is known not to have it ends it, or lets it come back.
          const absent = presence.flatMap((at, index) => (at === 'absent' ? [index] : []));
          expect(open).toBe(absent.every((index) => index < last));
          expect(cameBack).toBe(absent.some((index) => index > first && index < last));
        }
      }),
    );
  });
});

function finding(id: string, changes: Partial<Finding> = {}): Finding {
  return { id, severity: 'HIGH', ...changes };
}

describe('what a series keeps of findings', () => {
  it('is one short line a vulnerability', () => {
    const packages = [{ name: 'zlib', version: '1', fixedIn: '2' }];
    const found = [
      finding('CVE-1', { title: 'CVE-1 - zlib', description: 'Long', score: 8.1, packages }),
      finding('CVE-1', { title: 'CVE-1 - zlib', description: 'Long', score: 8.1, packages }),
      finding('CVE-2', { severity: 'odd' }),
    ];
    expect(outlinesOf(found)).toEqual([
      { id: 'CVE-1', severity: 'high', fix: 'yes', score: 8.1, title: 'CVE-1 - zlib' },
      { id: 'CVE-2', severity: 'unknown', fix: 'unknown' },
    ]);
  });

  it('counts as urgent what is critical or high and can be fixed, at least in part', () => {
    const all = severities.flatMap((severity) =>
      (['yes', 'partial', 'no', 'unknown'] as const).map((fix) =>
        outline(`${severity} ${fix}`, { severity, fix }),
      ),
    );
    expect(all.filter((each) => urgentOf([each]) === 1).map(({ id }) => id)).toEqual([
      'critical yes',
      'critical partial',
      'high yes',
      'high partial',
    ]);
    expect(urgentOf(all)).toBe(4);
  });
});
