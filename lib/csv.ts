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
  const csv = Papa.unparse([[...fields], ...data], { newline: '\r\n' });
  return `${byteOrderMark}${csv}\r\n`;
}

/** One record of a file. `line` is the one at which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether its quotation marks fit together. */
  readonly quotesFit: boolean;
}

/** Some of the records of a text, in their order, and how much of it is read with them. */
export interface CsvBatch {
  readonly records: readonly CsvRecord[];
  /** In characters from the beginning. */
  readonly read: number;
}

/** So many records are read at a stretch, whether or not anybody pauses between. */
const batchSize = 1000;

/** So many characters are looked through for line breaks at a stretch. */
const stretch = 250_000;

/** A first record is looked for in so many characters: what is longer is the header of nothing. */
const headerLength = 20_000;

/**
 * Reads the records that have anything in them, the header among them; a record with line breaks
 * in it has several lines. What separates the cells is found out: the first separator with which
 * the first record is the expected header. Nothing when there is none.
 */
export function readCsv(
  text: string,
  isHeader: (cells: readonly string[]) => boolean,
): readonly CsvRecord[] | undefined {
  const plain = resultOf(plainText(text));
  const batches = csvBatches(plain, isHeader);
  return batches && [...batches].flatMap(({ records }) => records);
}

/**
 * Takes the mark off a text and makes its line breaks those of `csvBatches`, in steps: who drives
 * it may pause between them.
 */
export function* plainText(text: string): Generator<undefined, string> {
  const unmarked = text.replace(byteOrderMark, '');
  if (!unmarked.includes('\r')) return unmarked;
  let plain = '';
  for (let start = 0; start < unmarked.length;) {
    const edge = start + stretch;
    const end = unmarked.startsWith('\r\n', edge - 1) ? edge + 1 : edge;
    plain += unmarked.slice(start, end).replaceAll(/\r\n?/g, '\n');
    start = end;
    yield;
  }
  return plain;
}

/** Drives steps to their end without a pause. */
export function resultOf<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Reads a plain text as `readCsv` does, batch by batch as they are asked for: a long text does not
 * hold up a page that pauses between them.
 */
export function csvBatches(
  plain: string,
  isHeader: (cells: readonly string[]) => boolean,
): Iterable<CsvBatch> | undefined {
  const beginning = plain.slice(0, headerLength);
  const delimiter = delimiters.find((each) => {
    const first = firstOf(batchesOf(beginning, each));
    return first !== undefined && isHeader(first.cells);
  });
  return delimiter === undefined ? undefined : batchesOf(plain, delimiter);
}

function firstOf(batches: Iterable<CsvBatch>): CsvRecord | undefined {
  for (const { records } of batches) if (records[0]) return records[0];
  return undefined;
}

function* batchesOf(text: string, delimiter: string): Generator<CsvBatch> {
  let line = 1;
  let read = 0;
  while (read < text.length) {
    const rest = text.slice(read);
    const records: CsvRecord[] = [];
    let count = 0;
    let start = 0;
    Papa.parse<string[]>(rest, {
      delimiter,
      newline: '\n',
      // The fast mode takes all of the text apart at once.
      fastMode: false,
      step({ data, errors, meta: { cursor } }, parser) {
        const cells = data.map((cell) => cell.replace(escapedFormula, ''));
        if (cells.some((cell) => cell.trim() !== '')) {
          records.push({ line, cells, quotesFit: errors.every(({ type }) => type !== 'Quotes') });
        }
        line += rest.slice(start, cursor).split('\n').length - 1;
        start = cursor;
        count += 1;
        if (count === batchSize) parser.abort();
      },
    });
    read += start;
    yield { records, read };
  }
}
