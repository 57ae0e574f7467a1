import * as fc from 'fast-check';
import type { Finding } from '@/lib/findings/finding';
import type { GateRule, Judgement } from '@/lib/findings/judgement';

export const today = '2026-08-01';

/** An id for a number, in the shape of a UUID. */
export function uuidOf(number: number): string {
  return `5f0d5b0e-6c1e-4c3e-9a4e-${number.toString(16).padStart(12, '0')}`;
}

/** What somebody has judged, about all images and packages unless it says otherwise. */
export function judgementOf(more: Partial<Judgement> = {}): Judgement {
  const state = more.state ?? 'not-affected';
  return {
    id: uuidOf(1),
    vulnerability: 'CVE-1',
    state,
    reason: 'Not reachable',
    at: 0,
    ...(state === 'accepted' && { until: today }),
    ...more,
  };
}

export function ruleOf(more: Partial<GateRule> = {}): GateRule {
  return {
    id: uuidOf(2),
    title: 'Rule',
    of: 'new',
    severity: 'critical',
    fixAvailable: false,
    ...more,
  };
}

/** A finding with packages of these names; one that ends in `!` has a fix. */
export function findingOf(
  id: string,
  severity: string,
  packages: readonly string[] = [],
  more: Partial<Finding> = {},
): Finding {
  return {
    id,
    severity,
    packages: packages.map((name) => ({
      name: name.replace(/!$/, ''),
      version: '1',
      ...(name.endsWith('!') && { fixedIn: '2' }),
    })),
    ...more,
  };
}

const ids = fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3', 'GHSA-4');
const names = fc.constantFrom('openssl', 'zlib', 'curl');
const severities = fc.constantFrom('CRITICAL', 'HIGH', 'Medium', 'LOW', 'UNTRIAGED', 'odd');

/** The findings of a build, of few vulnerabilities and packages, so that they often meet. */
export const someFindings: fc.Arbitrary<readonly Finding[]> = fc.array(
  fc.record({
    id: ids,
    severity: severities,
    fixAvailable: fc.constantFrom('YES', 'NO', 'PARTIAL'),
    packages: fc.array(
      fc.record({
        name: names,
        version: fc.constantFrom('1', '2'),
        arch: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 6 },
);

/** Judgements of those, no two of one id. */
export const someJudgements: fc.Arbitrary<readonly Judgement[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 0, max: 99 }).map(uuidOf),
      vulnerability: ids,
      image: fc.option(fc.constantFrom('office', 'base'), { nil: undefined }),
      package: fc.option(names, { nil: undefined }),
      state: fc.constantFrom('not-affected', 'accepted', 'in-work'),
      until: fc.constantFrom('2026-07-31', '2026-08-01', '2026-08-02'),
      reason: fc.constantFrom('Because', '<b>bold</b>', '=1+1'),
      at: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ image, package: name, until, ...rest }) => ({
      ...rest,
      ...(image !== undefined && { image }),
      ...(name !== undefined && { package: name }),
      ...(rest.state === 'accepted' && { until }),
    })),
  { selector: ({ id }) => id, maxLength: 8 },
);

export const someRules: fc.Arbitrary<readonly GateRule[]> = fc.array(
  fc.record({
    id: fc.constant(uuidOf(3)),
    title: fc.constant('Rule'),
    of: fc.constantFrom('new', 'all'),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
    fixAvailable: fc.boolean(),
  }),
  { maxLength: 4 },
);
