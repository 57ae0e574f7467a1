import { markdownTable, markdownText } from '../../markdown';
import { formatNumber } from '../../words';
import type { GateOutcome } from '../gate';
import type { JudgedVulnerability } from '../judged';
import { judgementLine, type Judgement } from '../judgement';
import type { ComparisonReport } from '../report';
import { describeExpired, describeUnmatched, fixNames } from '../view-words';
import { isoText } from '../iso-text';
import { rowsOf, type ReportRow } from './rows';
import {
  buildTable,
  changeTable,
  filterText,
  severityTable,
  suppressedText,
  type TextTable,
} from './tables';
import {
  causeText,
  fixedInText,
  fixOfRow,
  packageText,
  scoreText,
  severityText,
  versionTexts,
} from './words';

/** So many lines of a list are written: a ticket is no place for thousands. */
const longest = 25;

/**
 * A comparison as Markdown for a ticket or a pull request: both builds, the three numbers with their
 * units, a table by severity and class, the rules of the gate, and what is new, fixed, of another
 * severity, and upgraded but still vulnerable. Long lists end with how many more there are; what is
 * suppressed is counted, and not listed.
 */
export function findingsMarkdown(report: ComparisonReport): string {
  const { base, target, gate, vulnerabilities } = report;
  const all = rowsOf(report);
  const rows = all.filter(({ suppressed }) => !suppressed);
  const parts = [
    `# Findings of ${markdownText(target.label)} compared with ${markdownText(base.label)}`,
    markdownText([madeText(report), filterText(report)].filter((text) => text !== '').join(' ')),
    '## Builds',
    table(buildTable(report)),
    '## What changed',
    table(changeTable(report)),
    suppressedText(all),
    '## By severity',
    table(severityTable(report)),
    ...(gate.length > 0 ? ['## Gate', gate.map(gateLine).join('\n')] : []),
    ...judgementLists(report),
    '## New',
    list(
      rows.filter(({ change }) => change === 'new'),
      newColumns,
      'Nothing is new.',
    ),
    '## Fixed',
    list(
      rows.filter(({ change }) => change === 'fixed'),
      fixedColumns,
      'Nothing was fixed.',
    ),
    '## Severity changed',
    list(
      vulnerabilities.filter(({ severity, suppressed }) => severity !== 'same' && !suppressed),
      severityColumns,
      'No severity changed.',
    ),
    '## Upgraded, still vulnerable',
    list(
      rows.filter(({ pair }) => pair?.version === 'upgraded'),
      upgradedColumns,
      'No package was upgraded and is still vulnerable.',
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function madeText({ at }: ComparisonReport): string {
  const made = isoText(at);
  return made === undefined ? '' : `Made at ${made}.`;
}

function table({ head, lines }: TextTable): string {
  return markdownTable(head, lines);
}

function gateLine({ rule, passed, failing }: GateOutcome): string {
  const title = markdownText(rule.title);
  if (passed) return `- Passed: ${title}`;
  const named = failing.slice(0, longest).map(({ id }) => markdownText(id));
  const more = failing.length - named.length;
  const ids = `${named.join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`;
  return `- **Failed**: ${title}${failing.length === 0 ? '' : ` (${ids})`}`;
}

/** The judgements that do nothing, which whoever reads the counts must know of. */
function judgementLists({ expired, unmatched }: ComparisonReport): readonly string[] {
  if (expired.length + unmatched.length === 0) return [];
  return [
    '## Judgements without effect',
    ...(expired.length > 0 ? [describeExpired(expired.length), judgementLines(expired)] : []),
    ...(unmatched.length > 0
      ? [describeUnmatched(unmatched.length), judgementLines(unmatched)]
      : []),
  ];
}

function judgementLines(judgements: readonly Judgement[]): string {
  const lines = judgements
    .slice(0, longest)
    .map((each) => `- ${markdownText(judgementLine(each))}`);
  const more = judgements.length - longest;
  return [...lines, ...(more > 0 ? [`- And ${formatNumber(more)} more`] : [])].join('\n');
}

type Columns<Item> = readonly (readonly [name: string, textOf: (item: Item) => string])[];

/** The first lines of a list, and how many more there are. */
function list<Item>(items: readonly Item[], columns: Columns<Item>, none: string): string {
  if (items.length === 0) return none;
  const lines = markdownTable(
    columns.map(([name]) => name),
    items.slice(0, longest).map((item) => columns.map(([, textOf]) => textOf(item))),
  );
  const more = items.length - longest;
  return more > 0 ? `${lines}\n\nAnd ${formatNumber(more)} more.` : lines;
}

const newColumns: Columns<ReportRow> = [
  ['Vulnerability', ({ vulnerability }) => vulnerability.id],
  ['Severity', ({ vulnerability }) => severityText(vulnerability.target)],
  ['Score', ({ vulnerability }) => scoreText(vulnerability.target)],
  ['Package', packageText],
  ['Version', (row) => versionTexts(row).target],
  ['Fix available', (row) => fixNames[fixOfRow(row)]],
  ['Fixed in', fixedInText],
  ['Why', causeText],
];

const fixedColumns: Columns<ReportRow> = [
  ['Vulnerability', ({ vulnerability }) => vulnerability.id],
  ['Severity', ({ vulnerability }) => severityText(vulnerability.base)],
  ['Package', packageText],
  ['Version', (row) => versionTexts(row).base],
  ['Why', causeText],
];

const severityColumns: Columns<JudgedVulnerability> = [
  ['Vulnerability', ({ id }) => id],
  ['Severity before', ({ base }) => severityText(base)],
  ['Severity now', ({ target }) => severityText(target)],
  ['Score before', ({ base }) => scoreText(base)],
  ['Score now', ({ target }) => scoreText(target)],
];

const upgradedColumns: Columns<ReportRow> = [
  ['Vulnerability', ({ vulnerability }) => vulnerability.id],
  ['Severity', ({ vulnerability }) => severityText(vulnerability.target)],
  ['Package', packageText],
  ['Version before', (row) => versionTexts(row).base],
  ['Version now', (row) => versionTexts(row).target],
  ['Fixed in', fixedInText],
];
