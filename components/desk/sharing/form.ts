import type { ImageShare } from '../../../lib/images/image';
import type { AccountId } from '../../../lib/scope';
import { accountIdsIn } from '../../../lib/sharing/account-ids';
import {
  readDraft,
  type DraftReading,
  type DraftRow,
  type RowProblem,
} from '../../../lib/sharing/draft';
import { explainDraft, explainRow } from '../../../lib/sharing/explain';

/** One row of the form, with what the person has done to it. */
export interface FormRow extends DraftRow {
  /** An existing account that the person wants gone; the row stays, to be undone. */
  readonly removed: boolean;
  /** What the person has left behind: only then is it told what is wrong with it. */
  readonly left: 'nothing' | 'field' | 'row';
}

/** The most rows that one paste makes: as many accounts as one plan can name. */
const pasteLimit = 500;

/** A row for a new account. */
export function blankRow(key: string, like?: Pick<FormRow, 'fleet' | 'imageBuilder'>): FormRow {
  return {
    key,
    text: '',
    fleet: like?.fleet ?? false,
    imageBuilder: like?.imageBuilder ?? false,
    existing: false,
    removed: false,
    left: 'nothing',
  };
}

/** A row for each account that an image is shared with. */
export function rowsOf(shares: readonly ImageShare[]): readonly FormRow[] {
  return shares.map(({ account, fleet, imageBuilder }) => ({
    ...blankRow(account, { fleet, imageBuilder }),
    text: account,
    existing: true,
  }));
}

/** Reads the form as a draft. */
export function readForm(
  rows: readonly FormRow[],
  current: readonly ImageShare[],
  owner: AccountId,
): DraftReading {
  const removed = rows.filter((row) => row.removed).map(({ text }) => text);
  const kept = rows.filter((row) => !row.removed);
  return readDraft(kept, removed, current, owner);
}

/** The pieces of a pasted text that become rows; nothing when it is one id or none. */
export function pastedIds(text: string): readonly string[] | undefined {
  const pieces = [...accountIdsIn(text)];
  return pieces.length > 1 ? pieces.slice(0, pasteLimit) : undefined;
}

/** Puts pasted ids into a row and into new rows below it, with the same permissions. */
export function fillRows(
  rows: readonly FormRow[],
  key: string,
  ids: readonly string[],
  nextKey: () => string,
): readonly FormRow[] {
  return rows.flatMap((row) => {
    if (row.key !== key) return [row];
    const [first = '', ...others] = row.text.trim() === '' ? ids : [row.text, ...ids];
    const below = others.map((text) => ({
      ...blankRow(nextKey(), row),
      text,
      left: 'field' as const,
    }));
    return [{ ...row, text: first, left: 'field' as const }, ...below];
  });
}

/** What is wrong with a row, once the person has left the part that it is about. */
export function shownProblem(row: FormRow, problem: RowProblem | undefined): string | undefined {
  if (!problem || row.left === 'nothing') return undefined;
  if (problem.kind === 'no-permission' && row.left !== 'row') return undefined;
  return explainRow(problem);
}

/** Why the form cannot be planned yet, in one sentence; it names the row. */
export function formObstacle(rows: readonly FormRow[], reading: DraftReading): string | undefined {
  const [index, problem] = rows
    .map((row, position) => [position, reading.rows.get(row.key)] as const)
    .find(([, each]) => each !== undefined) ?? [0, undefined];
  if (problem) return `Row ${index + 1}: ${explainRow(problem)}`;
  return reading.problem && explainDraft(reading.problem);
}
