import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsSarif } from '@/lib/findings/export/sarif';
import {
  exampleBase,
  exampleTarget,
  judgementOf,
  reportOf,
  reports,
  rowClasses,
} from '../../support/reports';
import { sarifCheck } from '../../support/schemas';
import { present } from '../../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly originalUriBaseIds?: object;
    readonly results: readonly SarifResult[];
  }[];
}

interface Rule {
  readonly id: string;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly baselineState: string;
  readonly partialFingerprints: object;
  readonly suppressions?: readonly object[];
}

function runOf(text: string) {
  const { runs } = JSON.parse(text) as Log;
  expect(runs).toHaveLength(1);
  return present(runs[0]);
}

/** What a row of each class is to the base, where nothing of it changed. */
const classOfState: Readonly<Record<string, string>> = {
  new: 'new',
  absent: 'fixed',
  unchanged: 'persisting',
  updated: 'persisting',
};

const judge = (id: string, name: string | undefined) =>
  name === 'certifi' || name === 'curl'
    ? judgementOf(id, name === 'curl' ? 'in-work' : 'not-affected')
    : undefined;

describe('a comparison in SARIF', () => {
  const faultsOf = sarifCheck();
  const text = findingsSarif(reportOf(exampleBase, exampleTarget, judge));
  const run = runOf(text);

  it('is valid by a schema that knows what is wrong', () => {
    const log = JSON.parse(text) as Log;
    expect(faultsOf(log)).toBeUndefined();
    const [first] = run.results;
    for (const wrong of [
      { ...first, baselineState: 'gone' },
      { ...first, level: 'critical' },
      { ...first, locations: {} },
    ]) {
      expect(faultsOf({ ...log, runs: [{ ...run, results: [wrong] }] })).toBeDefined();
    }
  });

  it('says of each row what the base is to it', () => {
    expect(run.results.map(({ ruleId, baselineState }) => [ruleId, baselineState])).toEqual([
      ['CVE-2026-1001', 'updated'],
      ['CVE-2026-1004', 'new'],
      ['CVE-2026-1002', 'absent'],
      ['CVE-2026-1003', 'unchanged'],
      ['GHSA-aaaa-bbbb-cccc', 'new'],
    ]);
  });

  it('has a rule with a page, a score and texts that are no messages of ours', () => {
    expect(run.tool.driver.rules[1]).toEqual({
      id: 'CVE-2026-1004',
      shortDescription: {
        text: '=1+1|<script>alert("x")</script>\n[a] (https://evil.example) `b` {{0}} &amp; @here',
      },
      fullDescription: {
        text: '=1+1|<script>alert("x")</script>\n[a] (https://evil.example) `b` {{0}} &amp; @here',
      },
      helpUri: 'https://nvd.example/a%20b%7Cc?d=%7Be%7D#f%23g%25',
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['security', 'vulnerability'],
        'security-severity': '8.1',
        severity: 'High',
      },
    });
  });

  it('has a result with its places, its identity and why it is suppressed', () => {
    expect(run.results[1]).toMatchObject({
      level: 'error',
      message: {
        text: 'CVE-2026-1004 (High) in certifi 2022.12.7: new. Fixed in 2023.7.22. Not known.',
      },
      partialFingerprints: { 'vulnerabilityInPackage/v1': '["CVE-2026-1004","certifi",""]' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'opt/my%20app/METADATA', uriBaseId: 'IMAGE' },
          },
          logicalLocations: [{ name: 'certifi', kind: 'package' }],
        },
        {
          physicalLocation: {
            artifactLocation: { uri: 'C%3A/app/requirements.txt', uriBaseId: 'IMAGE' },
          },
        },
      ],
      suppressions: [
        { kind: 'external', status: 'accepted', justification: 'Not affected: Not reachable.' },
      ],
    });
    expect(run.results[2]).toMatchObject({
      message: { text: 'CVE-2026-1002 (Medium) in curl (X86_64) 8.0.0-1: fixed. Not known.' },
      suppressions: [],
    });
    expect(run.results[0]).toMatchObject({
      message: {
        text: 'CVE-2026-1001 (Critical) in openssl (X86_64) 3.0.2: unchanged. The version was 3.0.1. Fixed in 3.0.9.',
      },
    });
  });

  it.each([
    ['severity', { severity: 'HIGH' }],
    ['score', { score: 9 }],
    ['fix', { fixAvailable: 'YES' }],
    ['version', { packages: [{ name: 'zlib', version: '1.3' }] }],
  ])('is updated when the %s is another', (_, change) => {
    const one = {
      id: 'CVE-2026-1003',
      severity: 'LOW',
      score: 2,
      fixAvailable: 'NO',
      packages: [{ name: 'zlib', version: '1.2' }],
    };
    const stateOf = (now: object) =>
      runOf(findingsSarif(reportOf([one], [{ ...one, ...now }]))).results[0]?.baselineState;
    expect(stateOf({})).toBe('unchanged');
    expect(stateOf(change)).toBe('updated');
  });

  it('is valid and has a result for each row, whatever was compared', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const log = findingsSarif(report);
        expect(faultsOf(JSON.parse(log))).toBeUndefined();
        const { results, tool } = runOf(log);
        expect(results.map(({ baselineState }) => classOfState[baselineState])).toEqual(
          rowClasses(report),
        );
        for (const { ruleId, ruleIndex, suppressions } of results) {
          expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
          expect(suppressions).toBeDefined();
        }
        const identities = results.map((each) => JSON.stringify(each.partialFingerprints));
        expect(new Set(identities).size).toBe(results.length);
      }),
    );
  });
});
