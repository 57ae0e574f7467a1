import Papa from 'papaparse';

// The parser is for documents alone: neither the worker nor a page has use for its size.

/** What spreadsheets put between cells, depending on the language of the computer. */
const delimiters = [',', ';', '\t'] as const;

/** The mark by which spreadsheets know that a text is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * A cell that a spreadsheet would take for a formula, with any apostrophes before it. Source of
 * the characters: OWASP, "CSV Injection", which names those in full width too; spaces before them
 * do not help.
 */
const formula = /^(?='*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]))/;

const escapedFormula = new RegExp(formula.source.replace('^(?=', "^'(?="));

/**
 * Writes CSV (RFC 4180) for spreadsheets, with a line of names. What a spreadsheet would run has
 * an apostrophe before it, which `readCsv` takes off again.
 */
export function writeCsv(fields: readonly string[], rows: readonly (readonly string[])[]): string {
  const data = rows.map((cells) => cells.map((cell) => cell.replace(formula, "'")));
  const csv = Papa.unparse({ fields: [...fields], data }, { newline: '\r\n' });
  return `${byteOrderMark}${csv}\r\n`;
}

/** One record of a file. `line` is the one at which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether its quotation marks fit together. */
  readonly quotesFit: boolean;
}

/**
 * Reads the records that have anything in them, the header among them; a record with line breaks
 * in it has several lines. What separates the cells is found out: the first separator with which
 * the first record is the expected header. Nothing when there is none.
 */
export function readCsv(
  text: string,
  isHeader: (cells: readonly string[]) => boolean,
): readonly CsvRecord[] | undefined {
  const plain = text.replace(byteOrderMark, '').replaceAll(/\r\n?/g, '\n');
  for (const delimiter of delimiters) {
    const records = recordsOf(plain, delimiter);
    if (records[0] && isHeader(records[0].cells)) return records;
  }
  return undefined;
}

function recordsOf(text: string, delimiter: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors, meta: { cursor } }) {
      const cells = data.map((cell) => cell.replace(escapedFormula, ''));
      if (cells.some((cell) => cell.trim() !== '')) {
        records.push({ line, cells, quotesFit: errors.every(({ type }) => type !== 'Quotes') });
      }
      line += text.slice(start, cursor).split('\n').length - 1;
      start = cursor;
    },
  });
  return records;
}
