import { readCsv, writeCsv, type CsvRecord } from '../csv';
import { failed, type Result } from '../result';
import {
  applicationFields,
  textOfApplication,
  type ApplicationField,
  type RepositoryApplication,
} from './application';
import {
  applicationRow,
  limitApplicationRows,
  type ApplicationRow,
  type ApplicationsFileFault,
} from './import';
import { blankApplication, readApplication } from './read';

/** Applications as CSV for spreadsheets, with a column for each member. */
export function writeApplicationsCsv(applications: readonly RepositoryApplication[]): string {
  const rows = applications.map((application) => {
    const text = textOfApplication(application);
    return applicationFields.map((field) => text[field]);
  });
  return writeCsv(applicationFields, rows);
}

/**
 * Reads applications from CSV. Columns are found by their names in the first line, in any order
 * and case, `launch path` and `launch_path` as `launchPath`; others are left alone. `place` is the
 * line at which a row begins, from 1.
 */
export function readApplicationsCsv(
  text: string,
): Result<readonly ApplicationRow[], ApplicationsFileFault> {
  if (text.trim() === '') return failed('empty');
  const [header, ...records] = readCsv(text, isHeader) ?? [];
  if (!header) return failed('no-header');
  return limitApplicationRows(records.map((record) => rowOf(record, header.cells)));
}

/** What must be there for a line to be the header: what every application has. */
const needed: readonly ApplicationField[] = ['id', 'name', 'platform', 'launchPath'];

function isHeader(cells: readonly string[]): boolean {
  const fields = cells.map(fieldOf);
  return needed.every((field) => fields.includes(field));
}

/** The member that a column is of. */
function fieldOf(cell: string): ApplicationField | undefined {
  const name = cell.replaceAll(/[\s_-]/g, '').toLowerCase();
  return applicationFields.find((field) => field.toLowerCase() === name);
}

function rowOf({ line, cells, quotesFit }: CsvRecord, header: readonly string[]): ApplicationRow {
  if (!quotesFit) {
    return { place: line, reading: failed(['The quotation marks do not fit together.']) };
  }
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    const sentence = 'There are more values than columns. Quote what has a separator in it.';
    return { place: line, reading: failed([sentence]) };
  }
  const fields = header.map(fieldOf);
  const texts = applicationFields.map((field) => [field, cells[fields.indexOf(field)] ?? '']);
  return applicationRow(
    line,
    readApplication({ ...blankApplication, ...Object.fromEntries(texts) }),
  );
}
