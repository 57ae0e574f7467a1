import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import {
  explainAlias,
  limits,
  readAlias,
  sameAlias,
  type AccountAlias,
  type AliasText,
} from './alias';

/** How places in a file are counted, from 1: the lines of CSV, the entries of JSON. */
export type Unit = 'line' | 'entry';

/** One alias of a file, or why there is none. `place` is its line in CSV, its number in JSON. */
export interface ImportRow {
  readonly place: number;
  /** The sentences that say what is wrong, or the alias. */
  readonly reading: Result<AccountAlias, readonly string[]>;
}

/** Why a file as a whole cannot be read. */
export type FileFault = 'empty' | 'no-header' | 'not-json' | 'other-json' | 'too-many';

/** An alias of a file that was read, with its place there. */
export interface ImportItem {
  readonly place: number;
  readonly alias: AccountAlias;
}

/** What an import would do to the book. Each row of the file is in exactly one of these. */
export interface ImportPreview {
  readonly added: readonly ImportItem[];
  readonly changed: readonly (ImportItem & { readonly before: AccountAlias })[];
  readonly unchanged: readonly ImportItem[];
  readonly refused: readonly { readonly place: number; readonly sentences: readonly string[] }[];
  /** By how many accounts the book would be too full. */
  readonly tooMany: number;
}

/** Reads one row of a file. */
export function readRow(place: number, text: AliasText): ImportRow {
  const read = readAlias(text);
  return { place, reading: read.ok ? read : failed(read.problem.map(explainAlias)) };
}

/**
 * What an import of rows would do to a book. The first row of an account counts, a later one is
 * refused: which of two is right only the person knows.
 */
export function previewImport(
  book: readonly AccountAlias[],
  rows: readonly ImportRow[],
  unit: Unit,
): ImportPreview {
  const held = new Map(book.map((alias) => [alias.account, alias]));
  const seen = new Map<AccountId, number>();
  const preview = {
    added: [] as ImportItem[],
    changed: [] as ImportPreview['changed'][number][],
    unchanged: [] as ImportItem[],
    refused: [] as ImportPreview['refused'][number][],
  };
  for (const { place, reading } of rows) {
    if (!reading.ok) {
      preview.refused.push({ place, sentences: reading.problem });
      continue;
    }
    const alias = reading.value;
    const earlier = seen.get(alias.account);
    if (earlier !== undefined) {
      const sentence = `Account ${alias.account} is in this file already, at ${unit} ${earlier}.`;
      preview.refused.push({ place, sentences: [sentence] });
      continue;
    }
    seen.set(alias.account, place);
    const before = held.get(alias.account);
    if (!before) preview.added.push({ place, alias });
    else if (sameAlias(before, alias)) preview.unchanged.push({ place, alias });
    else preview.changed.push({ place, alias, before });
  }
  const tooMany = Math.max(0, held.size + preview.added.length - limits.accounts);
  return { ...preview, tooMany };
}

/** The aliases that an import gives to the book: what is new, and what is changed. */
export function importedBy({ added, changed }: ImportPreview): readonly AccountAlias[] {
  return [...added, ...changed].map(({ alias }) => alias);
}

/** Holds a file to what the book can hold at all, before it is gone through. */
export function limitRows(rows: readonly ImportRow[]): Result<readonly ImportRow[], FileFault> {
  if (rows.length === 0) return failed('empty');
  return rows.length > limits.accounts ? failed('too-many') : ok(rows);
}

/** Puts why a file cannot be read in a sentence, with what would do. */
export function explainFile(fault: FileFault): string {
  switch (fault) {
    case 'empty':
      return 'There are no accounts in this file.';
    case 'no-header':
      return 'The first line does not name the columns. It must have account and name, and may have environment, groups and notes.';
    case 'not-json':
      return 'This file is not JSON, though its name says so.';
    case 'other-json':
      return 'This JSON is not a list of accounts that Image Desk has exported.';
    case 'too-many':
      return `There are more than ${limits.accounts} accounts in this file. Take some out.`;
  }
}
