import { accountIdPattern, type AccountId } from '../scope';

/** How a typed account id reads. */
export type AccountIdReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid'; readonly digits: number; readonly onlyDigits: boolean }
  /** `normalised` says that spaces or hyphens were taken out, so that a surface can show it. */
  | { readonly kind: 'valid'; readonly account: AccountId; readonly normalised: boolean };

/**
 * Reads an account id as people write it: `111122223333`, `1111-2222-3333`, with spaces around
 * or between. AWS's console shows ids with hyphens and copies them without.
 */
export function readAccountId(text: string): AccountIdReading {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const account = trimmed.replaceAll(/[\s\u00A0\u2010-\u2015-]/g, '');
  if (accountIdPattern.test(account)) {
    return { kind: 'valid', account, normalised: account !== text };
  }
  return {
    kind: 'invalid',
    digits: account.replaceAll(/\D/g, '').length,
    onlyDigits: /^\d+$/.test(account),
  };
}

/** Why a text is no account id. */
export type AccountFault =
  | { readonly kind: 'missing' | 'invalid' | 'rounded' }
  | { readonly kind: 'digits'; readonly digits: number };

/** As spreadsheets write a number that is too long for a cell: `1.11122E+11`. */
const rounded = /^\d+(?:[.,]\d+)?E\+?\d+$/i;

/** What is wrong with a text that does not read as an account id. */
export function accountFault(
  text: string,
  reading: Exclude<AccountIdReading, { kind: 'valid' }>,
): AccountFault {
  if (reading.kind === 'empty') return { kind: 'missing' };
  if (rounded.test(text.trim())) return { kind: 'rounded' };
  return reading.onlyDigits ? { kind: 'digits', digits: reading.digits } : { kind: 'invalid' };
}

/** Whether a spreadsheet may have made so few digits of an id that starts with zeros. */
export function mayLackZeros(digits: number): boolean {
  return digits < 12 && digits > 7;
}

/** What certainly stands between ids; quotation marks and brackets come from lists of programs. */
const separators = /[\r\n,;|"'[\]]+/;

/**
 * The account ids in a text, as they were written, and whatever else is in it, taken apart at
 * commas, semicolons and the ends of lines. An id may itself be written with spaces, so spaces
 * separate only where there are whole ids beside them.
 */
export function* accountIdsIn(text: string): Generator<string> {
  for (const part of text.split(separators)) {
    const trimmed = part.trim();
    if (trimmed === '') continue;
    if (isAccountId(trimmed) || !someId(joinGroups(wordsOf(trimmed)))) yield trimmed;
    else yield* joinGroups(wordsOf(trimmed));
  }
}

/** One after the other: a line can be as long as the whole list, and be read with pauses. */
function* wordsOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(/\S+/g)) yield word;
}

/** Puts `1111 2222 3333` together again, where a run of such groups makes whole ids. */
function* joinGroups(words: Iterable<string>): Generator<string> {
  let group: string[] = [];
  for (const word of words) {
    if (/^\d{4}$/.test(word)) {
      group.push(word);
      continue;
    }
    yield* idsOf(group);
    group = [];
    yield word;
  }
  yield* idsOf(group);
}

function* idsOf(group: readonly string[]): Generator<string> {
  const size = group.length % 3 === 0 ? 3 : 1;
  for (let index = 0; index < group.length; index += size) {
    yield group.slice(index, index + size).join(' ');
  }
}

function someId(pieces: Iterable<string>): boolean {
  for (const piece of pieces) if (isAccountId(piece)) return true;
  return false;
}

/** Longer than any writing of an id. */
const longest = 100;

function isAccountId(text: string): boolean {
  return text.length <= longest && readAccountId(text).kind === 'valid';
}
