import type { Package } from '../builds/build';
import { causeOf, mirrorCause, packageTable, type Cause, type PackageTable } from './cause';
import type { Finding } from './finding';
import { countSeverities, rankOf, type Severity, type SeverityCounts } from './severity';
import { versionShift, type VersionShift } from './versions';
import {
  comparePairs,
  compareTexts,
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
  readonly findings: Iterable<Finding>;
  /** What is installed, where AWS keeps a list. */
  readonly packages?: readonly Package[] | undefined;
}

/**
 * Compares the findings of two builds, by vulnerability and, below that, by package name and
 * architecture. All of them: what is left out by a filter is left out of what this gives, as the
 * class of a row would be another without the rows beside it. A against A has nothing new and
 * nothing fixed, and B against A mirrors A against B.
 */
export function compareFindings(base: ComparedSide, target: ComparedSide): Comparison {
  const before = vulnerabilitiesOf(base.findings);
  const after = vulnerabilitiesOf(target.findings);
  const tables = [
    packageTable(before, base.packages),
    packageTable(after, target.packages),
  ] as const;
  const changes: VulnerabilityChange[] = [];
  const vulnerabilities = noChanges();
  const pairs = noChanges();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const change = compareVulnerability(id, before.get(id), after.get(id), tables);
    vulnerabilities[change.change] += 1;
    for (const pair of change.pairs) pairs[pair.change] += 1;
    changes.push(change);
  }
  return {
    vulnerabilities: changes.toSorted(compareChanges),
    counts: { vulnerabilities, pairs },
    base: totalsOf(before),
    target: totalsOf(after),
  };
}

function noChanges(): Record<ChangeClass, number> {
  return { new: 0, fixed: 0, persisting: 0 };
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
  id: string,
  base: Vulnerability | undefined,
  target: Vulnerability | undefined,
  tables: Tables,
): VulnerabilityChange {
  const both = base && target;
  const pairs = matchPairs(base?.pairs ?? [], target?.pairs ?? [], tables, both !== undefined);
  return {
    change: classOf(base, target),
    id,
    ...(base && { base }),
    ...(target && { target }),
    severity: both ? shiftOf(rankOf(base.severity) - rankOf(target.severity)) : 'same',
    score: both ? shiftOf((target.score ?? -1) - (base.score ?? -1)) : 'same',
    fix: both ? fixShift(base.fix, target.fix) : 'same',
    upgradedStillVulnerable: pairs.some(({ version }) => version === 'upgraded'),
    pairs,
  };
}

/** Both sides have their pairs in the same order, so that one pass finds which belong together. */
function matchPairs(
  base: readonly Pair[],
  target: readonly Pair[],
  tables: Tables,
  inBoth: boolean,
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
      changes.push(fixedPair(before, tables, inBoth));
    } else if (after && (!before || order > 0)) {
      right += 1;
      changes.push(newPair(after, tables, inBoth));
    } else if (before && after) {
      left += 1;
      right += 1;
      changes.push(persistingPair(before, after));
    } else return changes;
  }
}

function newPair(target: Pair, [before, after]: Tables, inBoth: boolean): PairChange {
  return {
    ...namesOf(target),
    ...unshifted,
    change: 'new',
    target,
    cause: causeOf(target, [before, after]),
    ...(inBoth && { elsewhere: true }),
  };
}

/** What was fixed is what would be new the other way round. */
function fixedPair(base: Pair, [before, after]: Tables, inBoth: boolean): PairChange {
  return {
    ...namesOf(base),
    ...unshifted,
    change: 'fixed',
    base,
    cause: mirrorCause(causeOf(base, [after, before])),
    ...(inBoth && { elsewhere: true }),
  };
}

function persistingPair(base: Pair, target: Pair): PairChange {
  return {
    change: 'persisting',
    vulnerability: target.vulnerability,
    package: target.package,
    arch: target.arch,
    base,
    target,
    version: versionShift(base.versions, target.versions),
    fix: fixShift(base.fix, target.fix),
  };
}

const unshifted = { version: 'same', fix: 'same' } as const;

function namesOf({ vulnerability, package: name, arch }: Pair) {
  return { vulnerability, package: name, arch };
}

function classOf(base: unknown, target: unknown): ChangeClass {
  if (base === undefined) return 'new';
  return target === undefined ? 'fixed' : 'persisting';
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
function compareChanges(a: VulnerabilityChange, b: VulnerabilityChange): number {
  return (
    rankOf(severityOfChange(a)) - rankOf(severityOfChange(b)) ||
    scoreOf(b) - scoreOf(a) ||
    compareTexts(a.id, b.id)
  );
}

function scoreOf({ base, target }: VulnerabilityChange): number {
  return (target ?? base)?.score ?? -1;
}
