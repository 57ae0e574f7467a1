import type { ImageRef, ImageShare, SharePermissions } from '../images/image';
import type { Problem } from '../problems/problem';
import type { AccountId, RegionCode } from '../scope';
import { imageKey } from './plan';

/** What an account may do with an image: nothing, 1 for fleets, 2 for image builders, 3 for both. */
export type Bits = 0 | 1 | 2 | 3;

/** The bit of each permission. */
export const bitOf = { fleet: 1, imageBuilder: 2 } as const;

/** How far the sharing of an image was read. Only what was read can be changed. */
export type RowState =
  | { readonly state: 'loading' | 'ready' }
  | { readonly state: 'problem'; readonly problem: Problem };

/** One image of a matrix. */
export interface MatrixRow {
  readonly region: RegionCode;
  readonly image: ImageRef;
  readonly load: RowState;
}

/** Cells by the numbers of their rows and columns: every row with every column. */
export interface Cells {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** One cell, and what shall be in it. */
export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly bits: Bits;
}

/** What one edit did: the places in the matrix, and the wishes there before and after. */
interface Edit {
  readonly places: Readonly<Uint32Array>;
  readonly before: Readonly<Uint8Array>;
  readonly after: Readonly<Uint8Array>;
}

/**
 * Images by accounts: what each account may do with each image, and what it shall. A value:
 * every function below gives a new one. The cells of a column stand together, so that a further
 * column leaves the places of the others as they were, also for what can be undone.
 */
export interface Matrix {
  readonly rows: readonly MatrixRow[];
  /** The columns, in the order in which they came. */
  readonly accounts: readonly AccountId[];
  readonly current: Readonly<Uint8Array>;
  /** What shall be, or {@link noWish}: the cell follows what is read, whatever that becomes. */
  readonly wishes: Readonly<Uint8Array>;
  readonly past: readonly Edit[];
  readonly future: readonly Edit[];
}

/** In `wishes`: nobody wants this cell to be otherwise than it is. */
export const noWish = 4;

/** How many edits can be undone. */
export const undoLimit = 100;

/** A matrix of images whose sharing was not read yet. An image that is named twice is one row. */
export function createMatrix(images: readonly Pick<MatrixRow, 'region' | 'image'>[]): Matrix {
  const rows = new Map(
    images.map(({ region, image }): [string, MatrixRow] => [
      imageKey({ region, image: image.name }),
      { region, image, load: { state: 'loading' } },
    ]),
  );
  const empty = new Uint8Array(0);
  return {
    rows: [...rows.values()],
    accounts: [],
    current: empty,
    wishes: empty,
    past: [],
    future: [],
  };
}

/** The matrix with columns for accounts; those that are there already stay where they are. */
export function withAccounts(matrix: Matrix, accounts: readonly AccountId[]): Matrix {
  const known = new Set(matrix.accounts);
  const added = [...new Set(accounts)].filter((account) => !known.has(account));
  if (added.length === 0) return matrix;
  const all = [...matrix.accounts, ...added];
  const size = all.length * matrix.rows.length;
  const current = new Uint8Array(size);
  const wishes = new Uint8Array(size).fill(noWish);
  current.set(matrix.current);
  wishes.set(matrix.wishes);
  return { ...matrix, accounts: all, current, wishes };
}

/**
 * The matrix with the sharing of an image as it was read. Accounts that it did not have become
 * columns. What is wished for stays.
 */
export function rowLoaded(matrix: Matrix, row: number, shares: readonly ImageShare[]): Matrix {
  const wide = withAccounts(
    matrix,
    shares.map(({ account }) => account),
  );
  const bits = new Map(shares.map((share) => [share.account, bitsOf(share)]));
  const current = Uint8Array.from(wide.current);
  for (const [column, account] of wide.accounts.entries()) {
    current[placeOf(wide, row, column)] = bits.get(account) ?? 0;
  }
  return { ...wide, rows: withState(wide.rows, row, { state: 'ready' }), current };
}

/** The matrix with an image that is being read, or could not be. */
export function rowWith(matrix: Matrix, row: number, load: RowState): Matrix {
  return { ...matrix, rows: withState(matrix.rows, row, load) };
}

/** What an account may do with an image now, as it was read. */
export function currentAt(matrix: Matrix, row: number, column: number): Bits {
  return asBits(matrix.current[placeOf(matrix, row, column)] ?? 0);
}

/** What an account shall be able to do with an image. */
export function desiredAt(matrix: Matrix, row: number, column: number): Bits {
  const place = placeOf(matrix, row, column);
  const wish = matrix.wishes[place] ?? noWish;
  return asBits(wish === noWish ? (matrix.current[place] ?? 0) : wish);
}

/** Whether the cells of a row can be changed: only what was read can. */
export function isReady({ rows }: Matrix, row: number): boolean {
  return rows[row]?.load.state === 'ready';
}

/** Puts the same into cells, as one edit. Those of images that were not read stay as they are. */
export function setCells(matrix: Matrix, cells: Cells, bits: Bits): Matrix {
  return changeCells(matrix, cells, () => bits);
}

/**
 * Toggles a permission in cells, or both: takes it away where all of the cells have it, and
 * otherwise gives it to all.
 */
export function toggleCells(matrix: Matrix, cells: Cells, bits: Bits): Matrix {
  const having = eachOf(matrix, cells).every(
    ({ row, column }) => (desiredAt(matrix, row, column) & bits) === bits,
  );
  return changeCells(matrix, cells, (now) => asBits(having ? now & ~bits : now | bits));
}

/** Puts something of its own into each of many cells, as one edit. */
export function editCells(matrix: Matrix, edits: readonly CellEdit[]): Matrix {
  const changed = new Map<number, number>();
  for (const { row, column, bits } of edits) {
    if (!isReady(matrix, row)) continue;
    const place = placeOf(matrix, row, column);
    const wish = bits === matrix.current[place] ? noWish : bits;
    if (wish === matrix.wishes[place]) changed.delete(place);
    else changed.set(place, wish);
  }
  return remember(matrix, changed);
}

/** Takes back every wish, as one edit that can be undone. */
export function resetWishes(matrix: Matrix): Matrix {
  const changed = new Map<number, number>();
  for (const [place, wish] of matrix.wishes.entries()) {
    if (wish !== noWish) changed.set(place, noWish);
  }
  return remember(matrix, changed);
}

/** Undoes the last edit. */
export function undo(matrix: Matrix): Matrix {
  const last = matrix.past.at(-1);
  if (!last) return matrix;
  const wishes = Uint8Array.from(matrix.wishes);
  for (const [index, place] of last.places.entries()) wishes[place] = last.before[index] ?? noWish;
  return {
    ...matrix,
    wishes,
    past: matrix.past.slice(0, -1),
    future: [...matrix.future, last],
  };
}

/** Does again what was undone last, until something else is edited. */
export function redo(matrix: Matrix): Matrix {
  const next = matrix.future.at(-1);
  if (!next) return matrix;
  const wishes = Uint8Array.from(matrix.wishes);
  for (const [index, place] of next.places.entries()) wishes[place] = next.after[index] ?? noWish;
  return {
    ...matrix,
    wishes,
    past: [...matrix.past, next],
    future: matrix.future.slice(0, -1),
  };
}

/** Permissions as bits. */
export function bitsOf({ fleet, imageBuilder }: SharePermissions): Bits {
  return asBits((fleet ? bitOf.fleet : 0) | (imageBuilder ? bitOf.imageBuilder : 0));
}

/** Bits as permissions. */
export function permissionsOf(bits: Bits): SharePermissions {
  return { fleet: (bits & bitOf.fleet) > 0, imageBuilder: (bits & bitOf.imageBuilder) > 0 };
}

function changeCells(matrix: Matrix, cells: Cells, becomes: (now: Bits) => Bits): Matrix {
  return editCells(
    matrix,
    eachOf(matrix, cells).map(({ row, column }) => ({
      row,
      column,
      bits: becomes(desiredAt(matrix, row, column)),
    })),
  );
}

/** The cells of images that were read. */
function eachOf(matrix: Matrix, { rows, columns }: Cells) {
  const ready = rows.filter((row) => isReady(matrix, row));
  return ready.flatMap((row) => columns.map((column) => ({ row, column })));
}

/** The matrix with other wishes, by their places, and the edit among what can be undone. */
function remember(matrix: Matrix, changed: ReadonlyMap<number, number>): Matrix {
  if (changed.size === 0) return matrix;
  const places = Uint32Array.from(changed.keys());
  const after = Uint8Array.from(changed.values());
  const before = Uint8Array.from(places, (place) => matrix.wishes[place] ?? noWish);
  const wishes = Uint8Array.from(matrix.wishes);
  for (const [place, wish] of changed) wishes[place] = wish;
  const past = [...matrix.past, { places, before, after }].slice(-undoLimit);
  return { ...matrix, wishes, past, future: [] };
}

function placeOf({ rows }: Matrix, row: number, column: number): number {
  return column * rows.length + row;
}

function withState(rows: readonly MatrixRow[], row: number, load: RowState): readonly MatrixRow[] {
  return rows.map((each, index) => (index === row ? { ...each, load } : each));
}

function asBits(value: number): Bits {
  const bits = value & 3;
  return bits === 1 || bits === 2 || bits === 3 ? bits : 0;
}
