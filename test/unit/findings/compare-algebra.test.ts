import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cause, mirrorCause } from '@/lib/findings/cause';
import {
  compareFindings,
  type ChangeClass,
  type ClassCounts,
  type Comparison,
  type Shift,
} from '@/lib/findings/compare';
import type { VersionShift } from '@/lib/findings/versions';
import { manyFindings } from '../../support/many-findings';
import { pairsOf, plainOf, sides, type Side } from './sides';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

const classes: Readonly<Record<ChangeClass, ChangeClass>> = {
  new: 'fixed',
  fixed: 'new',
  persisting: 'persisting',
};
const shifts: Readonly<Record<Shift, Shift>> = { up: 'down', down: 'up', same: 'same' };
const versionShifts: Readonly<Record<VersionShift, VersionShift>> = {
  upgraded: 'downgraded',
  downgraded: 'upgraded',
  other: 'other',
  same: 'same',
};

function swap({ new: added, fixed, persisting }: ClassCounts): ClassCounts {
  return { new: fixed, fixed: added, persisting };
}

function count(all: readonly { readonly change: ChangeClass }[], change: ChangeClass): number {
  return all.filter((each) => each.change === change).length;
}

function order({ vulnerabilities }: Comparison): readonly string[] {
  return vulnerabilities.map(({ id }) => id);
}

/** The classes of vulnerabilities, and of their packages. */
function classesOf({ vulnerabilities }: Comparison) {
  return vulnerabilities.map(({ id, change, pairs }) => ({
    id,
    change,
    pairs: pairs.map((pair) => [pair.package, pair.arch, pair.change]),
  }));
}

/** What a comparison must be the other way round, but for what has no mirror image. */
function mirrorOf({ vulnerabilities, counts, base, target }: Comparison) {
  return {
    base: target,
    target: base,
    counts: { vulnerabilities: swap(counts.vulnerabilities), pairs: swap(counts.pairs) },
    vulnerabilities: vulnerabilities.map((each) => ({
      ...each,
      change: classes[each.change],
      base: each.target,
      target: each.base,
      severity: shifts[each.severity],
      score: shifts[each.score],
      fix: shifts[each.fix],
      upgradedStillVulnerable: each.pairs.some(({ version }) => version === 'downgraded'),
      pairs: each.pairs.map(({ cause, ...pair }) => ({
        ...pair,
        change: classes[pair.change],
        base: pair.target,
        target: pair.base,
        version: versionShifts[pair.version],
        fix: shifts[pair.fix],
        ...(cause && { cause: mirrorCause(cause) }),
      })),
    })),
  } as unknown as Comparison;
}

/** Two sides, the second of which is the first in another order and with more of the same. */
const shuffled = sides.chain((side) => {
  const doubled = fc
    .tuple(
      fc.shuffledSubarray([...side.findings], { minLength: side.findings.length }),
      fc.subarray([...side.findings]),
    )
    .chain(([all, twice]) =>
      fc.tuple(
        ...[...all, ...twice].map((finding) =>
          finding.packages
            ? fc
                .tuple(
                  fc.shuffledSubarray([...finding.packages], {
                    minLength: finding.packages.length,
                  }),
                  fc.subarray([...finding.packages]),
                )
                .map(([places, again]) => ({ ...finding, packages: [...places, ...again] }))
            : fc.constant(finding),
        ),
      ),
    );
  return fc.record({
    side: fc.constant(side),
    other: doubled.map((findings): Side => ({
      findings,
      ...(side.packages && { packages: [...side.packages.toReversed(), ...side.packages] }),
    })),
  });
});

describe('a comparison', () => {
  it('of a build with itself has nothing new, nothing fixed and nothing that differs', () => {
    fc.assert(
      fc.property(shuffled, ({ side, other }) => {
        const { counts, vulnerabilities, base } = compareFindings(side, other);
        expect(counts).toEqual({
          vulnerabilities: { new: 0, fixed: 0, persisting: base.vulnerabilities },
          pairs: { new: 0, fixed: 0, persisting: base.pairs },
        });
        for (const each of vulnerabilities) {
          expect([each.severity, each.score, each.fix]).toEqual(['same', 'same', 'same']);
          expect(each.upgradedStillVulnerable).toBe(false);
          for (const pair of each.pairs) expect([pair.version, pair.fix]).toEqual(['same', 'same']);
        }
      }),
    );
  });

  it('the other way round is its mirror image, with causes and versions', () => {
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const there = compareFindings(a, b);
        const back = compareFindings(b, a);
        expect(plainOf(back)).toEqual(plainOf(mirrorOf(there)));
      }),
    );
  });

  it('does not depend on the order of findings and packages, or on how often they are told', () => {
    fc.assert(
      fc.property(shuffled, sides, ({ side, other }, third) => {
        const plain = compareFindings(side, third);
        const again = compareFindings(other, third);
        expect(plainOf(again)).toEqual(plainOf(plain));
        expect(order(again)).toEqual(order(plain));
      }),
      { numRuns: 40 },
    );
  });

  it('never takes other severities, scores, versions or fixes for something new or fixed', () => {
    fc.assert(
      fc.property(sides, fc.infiniteStream(fc.nat(5)), (side, numbers) => {
        const next = () => numbers.next().value ?? 0;
        const words = ['CRITICAL', 'LOW', 'severe', 'Medium', 'UNTRIAGED', ''];
        const findings = side.findings.map((each) => ({
          ...each,
          severity: words[next()] ?? '',
          score: next(),
          fixAvailable: next() > 2 ? 'YES' : 'NO',
          packages: (each.packages ?? []).map((place) => ({
            ...place,
            version: String(next()),
            packageManager: String(next()),
          })),
        }));
        const { counts, base } = compareFindings(side, { ...side, findings });
        expect(counts.vulnerabilities).toEqual({
          new: 0,
          fixed: 0,
          persisting: base.vulnerabilities,
        });
        expect(counts.pairs).toEqual({ new: 0, fixed: 0, persisting: base.pairs });
      }),
    );
  });

  it('counts what its rows are', () => {
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const comparison = compareFindings(a, b);
        const { counts, base, target, vulnerabilities } = comparison;
        for (const change of ['new', 'fixed', 'persisting'] as const) {
          expect(counts.vulnerabilities[change]).toBe(count(vulnerabilities, change));
          expect(counts.pairs[change]).toBe(count(pairsOf(comparison), change));
        }
        for (const [unit, side, gone] of [
          ['vulnerabilities', base, 'fixed'],
          ['pairs', base, 'fixed'],
          ['vulnerabilities', target, 'new'],
          ['pairs', target, 'new'],
        ] as const) {
          expect(side[unit]).toBe(counts[unit].persisting + counts[unit][gone]);
        }
        for (const side of [base, target]) {
          const bySeverity = Object.values(side.severities).reduce((sum, each) => sum + each, 0);
          expect(bySeverity).toBe(side.vulnerabilities);
          expect(side.findings).toBeGreaterThanOrEqual(side.vulnerabilities);
        }
      }),
    );
  });

  it('has of some vulnerabilities the classes that they have among all', () => {
    fc.assert(
      fc.property(
        sides,
        sides,
        fc.subarray(['CVE-2026-1', 'CVE-2026-3', 'SNYK-1']),
        (a, b, ids) => {
          const some = (side: Side) => side.findings.filter(({ id }) => ids.includes(id));
          const before = classesOf(compareFindings({ findings: some(a) }, { findings: some(b) }));
          const after = classesOf(compareFindings(a, b)).filter(({ id }) => ids.includes(id));
          expect(before).toEqual(after);
        },
      ),
    );
  });

  it('of the severe ones alone would lose what became severe', () => {
    const { vulnerabilities } = compareFindings(
      { findings: [{ id: 'CVE-2026-1', severity: 'MEDIUM' }] },
      { findings: [{ id: 'CVE-2026-1', severity: 'HIGH' }] },
    );
    expect(vulnerabilities.map(({ change, severity }) => [change, severity])).toEqual([
      ['persisting', 'up'],
    ]);
  });

  it('is the same with lists of what is installed, but for the causes', () => {
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const plain = compareFindings({ findings: a.findings }, { findings: b.findings });
        const told = compareFindings(a, b);
        expect(classesOf(told)).toEqual(classesOf(plain));
        expect(told.counts).toEqual(plain.counts);
      }),
    );
  });

  it('has a pair as new or fixed with a cause, and in both builds without', () => {
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const whys: Readonly<Record<ChangeClass, readonly Cause['why'][]>> = {
          new: ['package-added', 'upgraded', 'downgraded', 'other-version', 'database', 'unknown'],
          fixed: [
            'package-removed',
            'upgraded',
            'downgraded',
            'other-version',
            'database',
            'unknown',
          ],
          persisting: [],
        };
        for (const vulnerability of compareFindings(a, b).vulnerabilities) {
          for (const { change, cause, base, target, elsewhere } of vulnerability.pairs) {
            expect([base !== undefined, target !== undefined]).toEqual([
              change !== 'new',
              change !== 'fixed',
            ]);
            if (cause) expect(whys[change]).toContain(cause.why);
            else expect(change).toBe('persisting');
            expect(elsewhere === true).toBe(
              change !== 'persisting' && vulnerability.change === 'persisting',
            );
          }
        }
      }),
    );
  });

  it('of two large builds has every one of them', () => {
    const a = manyFindings(300, 4, 0);
    const b = manyFindings(300, 4, 1);
    expect(manyFindings(300, 4, 1)).toEqual(b);
    const { counts, vulnerabilities } = compareFindings({ findings: a }, { findings: b });
    expect(counts).toEqual({
      vulnerabilities: { new: 30, fixed: 30, persisting: 270 },
      pairs: { new: 120, fixed: 120, persisting: 1080 },
    });
    expect(vulnerabilities.some((each) => each.upgradedStillVulnerable)).toBe(true);
    expect(vulnerabilities.some(({ severity }) => severity !== 'same')).toBe(true);
  });
});
