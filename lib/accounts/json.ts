import * as v from 'valibot';
import { failed, type Result } from '../result';
import { isOneGroup, type AccountAlias } from './alias';
import { limitRows, readRow, type FileFault, type ImportRow } from './import';

const file = v.object({ version: v.literal(1), accounts: v.array(v.unknown()) });

const text = v.exactOptional(v.string(), '');

const entry = v.object({
  account: text,
  name: text,
  environment: text,
  groups: v.exactOptional(v.array(v.string()), []),
  notes: text,
});

/** Aliases as JSON: `{ version: 1, accounts: [...] }`. */
export function writeAliasesJson(aliases: readonly AccountAlias[]): string {
  return `${JSON.stringify({ version: 1, accounts: aliases }, null, 2)}\n`;
}

/** Reads aliases from JSON as it was exported. `place` is the number of the entry, from 1. */
export function readAliasesJson(json: string): Result<readonly ImportRow[], FileFault> {
  const parsed = parse(json);
  if (!parsed.ok) return parsed;
  const read = v.safeParse(file, parsed.value);
  if (!read.success) return failed('other-json');
  return limitRows(read.output.accounts.map((each, index) => rowOf(index + 1, each)));
}

function parse(json: string): Result<unknown, FileFault> {
  try {
    return { ok: true, value: JSON.parse(json.replace('\uFEFF', '')) as unknown };
  } catch {
    return failed(json.trim() === '' ? 'empty' : 'not-json');
  }
}

function rowOf(place: number, raw: unknown): ImportRow {
  const read = v.safeParse(entry, raw);
  if (!read.success) {
    const sentence =
      'Account, name, environment and notes must be texts, and groups a list of texts.';
    return { place, reading: failed([sentence]) };
  }
  const { groups, ...texts } = read.output;
  if (!groups.every(isOneGroup)) {
    const sentence = 'The name of a group has a comma, a semicolon or a line break in it.';
    return { place, reading: failed([sentence]) };
  }
  return readRow(place, { ...texts, groups: groups.join(', ') });
}
