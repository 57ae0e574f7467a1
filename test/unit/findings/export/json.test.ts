import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsJson, type FindingsReport } from '@/lib/findings/export/json';
import { countClasses } from '@/lib/findings/judged';
import {
  exampleBase,
  exampleTarget,
  judgementOf,
  reportOf,
  reports,
  targetArn,
} from '../../support/reports';
import { findingsReportCheck } from '../../support/schemas';
import { noon, present } from '../../support/values';
import { office } from '../../support/build-examples';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

const read = (text: string) => JSON.parse(text) as FindingsReport;

const judge = (id: string) => (id === 'CVE-2026-1004' ? judgementOf(id, 'accepted') : undefined);

describe('a comparison as JSON', () => {
  const faultsOf = findingsReportCheck();
  const example = reportOf(exampleBase, exampleTarget, judge);
  const report = read(
    findingsJson({
      ...example,
      target: {
        ...example.target,
        head: {
          build: { ...office, osVersion: 'Ubuntu 24.04', createdAt: noon },
          counts: null,
          state: 'complete',
          received: 4,
          pages: 1,
          readAt: noon,
        },
      },
    }),
  );

  it('lists the judgements that do nothing, and what they are about', () => {
    const idle = judgementOf('CVE-2020-1', 'not-affected', { package: 'curl', image: 'office' });
    const past = judgementOf('CVE-2020-2', 'accepted', { until: '2026-07-31' });
    const json = read(findingsJson({ ...example, unmatched: [idle], expired: [past] }));
    const recorded = { reason: 'Not reachable.', recordedAt: '2026-08-01T12:00:00.000Z' };
    expect(json).toMatchObject({
      unmatchedJudgements: [
        { vulnerability: 'CVE-2020-1', image: 'office', package: 'curl', state: 'not-affected' },
      ],
    });
    expect(json.expiredJudgements).toEqual([
      { vulnerability: 'CVE-2020-2', state: 'accepted', until: '2026-07-31', ...recorded },
    ]);
    expect(faultsOf(json)).toBeUndefined();
  });

  it('says what was compared, and when', () => {
    const { vulnerabilities, ...rest } = report;
    expect(rest).toMatchObject({
      kind: 'findings-comparison',
      version: 1,
      madeAt: '2026-08-01T12:00:00.000Z',
      base: { label: 'office 1.0.0/3', totals: { findings: 3, vulnerabilities: 3, pairs: 3 } },
      target: {
        label: 'office 1.0.0/4',
        arn: targetArn,
        name: 'office',
        version: '1.0.0',
        buildVersion: '4',
        region: 'eu-west-1',
        account: '111122223333',
        osVersion: 'Ubuntu 24.04',
        createdAt: '2026-08-01T12:00:00.000Z',
        readAt: '2026-08-01T12:00:00.000Z',
      },
      filters: [],
      total: 5,
    });
    expect(vulnerabilities).toHaveLength(5);
  });

  it('says what became of a vulnerability and its packages', () => {
    expect(report.vulnerabilities[0]).toEqual({
      id: 'CVE-2026-1001',
      change: 'persisting',
      title: 'CVE-2026-1001 - openssl',
      url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1001',
      base: { severity: 'high', score: 7.5, fix: 'yes', findings: 1 },
      target: { severity: 'critical', score: 9.8, fix: 'yes', findings: 1 },
      severityChange: 'up',
      scoreChange: 'up',
      fixChange: 'same',
      upgradedStillVulnerable: true,
      suppressed: false,
      pairs: [
        {
          change: 'persisting',
          package: 'openssl',
          architecture: 'X86_64',
          base: {
            versions: ['3.0.1'],
            fixedIn: ['3.0.9'],
            fix: 'yes',
            packageManagers: ['OS'],
            paths: [],
          },
          target: {
            versions: ['3.0.2'],
            fixedIn: ['3.0.9'],
            fix: 'yes',
            packageManagers: ['OS'],
            paths: [],
          },
          versionChange: 'upgraded',
          fixChange: 'same',
          vulnerabilityInBoth: true,
          suppressed: false,
        },
      ],
    });
    expect(report.vulnerabilities[1]?.pairs[0]).toMatchObject({
      target: { paths: ['/opt/my app/METADATA', 'C:\\app\\requirements.txt'] },
      cause: { why: 'unknown' },
      suppressed: true,
      judgement: {
        state: 'accepted',
        reason: 'Not reachable.',
        until: '2026-12-31',
        recordedAt: '2026-08-01T12:00:00.000Z',
      },
    });
    expect(report.vulnerabilities[4]).toMatchObject({
      target: { severity: 'unknown', severityAsReported: 'WEIRD|<b>' },
      pairs: [],
    });
  });

  it('has a schema that knows what is wrong', () => {
    expect(faultsOf(report)).toBeUndefined();
    expect(faultsOf({ ...report, version: 2 })).toBeDefined();
    expect(faultsOf({ ...report, more: 1 })).toBeDefined();
    const [first] = report.vulnerabilities;
    const { target: _, base: __, ...nowhere } = present(first);
    expect(faultsOf({ ...report, vulnerabilities: [nowhere] })).toBeDefined();
  });

  it('is valid, and counts what it lists, whatever was compared', () => {
    fc.assert(
      fc.property(reports, (each) => {
        const json = read(findingsJson(each));
        expect(faultsOf(json)).toBeUndefined();
        expect(json.vulnerabilities.map(({ id }) => id)).toEqual(
          each.vulnerabilities.map(({ id }) => id),
        );
        expect(json.counts).toEqual({
          vulnerabilities: countClasses(json.vulnerabilities),
          pairs: countClasses(json.vulnerabilities.flatMap(({ pairs }) => pairs)),
        });
        expect(json.vulnerabilities.flatMap(({ pairs }) => pairs)).toHaveLength(
          each.vulnerabilities.flatMap(({ pairs }) => pairs).length,
        );
      }),
    );
  });
});
