import {
  currentAt,
  desiredAt,
  isReady,
  noWish,
  permissionsOf,
  type Cells,
  type Matrix,
} from './matrix';
import type { DesiredImage, DesiredShare, ShareChange } from './plan';

/** What becomes of a cell; `unchanged` also when its image was not read. */
export function changeAt(matrix: Matrix, row: number, column: number): ShareChange {
  if (!isReady(matrix, row)) return 'unchanged';
  const before = currentAt(matrix, row, column);
  const after = desiredAt(matrix, row, column);
  if (before === after) return 'unchanged';
  if (before === 0) return 'add';
  return after === 0 ? 'remove' : 'change';
}

/** The rows and the columns in which something is to change. */
export function changedCells(matrix: Matrix): Cells {
  const rows = new Set<number>();
  const columns = new Set<number>();
  for (const { row, column } of changesIn(matrix)) {
    rows.add(row);
    columns.add(column);
  }
  return { rows: [...rows].toSorted(byNumber), columns: [...columns].toSorted(byNumber) };
}

/** What is to change, to be planned: of each image only the accounts that change. */
export function differencesOf(matrix: Matrix): readonly DesiredImage[] {
  const byRow = new Map<number, DesiredShare[]>();
  for (const { row, column } of changesIn(matrix)) {
    const desired = byRow.get(row) ?? [];
    desired.push({
      account: matrix.accounts[column] ?? '',
      ...permissionsOf(desiredAt(matrix, row, column)),
    });
    byRow.set(row, desired);
  }
  return matrix.rows.flatMap(({ region, image }, row) => {
    const desired = byRow.get(row);
    return desired ? [{ region, image, desired }] : [];
  });
}

/** How much is to change. */
export interface MatrixCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  /** Cells, images and accounts in which anything changes. */
  readonly cells: number;
  readonly images: number;
  readonly accounts: number;
}

/** Counts what is to change. */
export function countMatrix(matrix: Matrix): MatrixCounts {
  const counts = { add: 0, change: 0, remove: 0, unchanged: 0 };
  const changes = changesIn(matrix);
  for (const { row, column } of changes) counts[changeAt(matrix, row, column)] += 1;
  const { rows, columns } = changedCells(matrix);
  const { add, change, remove } = counts;
  return {
    add,
    change,
    remove,
    cells: changes.length,
    images: rows.length,
    accounts: columns.length,
  };
}

/** With how many accounts an image is shared now, and shall be. */
export function sharedCounts(
  matrix: Matrix,
  row: number,
): { readonly now: number; readonly after: number } {
  let now = 0;
  let after = 0;
  for (let column = 0; column < matrix.accounts.length; column += 1) {
    if (currentAt(matrix, row, column) > 0) now += 1;
    if (desiredAt(matrix, row, column) > 0) after += 1;
  }
  return { now, after };
}

/** Every cell that is to change, by row. A wish for what is there already by now is none. */
function changesIn(matrix: Matrix): readonly { readonly row: number; readonly column: number }[] {
  const found: { readonly row: number; readonly column: number }[] = [];
  for (const [place, wish] of matrix.wishes.entries()) {
    if (wish === noWish || wish === matrix.current[place]) continue;
    const row = place % matrix.rows.length;
    if (isReady(matrix, row)) found.push({ row, column: Math.floor(place / matrix.rows.length) });
  }
  return found.toSorted((a, b) => a.row - b.row || a.column - b.column);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
