import type { Package } from '../builds/build';
import { causeOf, mirrorCause, packageTable, type Cause, type PackageTable } from './cause';
import type { Finding } from './finding';
import { countSeverities, rankOf, type Severity, type SeverityCounts } from './severity';
import { versionShift, type VersionShift } from './versions';
import {
  comparePairs,
  compareTexts,
  haveSameVersion,
  versionsOf,
  vulnerabilitiesOf,
  type Fix,
  type Pair,
  type Vulnerability,
} from './vulnerability';

/** What became of something between two builds. A change of severity or version is neither of the first two. */
export const changeClasses = ['new', 'fixed', 'persisting'] as const;

export type ChangeClass = (typeof changeClasses)[number];

/** How something in both builds differs in the second. */
export type Shift = 'up' | 'down' | 'same';

/** One package of a vulnerability, in the two builds. */
export interface PairChange {
  readonly change: ChangeClass;
  readonly vulnerability: string;
  readonly package: string;
  readonly arch: string;
  /** At least one of them is there. */
  readonly base?: Pair;
  readonly target?: Pair;
  /** Of what is in both; else `same`. */
  readonly version: VersionShift;
  readonly fix: Shift;
  /** Why it is new or fixed. */
  readonly cause?: Cause;
  /** Whether the vulnerability itself is in both builds, in another package. */
  readonly elsewhere?: true;
}

/** One vulnerability, in the two builds. */
export interface VulnerabilityChange {
  readonly change: ChangeClass;
  readonly id: string;
  readonly base?: Vulnerability;
  readonly target?: Vulnerability;
  /** Up is worse. */
  readonly severity: Shift;
  readonly score: Shift;
  /** Up is a fix that there was not before. */
  readonly fix: Shift;
  /** Whether a package of it has another version, and is still vulnerable. */
  readonly upgradedStillVulnerable: boolean;
  readonly pairs: readonly PairChange[];
}

export type ClassCounts = Readonly<Record<ChangeClass, number>>;

/** What one build has. The three numbers are of different things, and are told with their units. */
export interface SideTotals {
  /** As AWS lists them; the same one once. */
  readonly findings: number;
  readonly vulnerabilities: number;
  /** Of a vulnerability and a package. */
  readonly pairs: number;
  /** Of vulnerabilities. */
  readonly severities: SeverityCounts;
}

/** What differs between the findings of two builds. */
export interface Comparison {
  /** The worst first. */
  readonly vulnerabilities: readonly VulnerabilityChange[];
  readonly counts: { readonly vulnerabilities: ClassCounts; readonly pairs: ClassCounts };
  readonly base: SideTotals;
  readonly target: SideTotals;
}

/** What of a build is compared. */
export interface ComparedSide {
  /** By their id. */
  readonly vulnerabilities: ReadonlyMap<string, Vulnerability>;
  /** What is installed, where AWS keeps a list. */
  readonly packages?: readonly Package[] | undefined;
}

/** The same of a build whose findings were not put together yet. */
export type FoundSide = Omit<ComparedSide, 'vulnerabilities'> & {
  readonly findings: Iterable<Finding>;
};

/** Compares the findings of two builds as `compareVulnerabilities` does. */
export function compareFindings(base: FoundSide, target: FoundSide): Comparison {
  return compareVulnerabilities(
    { ...base, vulnerabilities: vulnerabilitiesOf(base.findings) },
    { ...target, vulnerabilities: vulnerabilitiesOf(target.findings) },
  );
}

/**
 * Compares two builds by vulnerability and, below that, by package name and architecture. All of
 * them: what is left out by a filter is left out of what this gives, as the class of a row would be
 * another without the rows beside it. A against A has nothing new and nothing fixed, and B against
 * A mirrors A against B.
 */
export function compareVulnerabilities(base: ComparedSide, target: ComparedSide): Comparison {
  const before = base.vulnerabilities;
  const after = target.vulnerabilities;
  const tables = [
    packageTable(before.values(), base.packages),
    packageTable(after.values(), target.packages),
  ] as const;
  const changes: VulnerabilityChange[] = [];
  for (const vulnerability of before.values()) {
    changes.push(compareVulnerability(vulnerability, after.get(vulnerability.id), tables));
  }
  for (const vulnerability of after.values()) {
    if (!before.has(vulnerability.id)) changes.push(newVulnerability(vulnerability, tables));
  }
  const vulnerabilities = noChanges();
  const pairs = noChanges();
  for (const change of changes) {
    vulnerabilities[change.change] += 1;
    for (const pair of change.pairs) pairs[pair.change] += 1;
  }
  return {
    vulnerabilities: sortChanges(changes),
    counts: { vulnerabilities, pairs },
    base: totalsOf(before),
    target: totalsOf(after),
  };
}

/** Counts of nothing, to be counted up. */
export function noChanges(): Record<ChangeClass, number> {
  return { new: 0, fixed: 0, persisting: 0 };
}

/** How many there are of all classes. */
export function sumClasses(counts: ClassCounts): number {
  return counts.new + counts.fixed + counts.persisting;
}

function totalsOf(side: ReadonlyMap<string, Vulnerability>): SideTotals {
  let findings = 0;
  let pairs = 0;
  for (const each of side.values()) {
    findings += each.findings;
    pairs += each.pairs.length;
  }
  return {
    findings,
    vulnerabilities: side.size,
    pairs,
    severities: countSeverities(side.values()),
  };
}

type Tables = readonly [base: PackageTable, target: PackageTable];

function compareVulnerability(
  base: Vulnerability,
  target: Vulnerability | undefined,
  tables: Tables,
): VulnerabilityChange {
  if (!target) {
    const pairs = base.pairs.map((pair) => fixedPair(pair, tables, false));
    return { change: 'fixed', id: base.id, base, ...unshifted, pairs };
  }
  const pairs = matchPairs(base.pairs, target.pairs, tables);
  return {
    change: 'persisting',
    id: target.id,
    base,
    target,
    severity: shiftOf(rankOf(base.severity) - rankOf(target.severity)),
    score: shiftOf((target.score ?? -1) - (base.score ?? -1)),
    fix: fixShift(base.fix, target.fix),
    upgradedStillVulnerable: pairs.some(({ version }) => version === 'upgraded'),
    pairs,
  };
}

function newVulnerability(target: Vulnerability, tables: Tables): VulnerabilityChange {
  const pairs = target.pairs.map((pair) => newPair(pair, tables, false));
  return { change: 'new', id: target.id, target, ...unshifted, pairs };
}

const unshifted = {
  severity: 'same',
  score: 'same',
  fix: 'same',
  upgradedStillVulnerable: false,
} as const;

/** Both sides have their pairs in the same order, so that one pass finds which belong together. */
function matchPairs(
  base: readonly Pair[],
  target: readonly Pair[],
  tables: Tables,
): readonly PairChange[] {
  const changes: PairChange[] = [];
  let left = 0;
  let right = 0;
  for (;;) {
    const before = base[left];
    const after = target[right];
    const order = before && after ? comparePairs(before, after) : 0;
    if (before && (!after || order < 0)) {
      left += 1;
      changes.push(fixedPair(before, tables, true));
    } else if (after && (!before || order > 0)) {
      right += 1;
      changes.push(newPair(after, tables, true));
    } else if (before && after) {
      left += 1;
      right += 1;
      changes.push(persistingPair(before, after));
    } else return changes;
  }
}

function newPair(target: Pair, [before, after]: Tables, elsewhere: boolean): PairChange {
  return onOneSide('new', target, causeOf(target, [before, after]), elsewhere);
}

/** What was fixed is what would be new the other way round. */
function fixedPair(base: Pair, [before, after]: Tables, elsewhere: boolean): PairChange {
  return onOneSide('fixed', base, mirrorCause(causeOf(base, [after, before])), elsewhere);
}

function onOneSide(
  change: 'new' | 'fixed',
  pair: Pair,
  cause: Cause,
  elsewhere: boolean,
): PairChange {
  const facts = {
    change,
    vulnerability: pair.vulnerability,
    package: pair.package,
    arch: pair.arch,
    version: 'same',
    fix: 'same',
    cause,
    [change === 'new' ? 'target' : 'base']: pair,
  } as const;
  return elsewhere ? { ...facts, elsewhere } : facts;
}

function persistingPair(base: Pair, target: Pair): PairChange {
  return {
    change: 'persisting',
    vulnerability: target.vulnerability,
    package: target.package,
    arch: target.arch,
    base,
    target,
    version: shiftOfVersions(base, target),
    fix: fixShift(base.fix, target.fix),
  };
}

function shiftOfVersions(base: Pair, target: Pair): VersionShift {
  const [before] = base.packages;
  const [after] = target.packages;
  // Nearly all are installed once, and in the same version: no texts are made for that.
  if (base.packages.length === 1 && target.packages.length === 1 && before && after) {
    if (haveSameVersion(before, after)) return 'same';
  }
  return versionShift(versionsOf(base), versionsOf(target));
}

function shiftOf(difference: number): Shift {
  if (difference === 0) return 'same';
  return difference > 0 ? 'up' : 'down';
}

const fixRanks: Readonly<Record<Fix, number>> = { no: 0, unknown: 0, partial: 1, yes: 2 };

function fixShift(base: Fix, target: Fix): Shift {
  return shiftOf(fixRanks[target] - fixRanks[base]);
}

/** The severity of a vulnerability as it is now, or was when it is fixed. */
export function severityOfChange({ base, target }: VulnerabilityChange): Severity {
  return (target ?? base)?.severity ?? 'unknown';
}

/** The worst first, then by score, then by id. */
function sortChanges(changes: readonly VulnerabilityChange[]): readonly VulnerabilityChange[] {
  return changes
    .map((change) => {
      const { severity = 'unknown', score = -1 } = change.target ?? change.base ?? {};
      return { change, rank: rankOf(severity), score };
    })
    .toSorted(
      (a, b) => a.rank - b.rank || b.score - a.score || compareTexts(a.change.id, b.change.id),
    )
    .map(({ change }) => change);
}
