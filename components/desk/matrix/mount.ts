import { effect } from '@preact/signals';
import { currentAt, desiredAt, isReady } from '../../../lib/sharing/matrix';
import { bitOfToggle, drawCell, makeCell } from './cells';
import { createGrid, type Grid, type GridPlace, type GridSizes } from './grid';
import { drawBands, drawColumnHead, drawRowHead, makeCorner } from './heads';
import { commandOf, moved, type Command } from './keys';
import type { MatrixModel, Shown } from './model';
import { describeColumn, describeRow } from './words';

/** Puts the grid of a matrix into its host, and gives what takes it away again. */
export function mountMatrix(host: HTMLElement, model: MatrixModel, sizes: GridSizes): () => void {
  const { bands, corner } = makeCorner();
  const grid = createGrid({
    host,
    sizes,
    bands,
    corner,
    makeCell,
    drawCell: (cell, row, column) => drawPlace(cell, model, { row, column }),
    drawRowHead: (head, row) =>
      drawRowHead(head, model.matrix.peek(), model.shown.peek().rows[row] ?? -1),
    drawColumnHead(head, column) {
      const account = model.matrix.peek().accounts[model.shown.peek().columns[column] ?? -1] ?? '';
      drawColumnHead(head, account, model.names.peek().get(account));
    },
  });
  let drawn: Shown | undefined;
  const stop = effect(() => {
    const shown = model.shown.value;
    // Read here, so that the grid is drawn again when any of them changes.
    void [model.matrix.value, model.range.value, model.names.value];
    grid.activate(model.active.value, { focus: false });
    if (shown !== drawn && !sameSize(shown, drawn)) {
      grid.resize(shown.rows.length, shown.columns.length);
    } else {
      grid.draw();
    }
    if (shown !== drawn) {
      drawBands(bands, shown.groups, sizes);
      const content = sizes.columnHeads + shown.rows.length * sizes.row;
      // With the borders, and a scroll bar where it takes room.
      const around = host.offsetHeight - host.clientHeight;
      host.style.height = `min(70vh, ${content + around}px)`;
    }
    drawn = shown;
  });
  const ending = new AbortController();
  listen(host, model, grid, ending.signal);
  return () => {
    stop();
    ending.abort();
    grid.end();
  };
}

function sameSize(a: Shown, b: Shown | undefined): boolean {
  return a.rows.length === b?.rows.length && a.columns.length === b.columns.length;
}

function drawPlace(cell: HTMLElement, model: MatrixModel, { row, column }: GridPlace): void {
  const matrix = model.matrix.peek();
  const { rows, columns } = model.shown.peek();
  const { from, to } = model.range.peek();
  const r = rows[row] ?? -1;
  const c = columns[column] ?? -1;
  const image = matrix.rows[r];
  if (!image) return;
  const where = describeRow(image);
  const who = describeColumn(matrix.accounts[c] ?? '', model.names.peek());
  drawCell(cell, {
    current: currentAt(matrix, r, c),
    desired: desiredAt(matrix, r, c),
    known: isReady(matrix, r),
    selected: row >= from.row && row <= to.row && column >= from.column && column <= to.column,
    place: `${where}, ${who}`,
  });
}

function listen(host: HTMLElement, model: MatrixModel, grid: Grid, signal: AbortSignal): void {
  const goTo = (place: GridPlace, extend: boolean) => {
    model.goTo(place, extend);
    grid.activate(place, { focus: true });
  };
  host.addEventListener(
    'keydown',
    (event) => {
      const command = commandOf(event);
      if (!command) return;
      event.preventDefault();
      run(command, model, grid, goTo);
    },
    { signal },
  );
  let dragging = false;
  host.addEventListener(
    'pointerdown',
    (event) => {
      const place = grid.placeOf(event.target);
      if (!place || event.button !== 0) return;
      const { rows, columns } = model.shown.peek();
      if (place.row < 0 || place.column < 0) {
        selectHead(model, place, { rows: rows.length, columns: columns.length });
        grid.activate(model.active.peek(), { focus: false });
        return;
      }
      // A finger scrolls; only its press counts.
      dragging = event.pointerType === 'mouse' && bitOfToggle(event.target) === undefined;
      if (bitOfToggle(event.target) === undefined) goTo(place, event.shiftKey);
    },
    { signal },
  );
  // The focus belongs to the cells, and a drag selects no text.
  host.addEventListener(
    'mousedown',
    (event) => {
      if (grid.placeOf(event.target)) event.preventDefault();
    },
    { signal },
  );
  host.addEventListener(
    'pointermove',
    (event) => {
      const place = dragging ? grid.placeOf(event.target) : undefined;
      const { row, column } = model.active.peek();
      if (!place || place.row < 0 || place.column < 0) return;
      if (place.row !== row || place.column !== column) goTo(place, true);
    },
    { signal },
  );
  addEventListener('pointerup', () => (dragging = false), { signal });
  host.addEventListener(
    'click',
    (event) => {
      const bit = bitOfToggle(event.target);
      const place = grid.placeOf(event.target);
      if (bit === undefined || !place) return;
      goTo(place, false);
      model.toggle(bit, place);
    },
    { signal },
  );
}

function run(
  command: Command,
  model: MatrixModel,
  grid: Grid,
  goTo: (place: GridPlace, extend: boolean) => void,
): void {
  const { rows, columns } = model.shown.peek();
  const size = { rows: rows.length, columns: columns.length };
  const { row, column } = model.active.peek();
  switch (command.kind) {
    case 'move':
      return goTo(moved(model.active.peek(), command.move, size, grid.pageRows()), command.extend);
    case 'toggle':
      return model.toggle(command.bits);
    case 'revoke':
      return model.set(0);
    case 'undo':
      return model.undo();
    case 'redo':
      return model.redo();
    case 'select': {
      const head = {
        row: command.what === 'row' ? row : -1,
        column: command.what === 'column' ? column : -1,
      };
      return selectHead(model, head, size);
    }
  }
}

/** Selects the row or the column of a head, or with the corner everything. */
function selectHead(
  model: MatrixModel,
  { row, column }: GridPlace,
  size: { readonly rows: number; readonly columns: number },
): void {
  model.select(
    { row: Math.max(0, row), column: Math.max(0, column) },
    { row: row < 0 ? size.rows - 1 : row, column: column < 0 ? size.columns - 1 : column },
  );
}
