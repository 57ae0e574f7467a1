import { readName } from '../accounts/alias';
import type { CsvRecord } from '../csv';
import type { SharePermissions } from '../images/image';
import { ok } from '../result';
import type { AccountId } from '../scope';
import { accountFault, accountIdsIn, readAccountId } from './account-ids';
import { columnOf, readPermissions, type Column } from './recipient-columns';
import type { List } from './recipient-list';

/** What is longer is cut where a problem quotes it. */
const quoteLimit = 40;

/** So many lines are read between two pauses. */
const stepSize = 2000;

/** Reads free text in steps, each of which gives the share of it that is read. */
export function* readLines(
  plain: string,
  permissions: SharePermissions,
  list: List,
): Generator<number> {
  let line = 1;
  let count = 0;
  for (let start = 0; start < plain.length; line += 1) {
    const found = plain.indexOf('\n', start);
    const end = found < 0 ? plain.length : found;
    // A line counts, and what is more than one part of it.
    count += 1;
    let more = 0;
    for (const text of accountIdsIn(plain.slice(start, end))) {
      const account = readAccount(text, line, list);
      if (account !== undefined) list.add(line, { account, ...permissions });
      count += more;
      more = 1;
      if (count >= stepSize) {
        count = 0;
        yield start / plain.length;
      }
    }
    if (count >= stepSize) {
      count = 0;
      yield end / plain.length;
    }
    start = end + 1;
  }
}

/** Reads one line of CSV under its header. */
export function readRecord(
  { line, cells, quotesFit }: CsvRecord,
  header: CsvRecord,
  defaults: SharePermissions,
  list: List,
): void {
  if (!quotesFit) return list.refuse({ line, kind: 'quotes' });
  const values = new Map<Column, string>();
  for (const [index, text] of cells.entries()) {
    const column = columnOf(header.cells[index] ?? '');
    if (column) values.set(column, text.trim());
    else if (text.trim() !== '') return list.refuse({ line, kind: 'more-values' });
  }
  const account = readAccount(values.get('account') ?? '', line, list);
  if (account === undefined) return undefined;
  const says = header.cells.some((cell) => columnOf(cell) === 'fleet');
  const permissions = says ? readPermissions(values) : ok(defaults);
  if (!permissions.ok) {
    const { column, text } = permissions.problem;
    return list.refuse({ line, kind: 'value', column, text: cut(text) });
  }
  if (!permissions.value) return list.refuse({ line, kind: 'says-nothing', account });
  const name = readName(values.get('name') ?? '');
  if (!name.ok) return list.refuse({ line, kind: 'name', fault: name.problem });
  const { fleet, imageBuilder } = permissions.value;
  return list.add(line, {
    account,
    fleet,
    imageBuilder,
    ...(name.value !== undefined && { name: name.value }),
  });
}

/** The account that a text names; what is wrong with it goes to the list. */
function readAccount(text: string, line: number, list: List): AccountId | undefined {
  const reading = readAccountId(text);
  if (reading.kind !== 'valid') {
    const fault = accountFault(text, reading);
    list.refuse({ line, kind: 'account', text: cut(text), fault });
    return undefined;
  }
  const { account } = reading;
  if (account !== list.owner) return account;
  list.refuse({ line, kind: 'own-account', account });
  return undefined;
}

/** As much of a text as a sentence can quote. */
export function cut(text: string): string {
  const characters = Array.from(text.slice(0, 2 * quoteLimit + 2));
  return characters.length > quoteLimit ? `${characters.slice(0, quoteLimit).join('')}…` : text;
}
