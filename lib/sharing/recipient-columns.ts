import type { SharePermissions } from '../images/image';
import { failed, ok, type Result } from '../result';

/** The columns of a list of recipients, as its header names them and in the order of writing. */
export const columns = ['account', 'name', 'fleet', 'image_builder'] as const;

export type Column = (typeof columns)[number];

/** What is wrong with a header, as its cells say it. */
export interface HeaderFault {
  readonly missing: readonly Column[];
  readonly unknown: readonly string[];
  readonly twice: readonly Column[];
}

/** The column that a cell of a header names: in any case, and with any writing of two words. */
export function columnOf(cell: string): Column | undefined {
  const letters = cell.toLowerCase().replaceAll(/[\s_-]/g, '');
  return columns.find((column) => column.replace('_', '') === letters);
}

/** A cell that can only be a title: letters and no digit, which an account id would have. */
const title = /^[\p{L}_][\p{L}_ -]{0,40}$/u;

/**
 * Whether the first line of a text means to be a header: one of its cells names a column, or all
 * of several cells are titles. What is wrong with it then can be told.
 */
export function isHeader(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    filled.some((cell) => columnOf(cell) !== undefined) ||
    (filled.length > 1 && filled.every((cell) => title.test(cell)))
  );
}

/**
 * What is wrong with a header; nothing when it will do. It must name the accounts, and either both
 * permissions or none: a permission that nothing is said of is not one that was meant.
 */
export function faultOfHeader(cells: readonly string[]): HeaderFault | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const named = filled.map(columnOf).filter((column) => column !== undefined);
  const saysPermissions = named.includes('fleet') || named.includes('image_builder');
  const needed: readonly Column[] = saysPermissions
    ? ['account', 'fleet', 'image_builder']
    : ['account'];
  const missing = needed.filter((column) => !named.includes(column));
  const unknown = filled.filter((cell) => columnOf(cell) === undefined);
  const twice = columns.filter((column) => named.indexOf(column) !== named.lastIndexOf(column));
  return missing.length + unknown.length + twice.length > 0
    ? { missing, unknown, twice }
    : undefined;
}

const yes = new Set(['yes', 'y', 'true', '1', 'x']);
const no = new Set(['no', 'n', 'false', '0']);

/**
 * The permissions that a line gives; nothing when it leaves both columns empty. One that is empty
 * beside one that is not means no.
 */
export function readPermissions(
  values: ReadonlyMap<Column, string>,
): Result<
  SharePermissions | undefined,
  { readonly column: 'fleet' | 'image_builder'; readonly text: string }
> {
  const fleet = readWord('fleet', values);
  const imageBuilder = readWord('image_builder', values);
  if (!fleet.ok) return fleet;
  if (!imageBuilder.ok) return imageBuilder;
  if (fleet.value === undefined && imageBuilder.value === undefined) return ok(undefined);
  return ok({ fleet: fleet.value ?? false, imageBuilder: imageBuilder.value ?? false });
}

function readWord<Named extends 'fleet' | 'image_builder'>(
  column: Named,
  values: ReadonlyMap<Column, string>,
): Result<boolean | undefined, { readonly column: Named; readonly text: string }> {
  const text = values.get(column) ?? '';
  const word = text.toLowerCase();
  if (word === '') return ok(undefined);
  if (yes.has(word)) return ok(true);
  return no.has(word) ? ok(false) : failed({ column, text });
}
