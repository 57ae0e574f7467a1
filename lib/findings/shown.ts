import { noChanges, type ChangeClass, type ClassCounts } from './compare';
import type { JudgedComparison, JudgedCounts, JudgedPair, JudgedVulnerability } from './judged';
import { packageGroup } from './package-group';
import { fitsOf } from './view-filter';
import { sortVulnerabilities } from './view-sort';
import { factsOfComparison, type PairFacts } from './view-facts';
import type { Show } from './view';
import { compareTexts } from './vulnerability';

/** The vulnerabilities of one package, each with the pairs of that package alone. */
export interface PackageGroup {
  /** Empty where AWS names no package. */
  readonly name: string;
  readonly vulnerabilities: readonly JudgedVulnerability[];
  /** Of its pairs. */
  readonly counts: ClassCounts;
}

/** What is shown of a comparison. */
export interface Shown {
  /** With those of their pairs that are shown; what they say of themselves stays as it is. */
  readonly vulnerabilities: readonly JudgedVulnerability[];
  /** The same by package; empty unless they are grouped by it. */
  readonly packages: readonly PackageGroup[];
  /** How many are shown. */
  readonly counts: { readonly vulnerabilities: ClassCounts; readonly pairs: ClassCounts };
  /** How many fit the filters, of all classes, whether or not suppressed ones are shown. */
  readonly fitting: { readonly vulnerabilities: JudgedCounts; readonly pairs: JudgedCounts };
}

/**
 * What of a comparison is shown. By vulnerability, the class of a row is that of the vulnerability;
 * by package, that of the pair.
 */
export function shownOf(judged: JudgedComparison, show: Show): Shown {
  const fits = fitsOf(judged, show);
  const classes = new Set<ChangeClass>(show.classes);
  const isShown = (change: ChangeClass) => classes.size === 0 || classes.has(change);
  const fitting = { vulnerabilities: noJudged(), pairs: noJudged() };
  const counts = { vulnerabilities: noChanges(), pairs: noChanges() };
  const vulnerabilities: JudgedVulnerability[] = [];
  const byPackage = show.group === 'package';
  for (const facts of sortVulnerabilities(judged, factsOfComparison(judged), show.sort)) {
    const fit = fits(facts);
    if (!fit) continue;
    const { vulnerability } = facts;
    const suppressed = isSuppressed(vulnerability, fit);
    count(fitting.vulnerabilities, vulnerability.change, suppressed);
    for (const { pair } of fit) {
      if (pair) count(fitting.pairs, pair.change, pair.suppressed);
      // What AWS names no package of is in its place when packages are counted.
      else if (byPackage) count(fitting.pairs, vulnerability.change, suppressed);
    }
    if (suppressed && !show.suppressed) continue;
    if (!byPackage && !isShown(vulnerability.change)) continue;
    const pairs: JudgedPair[] = [];
    for (const { pair } of fit) {
      if (!pair || (pair.suppressed && !show.suppressed)) continue;
      if (!byPackage || isShown(pair.change)) pairs.push(pair);
    }
    const named = vulnerability.pairs.length > 0;
    if (named ? pairs.length === 0 : byPackage && !isShown(vulnerability.change)) continue;
    counts.vulnerabilities[vulnerability.change] += 1;
    for (const pair of pairs) counts.pairs[pair.change] += 1;
    if (!named && byPackage) counts.pairs[vulnerability.change] += 1;
    const whole = pairs.length === vulnerability.pairs.length;
    vulnerabilities.push(whole ? vulnerability : { ...vulnerability, pairs });
  }
  const packages = byPackage ? packageGroups(vulnerabilities, show.sort) : [];
  return { vulnerabilities, packages, counts, fitting };
}

/** Whether nothing of it counts, of those of its pairs that fit. */
function isSuppressed(vulnerability: JudgedVulnerability, fit: readonly PairFacts[]): boolean {
  if (vulnerability.pairs.length === 0) return vulnerability.suppressed;
  return fit.every(({ pair }) => pair?.suppressed);
}

/** By package, in the order in which they come, unless it is that of their names. */
function packageGroups(
  vulnerabilities: readonly JudgedVulnerability[],
  { by, descending }: Show['sort'],
): readonly PackageGroup[] {
  const groups = new Map<
    string,
    { counts: Record<ChangeClass, number>; vulnerabilities: JudgedVulnerability[] }
  >();
  for (const vulnerability of vulnerabilities) {
    for (const [name, pairs] of pairsByPackage(vulnerability)) {
      let group = groups.get(name);
      if (!group) {
        group = { counts: noChanges(), vulnerabilities: [] };
        groups.set(name, group);
      }
      const whole = pairs.length === vulnerability.pairs.length;
      group.vulnerabilities.push(whole ? vulnerability : { ...vulnerability, pairs });
      if (pairs.length === 0) group.counts[vulnerability.change] += 1;
      for (const { change } of pairs) group.counts[change] += 1;
    }
  }
  const all = [...groups].map(([name, group]) => ({ name, ...group }));
  if (by !== 'package') return all;
  const ways = descending ? -1 : 1;
  return all.toSorted((a, b) => ways * compareTexts(a.name, b.name));
}

function pairsByPackage({ pairs }: JudgedVulnerability): ReadonlyMap<string, JudgedPair[]> {
  const byName = new Map<string, JudgedPair[]>();
  if (pairs.length === 0) byName.set('', []);
  for (const pair of pairs) {
    const name = packageGroup(pair.package);
    const own = byName.get(name);
    if (own) own.push(pair);
    else byName.set(name, [pair]);
  }
  return byName;
}

function noJudged(): {
  counted: Record<ChangeClass, number>;
  suppressed: Record<ChangeClass, number>;
} {
  return { counted: noChanges(), suppressed: noChanges() };
}

function count(counts: ReturnType<typeof noJudged>, change: ChangeClass, suppressed: boolean) {
  counts[suppressed ? 'suppressed' : 'counted'][change] += 1;
}
