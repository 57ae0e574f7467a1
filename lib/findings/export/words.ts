import { formatNumber } from '../../words';
import { describeCause } from '../cause';
import type { ChangeClass } from '../compare';
import type { JudgedCounts } from '../judged';
import { describeJudgement, type Judgement } from '../judgement';
import { describeSuppressed, severityName } from '../view-words';
import { fixedInOf, versionsOf, type Fix, type Vulnerability } from '../vulnerability';
import type { ReportRow } from './rows';

/** The severity of a vulnerability in a word; empty when it is not in the build. */
export function severityText(vulnerability: Vulnerability | undefined): string {
  return vulnerability === undefined ? '' : severityName(vulnerability);
}

/** A score of Amazon Inspector as a text; empty when there is none. */
export function scoreText(vulnerability: Vulnerability | undefined): string {
  return vulnerability?.score === undefined ? '' : String(vulnerability.score);
}

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

/** What was recorded, with the reason. */
export function judgementSentence(judgement: Judgement): string {
  return `${describeJudgement(judgement)}: ${judgement.reason}`;
}

/** A count that says what is not in it: `12 + 3 suppressed`. The sign stands before what is there. */
export function countText(
  { counted, suppressed }: JudgedCounts,
  of: ChangeClass,
  sign = '',
): string {
  const count = `${counted[of] === 0 ? '' : sign}${formatNumber(counted[of])}`;
  return `${count}${describeSuppressed(suppressed[of])}`;
}
