import type { Package } from './build';

/** Packages whose names begin alike. */
export interface PackageGroup {
  /** How they begin, in lower case; a name that is no longer than that ends with `$`. */
  readonly label: string;
  readonly packages: readonly Package[];
}

/** As many as a person looks through at once. */
const most = 40;

/**
 * Packages by how their names begin, in the order of the alphabet: by one letter, and by more where
 * there are too many for one. Each package is in one group.
 */
export function packageGroups(packages: readonly Package[]): readonly PackageGroup[] {
  const { compare } = new Intl.Collator();
  return split(packages, 1)
    .map((group) => ({
      ...group,
      packages: group.packages.toSorted((a, b) => compare(a.name, b.name)),
    }))
    .toSorted((a, b) => compare(a.label, b.label));
}

function split(packages: readonly Package[], length: number): readonly PackageGroup[] {
  const groups = new Map<string, Package[]>();
  for (const each of packages) {
    const name = Array.from(each.name.toLowerCase());
    const label = name.length < length ? `${name.join('')}$` : name.slice(0, length).join('');
    const group = groups.get(label);
    if (group) group.push(each);
    else groups.set(label, [each]);
  }
  return [...groups].flatMap(([label, members]) =>
    members.length > most && !label.endsWith('$')
      ? split(members, length + 1)
      : [{ label, packages: members }],
  );
}
