import type { Package } from '../builds/build';
import { versionsByName } from './cause';
import { versionShift } from './versions';
import { compareTexts } from './vulnerability';

/** What became of an installed package; `other` when nobody can say which version is newer. */
export const packageChanges = ['added', 'removed', 'upgraded', 'downgraded', 'other'] as const;

/** A package that is not the same in two builds. */
export interface PackageChange {
  readonly change: (typeof packageChanges)[number];
  readonly name: string;
  /** The versions that are installed, each once; empty when it is not, or when AWS tells none. */
  readonly base: readonly string[];
  readonly target: readonly string[];
}

/** What differs between what is installed in two builds. */
export interface PackageComparison {
  /** In the order of their names. */
  readonly changes: readonly PackageChange[];
  /** Of names of packages. */
  readonly counts: Readonly<Record<PackageChange['change'] | 'same', number>>;
}

/** Compares what is installed in two builds, by the names of packages. */
export function comparePackages(
  base: readonly Package[],
  target: readonly Package[],
): PackageComparison {
  const before = versionsByName(base);
  const after = versionsByName(target);
  const counts = { added: 0, removed: 0, upgraded: 0, downgraded: 0, other: 0, same: 0 };
  const changes: PackageChange[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const change = changeOf(before.get(name), after.get(name));
    counts[change] += 1;
    if (change === 'same') continue;
    changes.push({
      change,
      name,
      base: before.get(name) ?? [],
      target: after.get(name) ?? [],
    });
  }
  return { changes: changes.toSorted((a, b) => compareTexts(a.name, b.name)), counts };
}

function changeOf(
  base: readonly string[] | undefined,
  target: readonly string[] | undefined,
): keyof PackageComparison['counts'] {
  if (!base) return 'added';
  return target ? versionShift(base, target) : 'removed';
}
