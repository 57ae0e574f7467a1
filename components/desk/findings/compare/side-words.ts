import type { ScanHead } from '../../../../lib/findings/scan';
import type { SideTotals } from '../../../../lib/findings/compare';
import {
  packageChanges,
  type PackageChange,
  type PackageComparison,
} from '../../../../lib/findings/compare-packages';
import type { JudgedVulnerability } from '../../../../lib/findings/judged';
import { nameOfSeverity, severities, type SeverityCounts } from '../../../../lib/findings/severity';
import { differenceNames } from '../../../../lib/findings/view-words';
import { countOf, formatNumber } from '../../../../lib/words';
import type { SideName } from './compare-model';
import type { SideReading } from './side-model';

/** What the two builds are called. */
export const sideTitles: Readonly<Record<SideName, string>> = { base: 'Base', target: 'Target' };

/** What a build has, in three numbers of different things: `2 findings, 2 CVEs, 5 pairs of …`. */
export function describeTotals({ findings, vulnerabilities, pairs }: SideTotals): string {
  return `${countOf(findings, 'finding')}, ${countOf(vulnerabilities, 'CVE')}, ${describePairs(pairs)}`;
}

/** A number of pairs, with what they are pairs of. */
export function describePairs(count: number): string {
  return `${countOf(count, 'pair')} of CVE and package`;
}

/** Counts by severity in one line, without those of which there are none: `1 critical, 2 low`. */
export function describeSeverities(counts: SeverityCounts): string {
  const parts = severities.flatMap((each) =>
    counts[each] === 0 ? [] : `${formatNumber(counts[each])} ${nameOfSeverity(each).toLowerCase()}`,
  );
  return parts.join(', ');
}

/** How much is here of what AWS counts, in percent. */
export function progressOf({ received, head }: SideReading): number {
  const all = head?.counts?.all ?? 0;
  return all === 0 ? 0 : Math.min(100, (100 * received) / all);
}

/** That AWS gave another number of findings than it counts; nothing when the two agree. */
export function describeDifference(
  label: string,
  { counts, received, state }: Pick<ScanHead, 'counts' | 'received' | 'state'>,
): string | undefined {
  if (state !== 'complete' || !counts || counts.all === received) return undefined;
  return `AWS counts ${countOf(counts.all, 'finding')} of ${label} and gave ${formatNumber(received)}. What it gave is compared.`;
}

/** What differs in vulnerabilities that are in both builds; empty when nothing does. */
export function describeMoved(vulnerabilities: readonly JudgedVulnerability[]): string {
  let [upgraded, up, down] = [0, 0, 0];
  for (const each of vulnerabilities) {
    if (each.suppressed) continue;
    if (each.upgradedStillVulnerable) upgraded += 1;
    if (each.severity === 'up') up += 1;
    if (each.severity === 'down') down += 1;
  }
  const parts = [
    upgraded > 0 && `${formatNumber(upgraded)} ${differenceNames.upgraded.toLowerCase()}`,
    up > 0 && `${formatNumber(up)} more severe than before`,
    down > 0 && `${formatNumber(down)} less severe than before`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

/** What became of packages, in words. */
export const packageWords: Readonly<Record<PackageChange['change'], string>> = {
  added: 'added',
  removed: 'removed',
  upgraded: 'upgraded',
  downgraded: 'downgraded',
  other: 'with another version',
};

/** How many packages differ, in a line: `Packages: 2 added, 12 upgraded, 340 the same`. */
export function describePackageCounts(counts: PackageComparison['counts']): string {
  const parts = packageChanges.flatMap((each) =>
    counts[each] === 0 ? [] : `${formatNumber(counts[each])} ${packageWords[each]}`,
  );
  return `Packages: ${[...parts, `${formatNumber(counts.same)} the same`].join(', ')}`;
}
