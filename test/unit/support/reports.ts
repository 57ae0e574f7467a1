import * as fc from 'fast-check';
import { compareFindings, type Comparison } from '@/lib/findings/compare';
import type { Finding, VulnerablePackage } from '@/lib/findings/finding';
import type { JudgedPair, JudgedVulnerability } from '@/lib/findings/judged';
import type { Judgement, JudgementState } from '@/lib/findings/judgement';
import type { ComparisonReport } from '@/lib/findings/report';
import { noon } from './values';

/** What texts of other people can have in them. */
export const nasty =
  '=1+1|<script>alert("x")</script>\n[a](https://evil.example) `b` {0} &amp; @here';

export const baseArn = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.0/3';
export const targetArn = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.0/4';

/** A judgement of a vulnerability, recorded at noon. */
export function judgementOf(
  vulnerability: string,
  state: JudgementState,
  more: Partial<Judgement> = {},
): Judgement {
  return {
    id: `00000000-0000-4000-8000-00000000000${['not-affected', 'accepted', 'in-work'].indexOf(state)}`,
    vulnerability,
    state,
    reason: 'Not reachable.',
    at: noon,
    ...(state === 'accepted' && { until: '2026-12-31' }),
    ...more,
  };
}

/** What is recorded about a package of a vulnerability, or about one without any. */
export type Judge = (vulnerability: string, name: string | undefined) => Judgement | undefined;

/** A report over two lists of findings, unfiltered. */
export function reportOf(
  base: readonly Finding[],
  target: readonly Finding[],
  judge: Judge = () => undefined,
  more: Partial<ComparisonReport> = {},
): ComparisonReport {
  const comparison = compareFindings({ findings: base }, { findings: target });
  return {
    at: noon,
    base: { label: 'office 1.0.0/3', build: baseArn, totals: comparison.base },
    target: { label: 'office 1.0.0/4', build: targetArn, totals: comparison.target },
    vulnerabilities: judged(comparison, judge),
    total: comparison.vulnerabilities.length,
    filters: [],
    gate: [],
    unmatched: [],
    expired: [],
    ...more,
  };
}

function judged(comparison: Comparison, judge: Judge): readonly JudgedVulnerability[] {
  return comparison.vulnerabilities.map((each) => {
    const pairs = each.pairs.map((pair): JudgedPair => {
      const judgement = judge(each.id, pair.package);
      return { ...pair, ...(judgement && { judgement }), suppressed: suppresses(judgement) };
    });
    const whole = judge(each.id, undefined);
    const suppressed =
      pairs.length === 0 ? suppresses(whole) : pairs.every((pair) => pair.suppressed);
    return { ...each, pairs, ...(whole && { judgement: whole }), suppressed };
  });
}

function suppresses(judgement: Judgement | undefined): boolean {
  return judgement !== undefined && judgement.state !== 'in-work';
}

/** A comparison in which each class, and each thing that can be told of a row, is there. */
export const exampleBase: readonly Finding[] = [
  {
    id: 'CVE-2026-1001',
    severity: 'HIGH',
    score: 7.5,
    title: 'CVE-2026-1001 - openssl',
    fixAvailable: 'YES',
    packages: [
      { name: 'openssl', version: '3.0.1', arch: 'X86_64', packageManager: 'OS', fixedIn: '3.0.9' },
    ],
  },
  {
    id: 'CVE-2026-1002',
    severity: 'MEDIUM',
    score: 5,
    packages: [{ name: 'curl', version: '8.0.0', release: '1', arch: 'X86_64' }],
  },
  { id: 'CVE-2026-1003', severity: 'LOW', packages: [{ name: 'zlib', version: '1.2' }] },
];

export const exampleTarget: readonly Finding[] = [
  {
    id: 'CVE-2026-1001',
    severity: 'CRITICAL',
    score: 9.8,
    title: 'CVE-2026-1001 - openssl',
    fixAvailable: 'YES',
    packages: [
      { name: 'openssl', version: '3.0.2', arch: 'X86_64', packageManager: 'OS', fixedIn: '3.0.9' },
    ],
  },
  { id: 'CVE-2026-1003', severity: 'LOW', packages: [{ name: 'zlib', version: '1.2' }] },
  {
    id: 'CVE-2026-1004',
    severity: 'HIGH',
    score: 8.1,
    title: nasty,
    description: nasty,
    source: 'NVD',
    sourceUrl: 'https://nvd.example/a b|c?d={e}#f#g%',
    fixAvailable: 'YES',
    publishedAt: noon,
    cvss: [{ score: 8.1, version: '3.1', source: 'NVD', vector: 'CVSS:3.1/AV:N' }, { score: 7 }],
    scoreDetails: { source: 'NVD', version: '3.1', vector: 'CVSS:3.1/AV:N', adjustments: [] },
    packages: [
      {
        name: 'certifi',
        version: '2022.12.7',
        packageManager: 'PYTHONPKG',
        filePath: '/opt/my app/METADATA',
        fixedIn: '2023.7.22',
      },
      {
        name: 'certifi',
        version: '2022.12.7',
        packageManager: 'PYTHONPKG',
        filePath: 'C:\\app\\requirements.txt',
        fixedIn: '2023.7.22',
      },
    ],
  },
  { id: 'GHSA-aaaa-bbbb-cccc', severity: 'WEIRD|<b>' },
];

const texts = fc.oneof(
  fc.constantFrom(nasty, '', '\ud800', '=cmd|calc', '-1', 'a\r\nb', '\u202e', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const times = fc.constantFrom(0, noon, 8.64e15, -8.64e15, 1e300, 253_402_300_800_000);

const scores = fc.constantFrom(0, 3.9, 7.5, 10);

function optional<Members extends object>(members: {
  [Key in keyof Members]: fc.Arbitrary<Members[Key]>;
}) {
  return fc.record(members, { requiredKeys: [] });
}

const packages: fc.Arbitrary<VulnerablePackage> = fc
  .tuple(
    fc.constantFrom('openssl', 'a|b', '=x', 'group:artifact', '@scope/name', 'Py_Thing'),
    optional<Omit<VulnerablePackage, 'name'>>({
      version: fc.oneof(fc.constantFrom('1.0', '1.1', '2.0~rc1'), texts),
      release: fc.constantFrom('1', '7+b3'),
      epoch: fc.constantFrom(0, 1),
      arch: fc.constantFrom('X86_64', 'ARM64'),
      packageManager: fc.constantFrom('OS', 'PYTHONPKG', 'NPM', 'JAR', 'pip', 'constructor'),
      filePath: texts,
      fixedIn: fc.constantFrom('0:1.2', '3.0'),
    }),
  )
  .map(([name, more]) => ({ name, ...more }));

const findings: fc.Arbitrary<Finding> = fc
  .tuple(
    fc.constantFrom('CVE-2026-1', 'CVE-2026-20000', 'GHSA-a', 'SNYK-JS-1', '{0}[a](b)'),
    fc.constantFrom('CRITICAL', 'HIGH', 'Medium', 'LOW', 'UNTRIAGED', 'WEIRD|<b>', ''),
    optional<Omit<Finding, 'id' | 'severity'>>({
      title: texts,
      description: texts,
      source: texts,
      sourceUrl: fc.oneof(texts, fc.webUrl({ withFragments: true, withQueryParameters: true })),
      publishedAt: times,
      changedAt: times,
      score: scores,
      fixAvailable: fc.constantFrom('YES', 'NO', 'PARTIAL', 'odd'),
      cvss: fc.array(optional({ score: scores, version: texts, vector: texts, source: texts }), {
        maxLength: 2,
      }),
      packages: fc.array(packages, { maxLength: 4 }),
    }),
  )
  .map(([id, severity, more]) => ({ id, severity, ...more }));

/** Reports over generated findings, some of them judged, and some of them filtered. */
export const reports: fc.Arbitrary<ComparisonReport> = fc
  .record({
    base: fc.array(findings, { maxLength: 8 }),
    target: fc.array(findings, { maxLength: 8 }),
    states: fc.array(
      fc.constantFrom<JudgementState | undefined>(undefined, 'not-affected', 'accepted', 'in-work'),
      { minLength: 1, maxLength: 7 },
    ),
    at: times,
    reason: texts,
    label: texts,
    left: fc.nat({ max: 3 }),
    idle: fc.nat({ max: 2 }),
    passed: fc.boolean(),
  })
  .map(({ base, target, states, at, reason, label, left, idle, passed }) => {
    let next = 0;
    const whole = reportOf(base, target, (id) => {
      const state = states[next++ % states.length];
      return state && judgementOf(id, state, { reason, at });
    });
    const vulnerabilities = whole.vulnerabilities.slice(left);
    return {
      ...whole,
      at,
      base: { ...whole.base, label },
      vulnerabilities,
      filters: left === 0 ? [] : [`Text: ${reason}`],
      unmatched: states
        .slice(0, idle)
        .flatMap((state) => (state ? [judgementOf(label, state, { reason, at })] : [])),
      expired: idle === 0 ? [] : [judgementOf(reason, 'accepted', { image: label, at })],
      gate: [
        {
          rule: { id: '', title: label, of: 'new', severity: 'high', fixAvailable: true },
          passed,
          failing: passed ? [] : vulnerabilities,
        },
      ],
    };
  });

/** How many rows a report has of each class: counted here, and not as the product does it. */
export function rowClasses(report: ComparisonReport): readonly string[] {
  return report.vulnerabilities
    .flatMap((each) =>
      each.pairs.length > 0 ? each.pairs.map(({ change }) => change) : [each.change],
    )
    .map(String);
}
