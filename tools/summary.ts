import type {
  ClassCounts,
  Comparison,
  PairChange,
  SideTotals,
  VulnerabilityChange,
} from '../lib/findings/compare';
import { severityOfChange } from '../lib/findings/compare';
import { countSeverities, nameOfSeverity, shownSeverities } from '../lib/findings/severity';
import { classNames, countVulnerabilities, differenceNames } from '../lib/findings/view-words';
import { fixedInOf, versionsOf } from '../lib/findings/vulnerability';
import { countOf } from '../lib/words';

/** What a comparison comes to, as text for a terminal. */
export function summaryOf(
  { vulnerabilities, counts, base, target }: Comparison,
  labels: { readonly base: string; readonly target: string },
): string {
  const upgraded = vulnerabilities.filter((each) => each.upgradedStillVulnerable);
  const added = vulnerabilities.filter(({ change }) => change === 'new');
  const spread = vulnerabilities.filter(
    ({ change, pairs }) => change === 'persisting' && pairs.some((pair) => pair.change === 'new'),
  );
  const risen = vulnerabilities.filter(({ severity }) => severity === 'up').length;
  const sunk = vulnerabilities.filter(({ severity }) => severity === 'down').length;
  const lines = [
    `Base:   ${plainText(labels.base)}: ${totalsText(base)}`,
    `Target: ${plainText(labels.target)}: ${totalsText(target)}`,
    '',
    ...tableOf([
      ['', ...Object.values(classNames)],
      ['Vulnerabilities', ...classCells(counts.vulnerabilities)],
      ['Pairs', ...classCells(counts.pairs)],
    ]),
    '',
    ...tableOf([
      ['Vulnerabilities', 'Base', 'Target', classNames.new, classNames.fixed],
      ...severityRows(base, target, vulnerabilities),
    ]),
    '',
    `${differenceNames.upgraded}: ${countVulnerabilities(upgraded.length)}`,
    `More severe than before: ${countVulnerabilities(risen)}; less severe: ${countVulnerabilities(sunk)}`,
    '',
    `New: ${countVulnerabilities(added.length)}`,
    ...added.flatMap(linesOf),
    ...(spread.length > 0
      ? [
          '',
          `New in other packages: ${countVulnerabilities(spread.length)}`,
          ...spread.flatMap(linesOf),
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function totalsText({ findings, vulnerabilities, pairs }: SideTotals): string {
  return [
    countOf(findings, 'finding'),
    countVulnerabilities(vulnerabilities),
    countOf(pairs, 'pair'),
  ].join(', ');
}

function classCells(counts: ClassCounts): readonly string[] {
  return [counts.new, counts.fixed, counts.persisting].map(String);
}

/** Of all severities; what AWS does not document only where it is there. */
function severityRows(
  base: SideTotals,
  target: SideTotals,
  vulnerabilities: readonly VulnerabilityChange[],
): readonly (readonly string[])[] {
  const countClass = (change: VulnerabilityChange['change']) =>
    countSeverities(
      vulnerabilities
        .filter((each) => each.change === change)
        .map((each) => ({ severity: severityOfChange(each) })),
    );
  const added = countClass('new');
  const fixed = countClass('fixed');
  return shownSeverities(base.severities, target.severities).map((severity) => [
    nameOfSeverity(severity),
    ...[base.severities, target.severities, added, fixed].map((counts) => String(counts[severity])),
  ]);
}

/** A vulnerability, and below it what of it is new. */
function linesOf(change: VulnerabilityChange): readonly string[] {
  const { id, target, pairs } = change;
  const score = target?.score === undefined ? '' : ` ${target.score}`;
  return [
    `  ${nameOfSeverity(severityOfChange(change))}${score} ${plainText(id)}`,
    ...pairs.filter((pair) => pair.change === 'new').map((pair) => `    ${pairText(pair)}`),
  ];
}

function pairText({ package: name, arch, target }: PairChange): string {
  const versions = versionsOf(target);
  const fixedIn = fixedInOf(target);
  const words = [
    name,
    ...(arch === '' ? [] : [arch]),
    versions.join(', '),
    ...(fixedIn.length > 0 ? [`(fixed in ${fixedIn.join(', ')})`] : []),
  ];
  return plainText(words.filter((word) => word !== '').join(' '));
}

/** Rows as lines: the first column to the left, numbers to the right. */
function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 2),
      )
      .join(''),
  );
}

/** Text of others on one line, without what a terminal would obey. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
