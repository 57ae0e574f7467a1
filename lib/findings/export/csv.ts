import { writeCsv } from '../../csv';
import { describeJudgement } from '../judgement';
import type { ComparisonReport } from '../report';
import { pageOf } from './address';
import { rowsOf, type ReportRow } from './rows';
import { causeText, fixedInText, fixOfRow, scoreText, severityText, versionTexts } from './words';

/** The columns in their order, each with its value in a row. */
const columns: readonly (readonly [
  name: string,
  valueOf: (row: ReportRow, report: ComparisonReport) => string | undefined,
])[] = [
  ['change', ({ change }) => change],
  ['vulnerability', ({ vulnerability }) => vulnerability.id],
  ['vulnerability change', ({ vulnerability }) => vulnerability.change],
  ['package', ({ pair }) => pair?.package],
  ['architecture', ({ pair }) => pair?.arch],
  ['base version', (row) => versionTexts(row).base],
  ['target version', (row) => versionTexts(row).target],
  ['base severity', ({ vulnerability }) => severityText(vulnerability.base)],
  ['target severity', ({ vulnerability }) => severityText(vulnerability.target)],
  ['base score', ({ vulnerability }) => scoreText(vulnerability.base)],
  ['target score', ({ vulnerability }) => scoreText(vulnerability.target)],
  ['fixed in', fixedInText],
  ['fix available', fixOfRow],
  ['cause', causeText],
  ['suppressed', ({ suppressed }) => (suppressed ? 'yes' : 'no')],
  ['judgement', ({ judgement }) => judgement && describeJudgement(judgement)],
  ['reason', ({ judgement }) => judgement?.reason],
  ['base image', (_, { base }) => base.label],
  ['base ARN', (_, { base }) => base.build],
  ['target image', (_, { target }) => target.label],
  ['target ARN', (_, { target }) => target.build],
  ['title', ({ vulnerability: { base, target } }) => (target ?? base)?.details.title],
  ['url', ({ vulnerability: { base, target } }) => pageOf(target ?? base)],
];

/**
 * A comparison as CSV for spreadsheets, with a line of names and a line for each package of a
 * vulnerability; one of which AWS names no package has a line of its own.
 */
export function findingsCsv(report: ComparisonReport): string {
  return writeCsv(
    columns.map(([name]) => name),
    rowsOf(report).map((row) => columns.map(([, valueOf]) => valueOf(row, report) ?? '')),
  );
}
