import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { AccountNames } from '../../../lib/accounts/alias';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import type { AccountId, Scope } from '../../../lib/scope';
import {
  createMatrix,
  resetWishes,
  redo,
  rowLoaded,
  rowWith,
  setCells,
  toggleCells,
  undo,
  withAccounts,
  type Bits,
  type Cells,
  type Matrix,
  type MatrixRow,
} from '../../../lib/sharing/matrix';
import { changedCells, countMatrix, type MatrixCounts } from '../../../lib/sharing/matrix-changes';
import { groupColumns, type ColumnGroup } from '../../../lib/sharing/matrix-columns';
import { ok } from '../../../lib/result';
import type { GridPlace } from './grid';
import { createRowReader } from './reading';

/** What of the matrix is shown, and in which order: numbers of its rows and columns. */
export interface Shown {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly groups: readonly ColumnGroup[];
}

/** A rectangle of what is shown, with both corners in it. */
export interface Range {
  readonly from: GridPlace;
  readonly to: GridPlace;
}

/** A matrix while it is read and edited. Places are those of what is shown. */
export interface MatrixModel {
  readonly scope: Scope;
  readonly matrix: ReadonlySignal<Matrix>;
  readonly shown: ReadonlySignal<Shown>;
  readonly names: ReadonlySignal<AccountNames>;
  readonly counts: ReadonlySignal<MatrixCounts>;
  readonly onlyDifferences: ReadonlySignal<boolean>;
  /** The cell that the keyboard is at. */
  readonly active: ReadonlySignal<GridPlace>;
  readonly range: ReadonlySignal<Range>;
  /** How many images have an answer by now. */
  readonly read: ReadonlySignal<number>;
  readonly load: () => void;
  readonly retry: (rows: readonly number[]) => void;
  readonly rename: (names: AccountNames) => void;
  readonly add: (accounts: readonly AccountId[]) => void;
  /** Takes a matrix that a file was read into. */
  readonly take: (matrix: Matrix) => void;
  /** Goes to a cell; with `extend` the range reaches from where it began to there. */
  readonly goTo: (place: GridPlace, extend: boolean) => void;
  readonly select: (from: GridPlace, to: GridPlace) => void;
  /** Edits the range, or one cell alone. */
  readonly toggle: (bits: Bits, place?: GridPlace) => void;
  readonly set: (bits: Bits) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
  readonly showOnlyDifferences: (only: boolean) => void;
  readonly hear: (event: ProductEvent) => void;
  readonly end: () => void;
}

/** Makes the model of a matrix; `load` starts reading. */
export function createMatrixModel(
  scope: Scope,
  images: readonly Pick<MatrixRow, 'region' | 'image'>[],
  client: Client,
): MatrixModel {
  const matrix = signal(createMatrix(images));
  const names = signal<AccountNames>(new Map());
  /** What differed when it was asked for: a cell that is as it was must not vanish at once. */
  const filter = signal<Cells | undefined>(undefined);
  // The cell and where the range began, by the numbers of the matrix: what is shown may change.
  // Nothing until somebody has gone to a cell.
  const at = signal<GridPlace | undefined>(undefined);
  const anchor = signal<GridPlace | undefined>(undefined);

  const shown = computed(() => shownOf(matrix.value, names.value, filter.value));
  const active = computed(() => placeIn(shown.value, at.value));
  const range = computed(() => rangeOf(placeIn(shown.value, anchor.value), active.value));
  const reader = createRowReader(
    async (row) => {
      const asked = matrix.peek().rows[row];
      if (!asked) return ok([]);
      const there = { ...scope, region: asked.region };
      const answer = await client.call('images.shares', { image: asked.image }, { scope: there });
      return answer.ok ? ok(answer.value.value) : answer;
    },
    (row, shares) => {
      const others = shares.ok
        ? shares.value.filter(({ account }) => account !== scope.account)
        : [];
      matrix.value = shares.ok
        ? rowLoaded(matrix.peek(), row, others)
        : rowWith(matrix.peek(), row, { state: 'problem', problem: shares.problem });
    },
  );

  const selected = (place?: GridPlace): Cells => {
    const { from, to } = place ? { from: place, to: place } : range.peek();
    const { rows, columns } = shown.peek();
    return {
      rows: rows.slice(from.row, to.row + 1),
      columns: columns.slice(from.column, to.column + 1),
    };
  };
  const numbered = ({ row, column }: GridPlace): GridPlace => ({
    row: shown.peek().rows[row] ?? 0,
    column: shown.peek().columns[column] ?? 0,
  });
  const retry = (rows: readonly number[]): void => {
    for (const row of rows) matrix.value = rowWith(matrix.peek(), row, { state: 'loading' });
    reader.read(rows);
  };

  return {
    scope,
    matrix,
    shown,
    names,
    counts: computed(() => countMatrix(matrix.value)),
    onlyDifferences: computed(() => filter.value !== undefined),
    active,
    range,
    read: computed(() => matrix.value.rows.filter(({ load }) => load.state !== 'loading').length),
    load: () => reader.read([...matrix.peek().rows.keys()]),
    retry,
    rename(known) {
      names.value = known;
    },
    add(accounts) {
      matrix.value = withAccounts(
        matrix.peek(),
        accounts.filter((account) => account !== scope.account),
      );
    },
    take(next) {
      matrix.value = next;
    },
    goTo(place, extend) {
      at.value = numbered(place);
      if (!extend) anchor.value = at.value;
    },
    select(from, to) {
      anchor.value = numbered(to);
      at.value = numbered(from);
    },
    toggle(bits, place) {
      matrix.value = toggleCells(matrix.peek(), selected(place), bits);
    },
    set(bits) {
      matrix.value = setCells(matrix.peek(), selected(), bits);
    },
    undo() {
      matrix.value = undo(matrix.peek());
    },
    redo() {
      matrix.value = redo(matrix.peek());
    },
    reset() {
      matrix.value = resetWishes(matrix.peek());
    },
    showOnlyDifferences(only) {
      filter.value = only ? changedCells(matrix.peek()) : undefined;
    },
    hear(event) {
      const rows = [...matrix.peek().rows.entries()];
      if (event.event === 'shares-changed') {
        const { name, arn } = event.image;
        const same = rows.filter(
          ([, { image }]) => image.name === name && (!arn || !image.arn || arn === image.arn),
        );
        reader.read(same.map(([row]) => row));
      } else if (event.event === 'credentials-changed') {
        retry(rows.filter(([, { load }]) => load.state === 'problem').map(([row]) => row));
      }
    },
    end: reader.end,
  };
}

function shownOf(matrix: Matrix, names: AccountNames, filter: Cells | undefined): Shown {
  const groups = groupColumns(matrix.accounts, names);
  const all = { rows: [...matrix.rows.keys()], columns: groups.flatMap(({ columns }) => columns) };
  if (!filter) return { ...all, groups };
  const changed = changedCells(matrix);
  const rows = new Set([...filter.rows, ...changed.rows]);
  const columns = new Set([...filter.columns, ...changed.columns]);
  const left = groups
    .map((group) => ({ ...group, columns: group.columns.filter((each) => columns.has(each)) }))
    .filter((group) => group.columns.length > 0);
  return {
    rows: all.rows.filter((row) => rows.has(row)),
    columns: left.flatMap((group) => group.columns),
    groups: left,
  };
}

/** Where a cell of the matrix is shown; the first one instead of one that is not. */
function placeIn({ rows, columns }: Shown, place: GridPlace | undefined): GridPlace {
  const { row, column } = place ?? { row: -1, column: -1 };
  return { row: Math.max(0, rows.indexOf(row)), column: Math.max(0, columns.indexOf(column)) };
}

function rangeOf(a: GridPlace, b: GridPlace): Range {
  return {
    from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
    to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) },
  };
}
