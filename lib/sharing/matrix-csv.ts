import { explainAlias } from '../accounts/alias';
import { readCsv, writeCsv, type CsvRecord } from '../csv';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import { accountFault, readAccountId } from './account-ids';
import {
  desiredAt,
  editCells,
  isReady,
  withAccounts,
  type Bits,
  type CellEdit,
  type Matrix,
} from './matrix';
import { imageKey } from './plan';

/** How the cells of the file say what an account may do; an empty one says: not shared. */
const words = ['', 'fleet', 'image_builder', 'both'] as const;

const place = ['region', 'image'] as const;

/**
 * The matrix as it shall be, as CSV for spreadsheets: a line for each image and a column for each
 * account, in the order given. Images that were not read are left out: nobody knows their cells.
 */
export function writeMatrixCsv(matrix: Matrix, columns: readonly number[]): string {
  const rows = matrix.rows.flatMap(({ region, image }, row) =>
    isReady(matrix, row)
      ? [[region, image.name, ...columns.map((column) => words[desiredAt(matrix, row, column)])]]
      : [],
  );
  return writeCsv([...place, ...columns.map((column) => matrix.accounts[column] ?? '')], rows);
}

/** One thing that is wrong with a file. Lines and columns count from 1; the header is a line. */
export interface MatrixFault {
  readonly line: number;
  readonly column?: number;
  readonly sentence: string;
}

/** A file that was read: the matrix with what it wants, and the accounts that are new in it. */
export interface MatrixImport {
  readonly matrix: Matrix;
  readonly added: readonly AccountId[];
  /** How many lines it has, without the header. */
  readonly images: number;
}

/**
 * Reads what a file wants into a matrix, as one edit. What the file does not name, an image or an
 * account, stays as it is; accounts that the matrix does not have become columns. With anything
 * wrong in the file nothing of it is taken: a line that is missing could be what matters.
 */
export function readMatrixCsv(
  matrix: Matrix,
  owner: AccountId,
  text: string,
): Result<MatrixImport, readonly MatrixFault[]> {
  if (text.trim() === '') return failed([{ line: 1, sentence: 'This file is empty.' }]);
  const [header, ...records] = readCsv(text, isHeader) ?? [];
  if (!header) return failed([{ line: 1, sentence: noHeader }]);
  const faults: MatrixFault[] = [];
  const accounts = readHeader(header, owner, faults);
  if (accounts.length === 0 && faults.length === 0) {
    faults.push({ line: header.line, sentence: 'The first line names no account.' });
  }
  if (records.length === 0) faults.push({ line: header.line, sentence: 'There are no images.' });
  const wide = withAccounts(
    matrix,
    accounts.flatMap(({ account }) => account ?? []),
  );
  const edits = records.length === 0 ? [] : readRecords(wide, header, accounts, records, faults);
  if (faults.length > 0) return failed(faults);
  return ok({
    matrix: editCells(wide, edits),
    added: wide.accounts.slice(matrix.accounts.length),
    images: records.length,
  });
}

/** Puts a fault in words, with its place. */
export function explainMatrixFault({ line, column, sentence }: MatrixFault): string {
  const where = column === undefined ? `Line ${line}` : `Line ${line}, column ${column}`;
  return `${where}: ${sentence}`;
}

const noHeader =
  'The first line does not name the columns. It must have region, image, and then account IDs.';

function isHeader(cells: readonly string[]): boolean {
  return place.every((name, index) => cells[index]?.trim().toLowerCase() === name);
}

interface HeaderCell {
  /** From 1. */
  readonly column: number;
  /** Nothing where the cell names no account; what is wrong is among the faults. */
  readonly account: AccountId | undefined;
}

function readHeader(
  { line, cells }: CsvRecord,
  owner: AccountId,
  faults: MatrixFault[],
): readonly HeaderCell[] {
  const seen = new Map<AccountId, number>();
  const named = cells.slice(place.length);
  // Spreadsheets write empty columns after the last one.
  while (named.at(-1)?.trim() === '') named.pop();
  return named.map((cell, index) => {
    const column = index + place.length + 1;
    const fault = (sentence: string): HeaderCell => {
      faults.push({ line, column, sentence });
      return { column, account: undefined };
    };
    const reading = readAccountId(cell);
    if (reading.kind !== 'valid') {
      // As for the names of accounts.
      return fault(explainAlias({ field: 'account', ...accountFault(cell, reading) }));
    }
    const { account } = reading;
    const earlier = seen.get(account);
    if (earlier !== undefined) return fault(`Account ${account} is in column ${earlier} already.`);
    if (account === owner) return fault(`The images belong to account ${account} itself.`);
    seen.set(account, column);
    return { column, account };
  });
}

function readRecords(
  matrix: Matrix,
  header: CsvRecord,
  accounts: readonly HeaderCell[],
  records: readonly CsvRecord[],
  faults: MatrixFault[],
): readonly CellEdit[] {
  const rows = new Map(
    matrix.rows.map(({ region, image }, row) => [imageKey({ region, image: image.name }), row]),
  );
  const columns = new Map(matrix.accounts.map((account, column) => [account, column]));
  const width = accounts.length + place.length;
  const seen = new Map<number, number>();
  return records.flatMap((record) => {
    const { line, cells } = record;
    const fault = (sentence: string, column?: number) => {
      faults.push({ line, ...(column !== undefined && { column }), sentence });
    };
    const [region = '', image = ''] = cells.map((cell) => cell.trim());
    const row = rows.get(imageKey({ region: region.toLowerCase(), image }));
    if (!record.quotesFit) fault('The quotation marks do not fit together.');
    else if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '')) {
      fault(`It has ${cells.length} cells, and the first line has ${header.cells.length}.`);
    } else if (row === undefined) {
      fault(`There is no image ${image} in ${region} here.`, 2);
    } else if (!isReady(matrix, row)) {
      fault(`The sharing of ${image} in ${region} was not read yet.`, 2);
    } else if (seen.has(row)) {
      fault(`${image} in ${region} is at line ${seen.get(row)} already.`, 2);
    } else {
      seen.set(row, line);
      return accounts.flatMap(({ column, account }): readonly CellEdit[] => {
        const bits = readWord(cells[column - 1] ?? '');
        if (bits === undefined) {
          fault(`“${(cells[column - 1] ?? '').trim()}” is none of ${spoken}.`, column);
        }
        const number = account === undefined ? undefined : columns.get(account);
        return bits === undefined || number === undefined ? [] : [{ row, column: number, bits }];
      });
    }
    return [];
  });
}

const spoken = 'fleet, image_builder, both, and empty';

function readWord(cell: string): Bits | undefined {
  const word = cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const bits = words.findIndex((each) => each === word);
  return bits === 0 || bits === 1 || bits === 2 || bits === 3 ? bits : undefined;
}
