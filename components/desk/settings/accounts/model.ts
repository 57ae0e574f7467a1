import { explainAlias, type AccountAlias, type AliasFault } from '../../../../lib/accounts/alias';
import { readAliasesCsv } from '../../../../lib/accounts/csv';
import {
  explainFile,
  type ImportItem,
  type ImportPreview,
  type ImportRow,
  type Unit,
} from '../../../../lib/accounts/import';
import { readAliasesJson } from '../../../../lib/accounts/json';
import { failed, ok, type Result } from '../../../../lib/result';
import { readTextFile } from '../../file-text';

/** Aliases in the order in which people look for them: by name, then by account. */
export function sortAliases(aliases: readonly AccountAlias[]): readonly AccountAlias[] {
  return aliases.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.account.localeCompare(b.account),
  );
}

/** Whether an alias fits a typed filter, in any of its parts. */
export function fitsAlias(alias: AccountAlias, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const { account, name, environment = '', groups = [], notes = '' } = alias;
  return [account, name, environment, ...groups, notes].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}

/** The sentence that belongs under each field of the form. */
export function errorsByField(
  faults: readonly AliasFault[],
): Partial<Record<AliasFault['field'], string>> {
  return Object.fromEntries(faults.map((fault) => [fault.field, explainAlias(fault)]));
}

/** The rows of a file, and how its places are counted. */
export interface FileRows {
  readonly unit: Unit;
  readonly rows: readonly ImportRow[];
}

/** The largest file that is read, in bytes: five thousand accounts with long notes fit thrice. */
const largestFile = 10_000_000;

/** Reads a chosen file, JSON by its name and else CSV; or says in a sentence why it cannot. */
export async function readAliasFile(file: File): Promise<Result<FileRows, string>> {
  const text = await readTextFile(file, largestFile);
  if (!text.ok) return text;
  const json = /\.json$/i.test(file.name);
  const read = json ? readAliasesJson(text.value) : readAliasesCsv(text.value);
  if (!read.ok) return failed(explainFile(read.problem));
  return ok({ unit: json ? 'entry' : 'line', rows: read.value });
}

/** One row of the list of what an import would do. */
export interface PreviewLine extends ImportItem {
  /** What the account was called before, where that changes. */
  readonly before?: AccountAlias;
}

/** What an import would give to the book, in the order of the file. */
export function previewLines({ added, changed }: ImportPreview): readonly PreviewLine[] {
  return [...added, ...changed].toSorted((a, b) => a.place - b.place);
}

/** How much an import would do: `2 to add, 1 to change, 3 unchanged, 1 refused.` */
export function countPreview({ added, changed, unchanged, refused }: ImportPreview): string {
  const counts = [
    [added.length, 'to add'],
    [changed.length, 'to change'],
    [unchanged.length, 'unchanged'],
    [refused.length, 'refused'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map((part) => part.join(' '));
  return `${words.join(', ')}.`;
}

/** A number of accounts: `1 account`, `3 accounts`. */
export function countAccounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
