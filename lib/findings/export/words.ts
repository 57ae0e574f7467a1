import { describeSeverity } from '../../builds/describe';
import { describeCause } from '../cause';
import type { ChangeClass } from '../compare';
import type { JudgedCounts } from '../judged';
import type { Judgement } from '../judgement';
import { nameOfSeverity } from '../severity';
import { fixedInOf, versionsOf, type Fix, type Vulnerability } from '../vulnerability';
import type { ReportRow } from './rows';

/** What became of something, in a word. A change of severity is none of these. */
export const classNames: Readonly<Record<ChangeClass, string>> = {
  new: 'New',
  fixed: 'Fixed',
  persisting: 'Unchanged',
};

/** The severity of a vulnerability in a word; one that is not known as AWS wrote it. */
export function severityText(vulnerability: Vulnerability | undefined): string {
  if (vulnerability === undefined) return '';
  const { severity, details } = vulnerability;
  return severity === 'unknown' ? describeSeverity(details.severity) : nameOfSeverity(severity);
}

/** A score of Amazon Inspector as a text; empty when there is none. */
export function scoreText(vulnerability: Vulnerability | undefined): string {
  return vulnerability?.score === undefined ? '' : String(vulnerability.score);
}

/** Whether there is a fix, in words. */
export const fixNames: Readonly<Record<Fix, string>> = {
  yes: 'Yes',
  partial: 'For some packages',
  no: 'No',
  unknown: 'Not reported',
};

/** Whether there is a fix for what a row is about; for one that is fixed, as it was in the base. */
export function fixOfRow({ vulnerability, pair }: ReportRow): Fix {
  const shown = pair ?? vulnerability;
  return (shown.target ?? shown.base)?.fix ?? 'unknown';
}

/** The versions that have it fixed; empty when AWS names none. */
export function fixedInText({ pair }: ReportRow): string {
  return fixedInOf(pair?.target ?? pair?.base).join(', ');
}

/** The versions that were installed in the two builds; empty where it is not, or not told. */
export function versionTexts({ pair }: ReportRow): {
  readonly base: string;
  readonly target: string;
} {
  return {
    base: versionsOf(pair?.base).join(', '),
    target: versionsOf(pair?.target).join(', '),
  };
}

/** A package with its architecture: `openssl (X86_64)`; empty when AWS names none. */
export function packageText({ pair }: ReportRow): string {
  if (!pair) return '';
  return pair.arch === '' ? pair.package : `${pair.package} (${pair.arch})`;
}

/** Why something is new or fixed, in words; empty when it is neither. */
export function causeText({ pair }: ReportRow): string {
  return (pair && describeCause(pair)) ?? '';
}

/** What was recorded, in words without the reason. */
export function judgementText({ state, until }: Judgement): string {
  switch (state) {
    case 'not-affected':
      return 'Not affected';
    case 'accepted':
      return until === undefined ? 'Accepted' : `Accepted until ${until}`;
    case 'in-work':
      return 'In work';
  }
}

/** What was recorded, with the reason. */
export function judgementSentence(judgement: Judgement): string {
  return `${judgementText(judgement)}: ${judgement.reason}`;
}

/** A count that says what is not in it: `12 + 3 suppressed`. The sign stands before what is there. */
export function countText(
  { counted, suppressed }: JudgedCounts,
  of: ChangeClass,
  sign = '',
): string {
  const count = `${counted[of] === 0 ? '' : sign}${counted[of].toLocaleString('en')}`;
  return suppressed[of] === 0
    ? count
    : `${count} + ${suppressed[of].toLocaleString('en')} suppressed`;
}

/** A time as ISO 8601 in UTC; nothing when there is none, or none of a year of four digits. */
export function isoText(time: number | undefined): string | undefined {
  const date = new Date(time ?? Number.NaN);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}
