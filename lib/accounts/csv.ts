import Papa from 'papaparse';
import { failed, type Result } from '../result';
import { textOfAlias, type AccountAlias } from './alias';
import { limitRows, readRow, type FileFault, type ImportRow } from './import';

// The parser is for the desk alone: neither the worker nor a page has use for its size.

const columns = ['account', 'name', 'environment', 'notes'] as const;

type Column = (typeof columns)[number];

/** What spreadsheets put between cells, depending on the language of the computer. */
const delimiters = [',', ';', '\t'] as const;

/** The mark by which spreadsheets know that a text is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * Aliases as CSV (RFC 4180) for spreadsheets. A cell that a spreadsheet would take for a formula
 * has an apostrophe before it. Source of the characters: OWASP, "CSV Injection".
 */
export function writeAliasesCsv(aliases: readonly AccountAlias[]): string {
  const data = aliases.map((alias) => {
    const text = textOfAlias(alias);
    return columns.map((column) => text[column].replace(/^(?='*[=+\-@\t])/, "'"));
  });
  const csv = Papa.unparse({ fields: [...columns], data }, { newline: '\r\n' });
  return `${byteOrderMark}${csv}\r\n`;
}

/**
 * Reads aliases from CSV. Columns are found by their names in the first line, in any order and
 * case; others are left alone. `place` is the line at which a row begins, from 1.
 */
export function readAliasesCsv(text: string): Result<readonly ImportRow[], FileFault> {
  const plain = text.replace(byteOrderMark, '').replaceAll(/\r\n?/g, '\n');
  if (plain.trim() === '') return failed('empty');
  for (const delimiter of delimiters) {
    const [header, ...records] = recordsOf(plain, delimiter);
    const places = header && placesOf(header.cells);
    if (places) return limitRows(records.map((record) => rowOf(record, header.cells, places)));
  }
  return failed('no-header');
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly quotesFit: boolean;
}

/** The records that have anything in them. A record with line breaks in it has several lines. */
function recordsOf(text: string, delimiter: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data: cells, errors, meta: { cursor } }) {
      if (cells.some((cell) => cell.trim() !== '')) {
        records.push({ line, cells, quotesFit: errors.every(({ type }) => type !== 'Quotes') });
      }
      line += text.slice(start, cursor).split('\n').length - 1;
      start = cursor;
    },
  });
  return records;
}

type Places = Readonly<Record<Column, number>>;

/** Where each column is; -1 for one that is not there. Nothing when this is no header. */
function placesOf(cells: readonly string[]): Places | undefined {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const place = (column: Column) => names.indexOf(column);
  const places = {
    account: place('account'),
    name: place('name'),
    environment: place('environment'),
    notes: place('notes'),
  };
  return places.account >= 0 && places.name >= 0 ? places : undefined;
}

function rowOf(record: CsvRecord, header: readonly string[], places: Places): ImportRow {
  const { line, cells, quotesFit } = record;
  if (!quotesFit) {
    return { place: line, reading: failed(['The quotation marks do not fit together.']) };
  }
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    const sentence = 'There are more values than columns. Quote what has a separator in it.';
    return { place: line, reading: failed([sentence]) };
  }
  const cell = (column: Column) => (cells[places[column]] ?? '').replace(/^'(?='*[=+\-@\t])/, '');
  return readRow(line, {
    account: cell('account'),
    name: cell('name'),
    environment: cell('environment'),
    notes: cell('notes'),
  });
}
