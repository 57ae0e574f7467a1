import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings } from '@/lib/findings/compare';
import type { Finding } from '@/lib/findings/finding';
import { describeRule, evaluateGate, titleOfRule } from '@/lib/findings/gate';
import { judgeComparison } from '@/lib/findings/judge';
import type { GateRule, Judgement } from '@/lib/findings/judgement';
import { rankOf } from '@/lib/findings/severity';
import {
  findingOf,
  judgementOf,
  ruleOf,
  someFindings,
  someJudgements,
  someRules,
  today,
} from '../support/judgements';
import { present } from '../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

interface Case {
  readonly base?: readonly Finding[];
  readonly target: readonly Finding[];
  readonly judgements?: readonly Judgement[];
}

function judged({ base = [], target, judgements = [] }: Case) {
  const comparison = compareFindings({ findings: base }, { findings: target });
  return judgeComparison(comparison, judgements, { image: 'office', today }).vulnerabilities;
}

/** The ids of what fails a rule; the outcome says the same. */
function failing(rule: Partial<GateRule>, given: Case): readonly string[] {
  const outcome = present(evaluateGate([ruleOf(rule)], judged(given))[0]);
  expect(outcome.passed).toBe(outcome.failing.length === 0);
  return outcome.failing.map(({ id }) => id);
}

const without = (name: string) => [judgementOf({ package: name })];

const fixable = { fixAvailable: 'YES' };

describe('a rule about what is new', () => {
  it('fails on what is new and as severe, the worst first', () => {
    const target = ['MEDIUM', 'HIGH', 'CRITICAL', 'LOW'].map((each) => findingOf(each, each));
    expect(failing({ severity: 'high' }, { target })).toEqual(['CRITICAL', 'HIGH']);
    expect(failing({ severity: 'critical' }, { target })).toEqual(['CRITICAL']);
    expect(failing({ severity: 'low' }, { target })).toHaveLength(4);
  });

  it('passes on what was there, and on what is fixed', () => {
    const found = [findingOf('CVE-1', 'CRITICAL', ['curl'])];
    expect(failing({}, { base: found, target: found })).toEqual([]);
    expect(failing({}, { base: found, target: [] })).toEqual([]);
  });

  it('passes on another package of what was there', () => {
    const base = [findingOf('CVE-1', 'CRITICAL', ['linux'])];
    const target = [findingOf('CVE-1', 'CRITICAL', ['linux-libc-dev'])];
    expect(failing({}, { base, target })).toEqual([]);
  });

  it.each([
    ['MEDIUM', 'CRITICAL', 'critical', true],
    ['UNTRIAGED', 'CRITICAL', 'critical', true],
    ['odd', 'HIGH', 'high', true],
    ['HIGH', 'CRITICAL', 'critical', true],
    // It failed a rule of that severity before.
    ['HIGH', 'CRITICAL', 'high', false],
    ['LOW', 'MEDIUM', 'high', false],
    ['CRITICAL', 'MEDIUM', 'medium', false],
  ] as const)('of a change from %s to %s, for %s: fails %s', (before, after, severity, fails) => {
    const base = [findingOf('CVE-1', before, ['curl'])];
    const target = [findingOf('CVE-1', after, ['curl'])];
    expect(failing({ severity }, { base, target })).toEqual(fails ? ['CVE-1'] : []);
  });

  it('holds a change of severity to the fix that there is now', () => {
    const base = [findingOf('CVE-1', 'MEDIUM', ['curl'], { fixAvailable: 'NO' })];
    const unfixed = [findingOf('CVE-1', 'CRITICAL', ['curl'], { fixAvailable: 'NO' })];
    const fixed = [findingOf('CVE-1', 'CRITICAL', ['curl'], fixable)];
    expect(failing({ fixAvailable: true }, { base, target: unfixed })).toEqual([]);
    expect(failing({ fixAvailable: true }, { base, target: fixed })).toEqual(['CVE-1']);
  });

  it('passes when all that has come is a fix', () => {
    const base = [findingOf('CVE-1', 'CRITICAL', ['curl'], { fixAvailable: 'NO' })];
    const target = [findingOf('CVE-1', 'CRITICAL', ['curl'], fixable)];
    expect(failing({ fixAvailable: true }, { base, target })).toEqual([]);
  });
});

describe('a rule about all', () => {
  it('fails on what was there as well, and not on what is fixed', () => {
    const base = [findingOf('CVE-1', 'HIGH'), findingOf('CVE-2', 'HIGH')];
    const target = [findingOf('CVE-1', 'HIGH'), findingOf('CVE-3', 'CRITICAL')];
    const rule = { of: 'all', severity: 'high' } as const;
    expect(failing(rule, { base, target })).toEqual(['CVE-3', 'CVE-1']);
  });
});

describe('a rule about what has a fix', () => {
  const rule = { fixAvailable: true };

  it.each([
    ['YES', true],
    ['PARTIAL', true],
    ['NO', false],
    [undefined, false],
  ] as const)('of what AWS says %s: fails %s', (said, fails) => {
    const more = said === undefined ? {} : { fixAvailable: said };
    const target = [findingOf('CVE-1', 'CRITICAL', ['curl'], more)];
    expect(failing(rule, { target })).toEqual(fails ? ['CVE-1'] : []);
  });

  it('looks at the packages that no judgement takes out', () => {
    const target = [findingOf('CVE-1', 'CRITICAL', ['curl!', 'zlib'], { fixAvailable: 'PARTIAL' })];
    expect(failing(rule, { target })).toEqual(['CVE-1']);
    expect(failing(rule, { target, judgements: without('zlib') })).toEqual(['CVE-1']);
    expect(failing(rule, { target, judgements: without('curl') })).toEqual([]);
  });
});

describe('a judgement', () => {
  const target = [findingOf('CVE-1', 'CRITICAL', ['curl', 'zlib'])];

  it('lets a rule pass on what it takes out, as long as it holds', () => {
    expect(failing({}, { target, judgements: [judgementOf()] })).toEqual([]);
    const unnamed = [findingOf('CVE-1', 'CRITICAL')];
    expect(failing({}, { target: unnamed, judgements: [judgementOf()] })).toEqual([]);
    expect(failing({}, { target, judgements: [judgementOf({ state: 'in-work' })] })).toEqual([
      'CVE-1',
    ]);
    const over = judgementOf({ state: 'accepted', until: '2026-07-31' });
    expect(failing({}, { target, judgements: [over] })).toEqual(['CVE-1']);
  });

  it('need not take out a package that the target does not have any more', () => {
    const base = [findingOf('CVE-1', 'CRITICAL', ['curl', 'zlib'])];
    const now = [findingOf('CVE-1', 'CRITICAL', ['curl'])];
    const judgements = [judgementOf({ package: 'curl' })];
    expect(failing({ of: 'all' }, { base, target: now, judgements })).toEqual([]);
    expect(failing({ of: 'all' }, { base, target, judgements })).toEqual(['CVE-1']);
  });
});

describe('every gate', () => {
  const cases = fc.record({
    base: someFindings,
    target: someFindings,
    judgements: someJudgements,
  });

  it('gives each rule its outcome, and no failing row that its words do not fit', () => {
    fc.assert(
      fc.property(someRules, cases, (rules, given) => {
        const outcomes = evaluateGate(rules, judged(given));
        expect(outcomes.map(({ rule }) => rule)).toEqual(rules);
        for (const { rule, failing: rows } of outcomes) {
          for (const { suppressed, target, base } of rows) {
            expect(suppressed).toBe(false);
            const most = rankOf(rule.severity);
            expect(rankOf(present(target).severity)).toBeLessThanOrEqual(most);
            if (rule.of === 'new' && base) expect(rankOf(base.severity)).toBeGreaterThan(most);
            if (rule.fixAvailable) expect(['yes', 'partial']).toContain(target?.fix);
          }
        }
      }),
    );
  });

  it('passes about what is new when nothing has changed', () => {
    fc.assert(
      fc.property(someRules, someFindings, (rules, findings) => {
        const about = rules.map((rule) => ({ ...rule, of: 'new' as const }));
        const outcomes = evaluateGate(about, judged({ base: findings, target: findings }));
        expect(outcomes.every(({ passed }) => passed)).toBe(true);
      }),
    );
  });

  it('fails about all wherever it fails about what is new, and more with less severe ones', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), (given, fixAvailable) => {
        const ids = (rule: Partial<GateRule>) => failing({ fixAvailable, ...rule }, given);
        const all = ids({ of: 'all', severity: 'high' });
        expect(all).toEqual(expect.arrayContaining([...ids({ of: 'new', severity: 'high' })]));
        expect(ids({ of: 'all', severity: 'low' })).toEqual(expect.arrayContaining([...all]));
      }),
    );
  });
});

it('says a rule in words', () => {
  expect(describeRule(ruleOf({ fixAvailable: true }))).toBe(
    'Fails when a new vulnerability, or one that was less severe before, is critical and has a fix available.',
  );
  expect(describeRule(ruleOf({ of: 'all', severity: 'medium' }))).toBe(
    'Fails when any vulnerability of the build is medium, high or critical.',
  );
  expect(titleOfRule(ruleOf({ fixAvailable: true }))).toBe('No new critical with a fix available');
  expect(titleOfRule(ruleOf({ of: 'all', severity: 'high' }))).toBe('No high or worse');
});
