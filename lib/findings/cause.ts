import type { Package } from '../builds/build';
import type { VulnerablePackage } from './finding';
import { versionShift } from './versions';
import {
  compareTexts,
  haveSameVersion,
  versionsAt,
  versionsOf,
  type Pair,
  type Vulnerability,
} from './vulnerability';

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

/** The versions of the packages of a build, by their names. */
export interface PackageTable {
  /** Of the list of what is installed; empty where AWS keeps none. */
  readonly installed: ReadonlyMap<string, readonly string[]>;
  /** The versions in which something was found. */
  readonly foundOf: (name: string) => readonly string[];
}

/** Puts what is known of the packages of a build together. */
export function packageTable(
  vulnerabilities: Iterable<Vulnerability>,
  packages: readonly Package[] = [],
): PackageTable {
  // Only what differs is asked for, which is nothing in most comparisons of large builds.
  let places: ReadonlyMap<string, readonly VulnerablePackage[]> | undefined;
  const found = new Map<string, readonly string[]>();
  return {
    installed: versionsByName(packages),
    foundOf(name) {
      places ??= placesByName(vulnerabilities);
      const versions = found.get(name) ?? versionsAt(places.get(name) ?? []);
      found.set(name, versions);
      return versions;
    },
  };
}

/** Of each name, without those that have the version of the one before. */
function placesByName(
  vulnerabilities: Iterable<Vulnerability>,
): ReadonlyMap<string, readonly VulnerablePackage[]> {
  const byName = new Map<string, VulnerablePackage[]>();
  for (const { pairs } of vulnerabilities) {
    for (const { package: name, packages } of pairs) {
      for (const place of packages) {
        const own = byName.get(name);
        const last = own?.at(-1);
        if (!own) byName.set(name, [place]);
        else if (!last || !haveSameVersion(last, place)) own.push(place);
      }
    }
  }
  return byName;
}

/** The versions of packages by their names, each once, in order; none where AWS tells none. */
export function versionsByName(
  packages: readonly Package[],
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { name, version } of packages) {
    const own = byName.get(name);
    if (!own) byName.set(name, version === undefined ? [] : [version]);
    else if (version !== undefined && !own.includes(version)) own.push(version);
  }
  for (const own of byName.values()) own.sort(compareTexts);
  return byName;
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
  const now = ofSystem(pair) ? after.installed.get(pair.package) : undefined;
  if (now && before.installed.size > 0) {
    const earlier = before.installed.get(pair.package);
    if (!earlier) return { why: 'package-added', known: 'inventory' };
    return changeOf(earlier, now, now, 'inventory');
  }
  const earlier = before.foundOf(pair.package);
  const present = after.foundOf(pair.package);
  return changeOf(earlier, present, versionsOf(pair), 'findings');
}

/**
 * Whether the package manager of the operating system may have installed it. A package that was
 * found in a file is another one, even if it has the same name. Source: real records of Amazon
 * Inspector, where only packages of languages have paths.
 */
function ofSystem({ packages }: Pair): boolean {
  return packages.length === 0 || packages.some(({ filePath }) => filePath === undefined);
}

/** `vulnerable` are the versions of `after` that the change is about. */
function changeOf(
  before: readonly string[],
  after: readonly string[],
  vulnerable: readonly string[],
  known: Knowledge,
): Cause {
  if (before.length === 0 || vulnerable.length === 0) return { why: 'unknown' };
  if (vulnerable.every((version) => before.includes(version))) return { why: 'database', known };
  const shift = versionShift(before, after);
  const why = shift === 'upgraded' || shift === 'downgraded' ? shift : 'other-version';
  return { why, from: before.join(', '), to: after.join(', '), known };
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

/** Why a package of a vulnerability is new or fixed, in a few words; nothing when it is neither. */
export function describeCause({
  cause,
  elsewhere,
}: {
  readonly cause?: Cause;
  readonly elsewhere?: true;
}): string | undefined {
  if (!cause) return undefined;
  const source = 'known' in cause && cause.known === 'findings' ? ', as other findings tell' : '';
  const still = elsewhere ? '; the vulnerability is in both builds' : '';
  return `${wordsOf(cause)}${source}${still}`;
}

function wordsOf(cause: Cause): string {
  switch (cause.why) {
    case 'package-added':
      return 'Package added';
    case 'package-removed':
      return 'Package removed';
    case 'upgraded':
      return `Upgraded from ${cause.from} to ${cause.to}`;
    case 'downgraded':
      return `Downgraded from ${cause.from} to ${cause.to}`;
    case 'other-version':
      return `Version changed from ${cause.from} to ${cause.to}`;
    case 'database':
      return 'Same version, other vulnerability database';
    case 'unknown':
      return 'Not known';
  }
}
