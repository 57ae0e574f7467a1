import { describe, expect, it } from 'vitest';
import { compareFindings, severityOfChange } from '@/lib/findings/compare';
import type { Finding } from '@/lib/findings/finding';
import { present } from '../support/values';

const cve = 'CVE-2026-1001';

function findingsOf(facts: Partial<Finding> | undefined): readonly Finding[] {
  return facts ? [{ id: cve, severity: 'HIGH', ...facts }] : [];
}

/** What became of the only vulnerability of two builds. */
function changeOf(base: Partial<Finding> | undefined, target: Partial<Finding> | undefined) {
  const { vulnerabilities } = compareFindings(
    { findings: findingsOf(base) },
    { findings: findingsOf(target) },
  );
  expect(vulnerabilities).toHaveLength(1);
  return present(vulnerabilities[0]);
}

const scored = (score: number | undefined) => (score === undefined ? {} : { score });
const inVersion = (version: string) => ({ packages: [{ name: 'openssl', version }] });
const inPackage = (facts: object) => ({ packages: [{ name: 'a', arch: 'X86_64', ...facts }] });

const classesOf = (base: object, target: object) =>
  changeOf(inPackage(base), inPackage(target)).pairs.map(({ change }) => change);

const orderOf = (findings: readonly Finding[]) =>
  compareFindings({ findings: [] }, { findings }).vulnerabilities.map(({ id }) => id);

describe('a vulnerability of two builds', () => {
  it('is more severe, or less', () => {
    const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED', 'odd'];
    for (const [index, severity] of severities.entries()) {
      const next = severities[index + 1];
      if (next === undefined) continue;
      expect(changeOf({ severity }, { severity: next })).toMatchObject({ severity: 'down' });
      expect(changeOf({ severity: next }, { severity })).toMatchObject({ severity: 'up' });
    }
    expect(changeOf({ severity: 'HIGH' }, { severity: 'high' }).severity).toBe('same');
    expect(changeOf({ severity: 'odd' }, { severity: 'other' }).severity).toBe('same');
  });

  it.each<readonly [number | undefined, number | undefined, string]>([
    [5, 7.5, 'up'],
    [7.5, 5, 'down'],
    [7.5, 7.5, 'same'],
    [undefined, 0, 'up'],
    [0, undefined, 'down'],
    [undefined, undefined, 'same'],
  ])('has a score of %s and then %s, which is %s', (before, after, shift) => {
    expect(changeOf(scored(before), scored(after)).score).toBe(shift);
  });

  it.each([
    ['NO', 'YES', 'up'],
    ['NO', 'PARTIAL', 'up'],
    ['PARTIAL', 'YES', 'up'],
    ['YES', 'NO', 'down'],
    ['YES', 'PARTIAL', 'down'],
    ['what?', 'NO', 'same'],
    ['NO', 'what?', 'same'],
    ['YES', 'yes', 'same'],
  ])('has a fix for %s and then %s, which is %s', (before, after, shift) => {
    expect(changeOf({ fixAvailable: before }, { fixAvailable: after }).fix).toBe(shift);
  });

  it('that is in one of them differs from nothing', () => {
    const facts = { severity: 'LOW', score: 3, fixAvailable: 'YES' };
    const same = { severity: 'same', score: 'same', fix: 'same', upgradedStillVulnerable: false };
    expect(changeOf(undefined, facts)).toMatchObject({ change: 'new', ...same });
    expect(changeOf(facts, undefined)).toMatchObject({ change: 'fixed', ...same });
  });

  it('is upgraded and still vulnerable, which a downgrade is not', () => {
    expect(changeOf(inVersion('3.0.1'), inVersion('3.0.2'))).toMatchObject({
      change: 'persisting',
      upgradedStillVulnerable: true,
      pairs: [{ change: 'persisting', version: 'upgraded' }],
    });
    expect(changeOf(inVersion('3.0.2'), inVersion('3.0.1')).upgradedStillVulnerable).toBe(false);
    expect(changeOf(inVersion('3.0.1'), inVersion('3.0.01')).upgradedStillVulnerable).toBe(false);
  });

  it('is in both although its package has another name, which is fixed and new', () => {
    const change = changeOf(
      { packages: [{ name: 'linux' }] },
      { packages: [{ name: 'linux-libc-dev' }] },
    );
    expect(change.change).toBe('persisting');
    expect(change.pairs.map((pair) => [pair.package, pair.change, pair.elsewhere])).toEqual([
      ['linux', 'fixed', true],
      ['linux-libc-dev', 'new', true],
    ]);
  });

  it('is another one in another architecture, but not with another package manager', () => {
    expect(classesOf({}, { arch: 'ARM64' })).toEqual(['new', 'fixed']);
    expect(classesOf({ packageManager: 'PIP' }, { packageManager: 'PYTHONPKG' })).toEqual([
      'persisting',
    ]);
  });

  it('is as severe as it is now, or was when it is fixed', () => {
    const [high, low] = [{ severity: 'HIGH' }, { severity: 'LOW' }];
    expect(severityOfChange(changeOf(high, low))).toBe('low');
    expect(severityOfChange(changeOf(high, undefined))).toBe('high');
    expect(severityOfChange(changeOf(undefined, low))).toBe('low');
  });

  it('that was rejected is fixed, and one that was renamed is fixed and new', () => {
    const { counts } = compareFindings(
      { findings: [{ id: 'CVE-2026-1', severity: 'LOW' }] },
      { findings: [{ id: 'GHSA-aaaa', severity: 'LOW', related: ['CVE-2026-1'] }] },
    );
    expect(counts.vulnerabilities).toEqual({ new: 1, fixed: 1, persisting: 0 });
  });
});

describe('vulnerabilities', () => {
  it('are in order of severity, score and id', () => {
    const findings = [
      { id: 'CVE-5', severity: 'odd', score: 10 },
      { id: 'CVE-4', severity: 'LOW' },
      { id: 'CVE-3', severity: 'LOW', score: 0 },
      { id: 'CVE-2', severity: 'LOW' },
      { id: 'CVE-1', severity: 'CRITICAL', score: 1 },
      { id: 'CVE-0', severity: 'LOW', score: 3 },
    ];
    const order = ['CVE-1', 'CVE-0', 'CVE-3', 'CVE-2', 'CVE-4', 'CVE-5'];
    expect(orderOf(findings)).toEqual(order);
    expect(orderOf(findings.toReversed())).toEqual(order);
  });

  it('are three numbers: findings, vulnerabilities and pairs', () => {
    const { base, target } = compareFindings(
      { findings: [] },
      {
        findings: [
          { id: cve, severity: 'LOW', title: 'a', packages: [{ name: 'a' }, { name: 'b' }] },
          { id: cve, severity: 'HIGH', title: 'b', packages: [{ name: 'b' }, { name: 'c' }] },
        ],
      },
    );
    expect(target).toMatchObject({ findings: 2, vulnerabilities: 1, pairs: 3 });
    expect(target.severities).toMatchObject({ high: 1, low: 0 });
    expect(base).toMatchObject({ findings: 0, vulnerabilities: 0, pairs: 0 });
  });
});
