import { markdownTable, markdownText } from '../../markdown';
import { countOf } from '../../words';
import { severityOfChange } from '../compare';
import type { GateOutcome } from '../gate';
import type { ComparisonReport, ReportSide } from '../report';
import { nameOfSeverity, severities } from '../severity';
import { countClasses, countsOf, rowsOf, sumOf, type ReportRow } from './rows';
import {
  causeText,
  classNames,
  countText,
  fixedInText,
  fixNames,
  fixOfRow,
  isoText,
  packageText,
  scoreText,
  severityText,
  versionTexts,
} from './words';

/** So many lines of a list are written; a ticket is no place for thousands. */
const longest = 25;

/**
 * A comparison as Markdown for a ticket or a pull request: both builds, the three numbers with their
 * units, a table by severity and class, the rules of the gate, and what is new, fixed, of another
 * severity, and upgraded but still vulnerable. Long lists end with how many more there are; what is
 * suppressed is counted, and not listed.
 */
export function findingsMarkdown(report: ComparisonReport): string {
  const { base, target, gate, vulnerabilities } = report;
  const rows = rowsOf(report).filter(({ suppressed }) => !suppressed);
  const changed = vulnerabilities.filter(
    ({ severity, suppressed }) => severity !== 'same' && !suppressed,
  );
  const upgraded = rows.filter(({ pair }) => pair?.version === 'upgraded');
  const parts = [
    `# Findings of ${markdownText(target.label)} compared with ${markdownText(base.label)}`,
    scopeOf(report),
    '## Builds',
    buildTable(base, target),
    '## What changed',
    changeTable(report),
    suppressedLine(report),
    '## By severity',
    severityTable(report),
    ...(gate.length > 0 ? ['## Gate', gate.map(gateLine).join('\n')] : []),
    '## New',
    list(
      rows.filter(({ change }) => change === 'new'),
      [
        'Vulnerability',
        'Severity',
        'Score',
        'Package',
        'Version',
        'Fix available',
        'Fixed in',
        'Why',
      ],
      newCells,
      'Nothing is new.',
    ),
    '## Fixed',
    list(
      rows.filter(({ change }) => change === 'fixed'),
      ['Vulnerability', 'Severity', 'Package', 'Version', 'Why'],
      fixedCells,
      'Nothing was fixed.',
    ),
    '## Severity changed',
    list(
      changed,
      ['Vulnerability', 'Severity before', 'Severity now', 'Score before', 'Score now'],
      (each) => [
        each.id,
        severityText(each.base),
        severityText(each.target),
        scoreText(each.base),
        scoreText(each.target),
      ],
      'No severity changed.',
    ),
    '## Upgraded, still vulnerable',
    list(
      upgraded,
      ['Vulnerability', 'Severity', 'Package', 'Version before', 'Version now', 'Fixed in'],
      upgradedCells,
      'No package was upgraded and is still vulnerable.',
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function scopeOf({ at, filters, total, vulnerabilities }: ComparisonReport): string {
  const made = isoText(at);
  const shown = countOf(vulnerabilities.length, 'vulnerability').replace(/ys$/, 'ies');
  return [
    ...(made === undefined ? [] : [`Made: ${made}.`]),
    ...(filters.length === 0
      ? []
      : [
          `Filtered by ${filters.map(markdownText).join('; ')}: ${shown} of ${total.toLocaleString('en')} are in this report.`,
        ]),
  ].join(' ');
}

function buildTable(base: ReportSide, target: ReportSide): string {
  const lines: readonly (readonly [string, (side: ReportSide) => string])[] = [
    ['Build', ({ label }) => label],
    ['ARN', ({ build }) => build ?? ''],
    ['Operating system', ({ head }) => head?.build.osVersion ?? head?.build.platform ?? ''],
    ['Created', ({ head }) => isoText(head?.build.createdAt) ?? ''],
    ['Findings', ({ totals }) => totals.findings.toLocaleString('en')],
    ['Vulnerabilities', ({ totals }) => totals.vulnerabilities.toLocaleString('en')],
    ['Pairs of a vulnerability and a package', ({ totals }) => totals.pairs.toLocaleString('en')],
  ];
  return markdownTable(
    ['', 'Base', 'Target'],
    lines
      .map(([name, textOf]) => [name, textOf(base), textOf(target)])
      .filter(([, ...texts]) => texts.some((text) => text !== '')),
  );
}

function changeTable(report: ComparisonReport): string {
  const { vulnerabilities, pairs } = countsOf(report);
  const lines = [
    ['Vulnerabilities', vulnerabilities],
    ['Pairs of a vulnerability and a package', pairs],
  ] as const;
  return markdownTable(
    ['', ...Object.values(classNames)],
    lines.map(([name, counts]) => [
      name,
      countText(counts, 'new', '+'),
      countText(counts, 'fixed', '−'),
      countText(counts, 'persisting'),
    ]),
  );
}

function suppressedLine(report: ComparisonReport): string {
  const rows = rowsOf(report);
  const suppressed = sumOf(countClasses(rows).suppressed);
  if (suppressed === 0) return '';
  const verb = suppressed === 1 ? 'is' : 'are';
  return `${countOf(suppressed, 'row')} of ${countOf(rows.length, 'row')} ${verb} suppressed by judgements, and not listed below.`;
}

function severityTable({ vulnerabilities }: ComparisonReport): string {
  const lines = severities.map((severity) => {
    const counts = countClasses(
      vulnerabilities.filter((each) => severityOfChange(each) === severity),
    );
    return { severity, counts, all: sumOf(counts.counted) + sumOf(counts.suppressed) };
  });
  return markdownTable(
    ['Vulnerabilities', ...Object.values(classNames)],
    lines
      // A bucket that AWS does not document is told only when something is in it.
      .filter(({ severity, all }) => severity !== 'unknown' || all > 0)
      .map(({ severity, counts }) => [
        nameOfSeverity(severity),
        countText(counts, 'new'),
        countText(counts, 'fixed'),
        countText(counts, 'persisting'),
      ]),
  );
}

function gateLine({ rule, passed, failing }: GateOutcome): string {
  const title = markdownText(rule.title);
  if (passed) return `- Passed: ${title}`;
  const named = failing.slice(0, longest).map(({ id }) => markdownText(id));
  const more = failing.length - named.length;
  const ids = `${named.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
  return `- **Failed**: ${title}${failing.length === 0 ? '' : ` (${ids})`}`;
}

/** The first lines of a list, and how many more there are. */
function list<Item>(
  items: readonly Item[],
  head: readonly string[],
  cellsOf: (item: Item) => readonly string[],
  none: string,
): string {
  if (items.length === 0) return none;
  const table = markdownTable(head, items.slice(0, longest).map(cellsOf));
  const more = items.length - longest;
  return more > 0 ? `${table}\n\n… and ${more.toLocaleString('en')} more.` : table;
}

function newCells(row: ReportRow): readonly string[] {
  const { target } = row.vulnerability;
  return [
    row.vulnerability.id,
    severityText(target),
    scoreText(target),
    packageText(row),
    versionTexts(row).target,
    fixNames[fixOfRow(row)],
    fixedInText(row),
    causeText(row),
  ];
}

function fixedCells(row: ReportRow): readonly string[] {
  return [
    row.vulnerability.id,
    severityText(row.vulnerability.base),
    packageText(row),
    versionTexts(row).base,
    causeText(row),
  ];
}

function upgradedCells(row: ReportRow): readonly string[] {
  const versions = versionTexts(row);
  return [
    row.vulnerability.id,
    severityText(row.vulnerability.target),
    packageText(row),
    versions.base,
    versions.target,
    fixedInText(row),
  ];
}
