import type { Package } from '../builds/build';
import { versionShift, type VersionShift } from './versions';
import { compareTexts, type Pair, type Vulnerability } from './vulnerability';

/** Why a vulnerability of a package is new, or fixed. */
export type Cause =
  | {
      readonly why: 'package-added' | 'package-removed';
      readonly known: 'inventory';
    }
  | {
      readonly why: 'upgraded' | 'downgraded' | 'other-version';
      /** The versions before and after, as texts to show. */
      readonly from: string;
      readonly to: string;
      readonly known: Knowledge;
    }
  /** The version is the same: what changed is what is known of it. */
  | { readonly why: 'database'; readonly known: Knowledge }
  | { readonly why: 'unknown' };

/** By the list of what is installed, or only by what other findings tell. */
export type Knowledge = 'inventory' | 'findings';

/** The versions of the packages of a build, by name. */
export interface PackageTable {
  readonly installed: ReadonlyMap<string, readonly string[]>;
  readonly found: ReadonlyMap<string, readonly string[]>;
}

/** Puts what is known of the packages of a build together. */
export function packageTable(
  vulnerabilities: ReadonlyMap<string, Vulnerability>,
  packages: readonly Package[] = [],
): PackageTable {
  const installed = new Map<string, Set<string>>();
  for (const { name, version } of packages) add(installed, name, version ?? '');
  const found = new Map<string, Set<string>>();
  for (const { pairs } of vulnerabilities.values()) {
    for (const pair of pairs) {
      for (const version of pair.versions) add(found, pair.package, version);
    }
  }
  return { installed: sorted(installed), found: sorted(found) };
}

function add(table: Map<string, Set<string>>, name: string, version: string): void {
  const own = table.get(name);
  if (own) own.add(version);
  else table.set(name, new Set([version]));
}

function sorted(
  table: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...table].map(([name, own]) => [name, [...own].toSorted(compareTexts)]));
}

/**
 * Why a pair is in the second of two builds and not in the first. The list of what is installed
 * knows only what the package manager of the operating system installed: of other packages, such
 * as Python's, other findings may tell.
 */
export function causeOf(
  pair: Pair,
  [before, after]: readonly [before: PackageTable, after: PackageTable],
): Cause {
  const now = after.installed.get(pair.package);
  if (now && before.installed.size > 0) {
    const earlier = before.installed.get(pair.package);
    if (!earlier) return { why: 'package-added', known: 'inventory' };
    return changeOf(earlier, now, 'inventory');
  }
  const earlier = before.found.get(pair.package);
  const present = after.found.get(pair.package);
  return earlier && present ? changeOf(earlier, present, 'findings') : { why: 'unknown' };
}

function changeOf(before: readonly string[], after: readonly string[], known: Knowledge): Cause {
  const shift = versionShift(before, after);
  if (shift === 'same') return { why: 'database', known };
  return { why: whyOf(shift), from: before.join(', '), to: after.join(', '), known };
}

function whyOf(shift: Exclude<VersionShift, 'same'>) {
  return shift === 'other' ? 'other-version' : shift;
}

/** What a cause is the other way round. */
export function mirrorCause(cause: Cause): Cause {
  switch (cause.why) {
    case 'package-added':
      return { ...cause, why: 'package-removed' };
    case 'package-removed':
      return { ...cause, why: 'package-added' };
    case 'upgraded':
      return { ...cause, why: 'downgraded', from: cause.to, to: cause.from };
    case 'downgraded':
      return { ...cause, why: 'upgraded', from: cause.to, to: cause.from };
    case 'other-version':
      return { ...cause, from: cause.to, to: cause.from };
    default:
      return cause;
  }
}
