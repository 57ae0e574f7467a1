import { formatNumber } from '../../words';
import { severityOfChange } from '../compare';
import type { ComparisonReport, ReportSide } from '../report';
import { countClasses } from '../judged';
import { countSeverities, nameOfSeverity, shownSeverities } from '../severity';
import { classNames } from '../view-words';
import { isoText } from '../iso-text';
import { countsOf } from './rows';
import { countText } from './words';

/** A table as texts: what its columns are called, and its lines. */
export interface TextTable {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

const pairsName = 'Pairs of a vulnerability and a package';

/** What is known of the two builds, with the three numbers of each; lines that say nothing left out. */
export function buildTable({ base, target }: ComparisonReport): TextTable {
  const lines: readonly (readonly [string, (side: ReportSide) => string | undefined])[] = [
    ['Build', ({ label }) => label],
    ['ARN', ({ build }) => build],
    ['Operating system', ({ head }) => head?.build.osVersion ?? head?.build.platform],
    ['Created', ({ head }) => isoText(head?.build.createdAt)],
    ['Findings', ({ totals }) => formatNumber(totals.findings)],
    ['Vulnerabilities', ({ totals }) => formatNumber(totals.vulnerabilities)],
    [pairsName, ({ totals }) => formatNumber(totals.pairs)],
  ];
  return {
    head: ['', 'Base', 'Target'],
    lines: lines
      .map(([name, textOf]) => [name, textOf(base) ?? '', textOf(target) ?? ''])
      .filter(([, ...texts]) => texts.some((text) => text !== '')),
  };
}

/** How many of the report's vulnerabilities and pairs there are of each class. */
export function changeTable(report: ComparisonReport): TextTable {
  const { vulnerabilities, pairs } = countsOf(report);
  const lines = [
    ['Vulnerabilities', vulnerabilities],
    [pairsName, pairs],
  ] as const;
  return {
    head: ['', ...Object.values(classNames)],
    lines: lines.map(([name, counts]) => [
      name,
      countText(counts, 'new', '+'),
      countText(counts, 'fixed', '−'),
      countText(counts, 'persisting'),
    ]),
  };
}

/** How many of the report's vulnerabilities there are of each severity and class. */
export function severityTable({ vulnerabilities }: ComparisonReport): TextTable {
  const told = vulnerabilities.map((each) => ({ ...each, severity: severityOfChange(each) }));
  return {
    head: ['Vulnerabilities', ...Object.values(classNames)],
    lines: shownSeverities(countSeverities(told)).map((severity) => {
      const counts = countClasses(told.filter((each) => each.severity === severity));
      return [
        nameOfSeverity(severity),
        countText(counts, 'new'),
        countText(counts, 'fixed'),
        countText(counts, 'persisting'),
      ];
    }),
  };
}

/** What the report was filtered by, and how much of the comparison is in it; empty without filters. */
export function filterText({ filters, vulnerabilities, total }: ComparisonReport): string {
  if (filters.length === 0) return '';
  const shown = formatNumber(vulnerabilities.length);
  return `Filtered by ${filters.join('; ')}. ${shown} of ${formatNumber(total)} vulnerabilities are in this report.`;
}

/** How many rows are suppressed, of how many; empty when none is. */
export function suppressedText(rows: readonly { readonly suppressed: boolean }[]): string {
  const suppressed = rows.filter((row) => row.suppressed).length;
  if (suppressed === 0) return '';
  return `${formatNumber(suppressed)} of ${formatNumber(rows.length)} rows ${suppressed === 1 ? 'is' : 'are'} suppressed by judgements.`;
}
