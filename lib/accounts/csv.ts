import { readCsv, writeCsv, type CsvRecord } from '../csv';
import { failed, type Result } from '../result';
import { textOfAlias, type AccountAlias } from './alias';
import { limitRows, readRow, type FileFault, type ImportRow } from './import';

const columns = ['account', 'name', 'environment', 'groups', 'notes'] as const;

type Column = (typeof columns)[number];

/** Aliases as CSV for spreadsheets, with semicolons between groups. */
export function writeAliasesCsv(aliases: readonly AccountAlias[]): string {
  const rows = aliases.map((alias) => {
    const text = { ...textOfAlias(alias), groups: (alias.groups ?? []).join(';') };
    return columns.map((column) => text[column]);
  });
  return writeCsv(columns, rows);
}

/**
 * Reads aliases from CSV. Columns are found by their names in the first line, in any order and
 * case; others are left alone. `place` is the line at which a row begins, from 1.
 */
export function readAliasesCsv(text: string): Result<readonly ImportRow[], FileFault> {
  if (text.trim() === '') return failed('empty');
  const [header, ...records] = readCsv(text, (cells) => placesOf(cells) !== undefined) ?? [];
  const places = header && placesOf(header.cells);
  if (!places) return failed('no-header');
  return limitRows(records.map((record) => rowOf(record, header.cells, places)));
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
    groups: place('groups'),
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
  const cell = (column: Column) => cells[places[column]] ?? '';
  return readRow(line, {
    account: cell('account'),
    name: cell('name'),
    environment: cell('environment'),
    groups: cell('groups'),
    notes: cell('notes'),
  });
}
