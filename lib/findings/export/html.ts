import { countOf } from '../../words';
import { changeClasses, type ChangeClass } from '../compare';
import type { GateOutcome } from '../gate';
import { judgementLine, type Judgement } from '../judgement';
import type { ComparisonReport } from '../report';
import { classNames, describeExpired, describeUnmatched, fixNames } from '../view-words';
import type { Vulnerability } from '../vulnerability';
import { isoText } from '../iso-text';
import { pageOf } from './address';
import { reportStyle, reportStyleHash } from './html-style';
import { markup, type Markup } from './markup';
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
  judgementSentence,
  packageText,
  scoreText,
  severityText,
  versionTexts,
} from './words';

/** Nothing is loaded, sent or run: there is only the style that is in the page. */
const policy = `default-src 'none'; style-src 'sha256-${reportStyleHash}'; base-uri 'none'; form-action 'none'`;

/**
 * A comparison as one page that needs nothing beside it: no script, no font and no picture. It has
 * every row of the report, suppressed ones with the reason, and can be printed.
 */
export function findingsHtml(report: ComparisonReport): string {
  const { base, target, gate } = report;
  const title = `Findings of ${target.label} compared with ${base.label}`;
  const rows = rowsOf(report);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: reportStyle }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${paragraphs([madeText(report), filterText(report)])}
<h2>Builds</h2>
${textTable(buildTable(report))}
<h2>What changed</h2>
${textTable(changeTable(report))}
${paragraphs([suppressedText(rows)])}
<h2>By severity</h2>
${textTable(severityTable(report))}
${gate.length > 0 ? gateSection(gate) : []}
${judgementSection(report)}
${changeClasses.map((change) => section(change, rows))}
</main>
</body>
</html>
`;
  return page.markup;
}

function madeText({ at }: ComparisonReport): string {
  const made = isoText(at);
  return made === undefined ? '' : `Made by Image Desk at ${made}.`;
}

function paragraphs(texts: readonly string[]): readonly Markup[] {
  return texts.filter((text) => text !== '').map((text) => markup`<p>${text}</p>`);
}

/** The first cell of a line names it. */
function textTable({ head, lines }: TextTable): Markup {
  return markup`<div class="table"><table>
<thead><tr>${head.map(headCell)}</tr></thead>
<tbody>${lines.map(
    ([name = '', ...cells]) => markup`
<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`,
  )}
</tbody></table></div>`;
}

function headCell(name: string): Markup {
  return name === '' ? markup`<td></td>` : markup`<th scope="col">${name}</th>`;
}

function gateSection(gate: readonly GateOutcome[]): Markup {
  return markup`<h2>Gate</h2>
<ul>${gate.map(
    ({ rule, passed, failing }) => markup`
<li><strong>${passed ? 'Passed' : 'Failed'}</strong>: ${rule.title}${
      failing.length === 0 ? '' : ` (${failing.map(({ id }) => id).join(', ')})`
    }</li>`,
  )}
</ul>`;
}

/** The judgements that do nothing, which whoever reads the counts must know of. */
function judgementSection({ expired, unmatched }: ComparisonReport): readonly Markup[] {
  if (expired.length + unmatched.length === 0) return [];
  return [
    markup`<h2>Judgements without effect</h2>`,
    ...judgementList(describeExpired(expired.length), expired),
    ...judgementList(describeUnmatched(unmatched.length), unmatched),
  ];
}

function judgementList(said: string, judgements: readonly Judgement[]): readonly Markup[] {
  if (judgements.length === 0) return [];
  return [
    markup`<p>${said}</p>
<ul>${judgements.map(
      (each) => markup`
<li>${judgementLine(each)}</li>`,
    )}
</ul>`,
  ];
}

const empty: Readonly<Record<ChangeClass, string>> = {
  new: 'Nothing is new.',
  fixed: 'Nothing was fixed.',
  persisting: 'Nothing is in both builds.',
};

function section(change: ChangeClass, all: readonly ReportRow[]): Markup {
  const rows = all.filter((row) => row.change === change);
  const name = classNames[change];
  return markup`<h2 id="${change}">${name}: ${countOf(rows.length, 'row')}</h2>
${rows.length === 0 ? paragraphs([empty[change]]) : rowTable(name, rows)}
`;
}

/** The columns of a row. */
const columns: readonly (readonly [name: string, valueOf: (row: ReportRow) => string | Markup])[] =
  [
    ['Vulnerability', link],
    ['Severity', severityCell],
    ['Score', ({ vulnerability: { base, target } }) => fromTo(scoreText(base), scoreText(target))],
    ['Package', packageText],
    ['Version', versionCell],
    ['Fix available', (row) => fixNames[fixOfRow(row)]],
    ['Fixed in', fixedInText],
    ['Why', causeText],
    ['Judgement', judgementCell],
  ];

function rowTable(name: string, rows: readonly ReportRow[]): Markup {
  // Who has no mouse scrolls what can be focused.
  return markup`<div class="table" role="region" aria-label="${name}" tabindex="0"><table class="rows">
<thead><tr>${columns.map(([column]) => headCell(column))}</tr></thead>
<tbody>${rows.map(
    (row) => markup`
<tr>${columns.map(([, valueOf]) => markup`<td>${valueOf(row)}</td>`)}</tr>`,
  )}
</tbody></table></div>`;
}

function link({ vulnerability: { id, base, target } }: ReportRow): string | Markup {
  const page = pageOf(target ?? base);
  return page === undefined ? id : markup`<a href="${page}" rel="noreferrer">${id}</a>`;
}

function severityCell({ vulnerability: { severity, base, target } }: ReportRow): Markup {
  const now = severityBadge(target ?? base);
  return severity === 'same' ? now : markup`${severityBadge(base)} to ${now}`;
}

function severityBadge(vulnerability: Vulnerability | undefined): Markup {
  const text = severityText(vulnerability);
  return markup`<span class="severity ${vulnerability?.severity ?? 'unknown'}">${text}</span>`;
}

function versionCell(row: ReportRow): string {
  const { base, target } = versionTexts(row);
  return fromTo(base, target);
}

/** What something was and is; once when it is the same, or only one is told. */
function fromTo(before: string, after: string): string {
  if (before === '' || after === '' || before === after) return after || before;
  return `${before} to ${after}`;
}

function judgementCell({ judgement, suppressed }: ReportRow): string {
  if (!judgement) return '';
  const sentence = judgementSentence(judgement);
  return suppressed ? `Suppressed. ${sentence}` : sentence;
}
