/** Sizes in CSS pixels. They are fixed, so that a place is a matter of arithmetic. */
export interface GridSizes {
  readonly row: number;
  readonly column: number;
  /** The width of the heads of rows. */
  readonly rowHead: number;
  /** The height of the heads of columns, with whatever is above them. */
  readonly columnHeads: number;
}

/** A place in the grid. A row or a column of -1 is a head. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** What fills the grid. Each `make` gives an empty element, each `draw` fills it for a place. */
export interface GridParts {
  /** What scrolls. It is the grid for assistive technology, and the frame names it. */
  readonly host: HTMLElement;
  readonly sizes: GridSizes;
  /** What stands over the heads of rows and beside those of columns. */
  readonly corner: HTMLElement;
  /** What stands above the heads of columns, over all of them. */
  readonly bands: HTMLElement;
  readonly makeCell: () => HTMLElement;
  readonly drawCell: (cell: HTMLElement, row: number, column: number) => void;
  readonly drawRowHead: (head: HTMLElement, row: number) => void;
  readonly drawColumnHead: (head: HTMLElement, column: number) => void;
}

/** A grid that has elements only for what is seen. */
export interface Grid {
  /** Takes another number of rows and columns, and draws everything. */
  readonly resize: (rows: number, columns: number) => void;
  /** Draws everything that is seen again. */
  readonly draw: () => void;
  /** Makes a cell the one that the keyboard is at; scrolls to it, and focuses it if told so. */
  readonly activate: (place: GridPlace, how: { readonly focus: boolean }) => void;
  /** Where an element of the grid is; nothing for other elements. */
  readonly placeOf: (target: EventTarget | null) => GridPlace | undefined;
  /** How many rows are seen at a time. */
  readonly pageRows: () => number;
  readonly end: () => void;
}

interface Slot {
  readonly element: HTMLElement;
  readonly head: HTMLElement;
  readonly cells: readonly HTMLElement[];
  /** The column that each cell shows. */
  readonly columns: number[];
  row: number;
}

/** How many rows and columns are drawn on each side beyond what is seen. */
const overscan = 2;

/**
 * A grid of any size over a pool of elements, which are moved and filled again while it scrolls:
 * row r is in slot r mod R, column c in cell c mod C. Nothing is made or removed by scrolling.
 */
export function createGrid(parts: GridParts): Grid {
  const { host, sizes, drawCell, drawRowHead, drawColumnHead } = parts;
  const places = new WeakMap<Element, GridPlace>();
  const top = made('rowgroup', 'matrix-top');
  const heads = made('row', 'matrix-heads');
  const body = made('rowgroup', 'matrix-body');
  heads.setAttribute('aria-rowindex', '1');
  top.append(parts.bands, heads);
  host.replaceChildren(top, body);
  let rows = 0;
  let columns = 0;
  let slots: readonly Slot[] = [];
  let columnHeads: readonly HTMLElement[] = [];
  let shownHeads: number[] = [];
  let active: GridPlace = { row: 0, column: 0 };
  let tabbed: HTMLElement | undefined;

  const seenRows = () => Math.floor((host.clientHeight - sizes.columnHeads) / sizes.row);
  const seenColumns = () => Math.floor((host.clientWidth - sizes.rowHead) / sizes.column);

  /** Makes as many elements as can be seen at once, if there are not as many already. */
  function fit(): void {
    const R = Math.max(0, Math.min(rows, seenRows() + 2 + 2 * overscan));
    const C = Math.max(0, Math.min(columns, seenColumns() + 2 + 2 * overscan));
    if (R === slots.length && C === columnHeads.length) return;
    columnHeads = times(C, () => made('columnheader', 'matrix-head'));
    shownHeads = columnHeads.map(() => -1);
    heads.replaceChildren(parts.corner, ...columnHeads);
    slots = times(R, () => {
      const element = made('row', 'matrix-row');
      const head = made('rowheader', 'matrix-row-head');
      head.setAttribute('aria-colindex', '1');
      const cells = times(C, parts.makeCell);
      element.append(head, ...cells);
      return { element, head, cells, columns: cells.map(() => -1), row: -1 };
    });
    body.replaceChildren(...slots.map(({ element }) => element));
  }

  function place(all: boolean): void {
    const C = columnHeads.length;
    const firstRow = firstOf(host.scrollTop / sizes.row, rows, slots.length);
    const firstColumn = firstOf(host.scrollLeft / sizes.column, columns, C);
    for (let column = firstColumn; column < firstColumn + C; column += 1) {
      const head = columnHeads[column % C];
      if (!head || (!all && shownHeads[column % C] === column)) continue;
      shownHeads[column % C] = column;
      move(head, -1, column);
      drawColumnHead(head, column);
    }
    for (let row = firstRow; row < firstRow + slots.length; row += 1) {
      const slot = slots[row % slots.length];
      if (slot) placeRow(slot, row, firstColumn, all);
    }
    settle();
  }

  function placeRow(slot: Slot, row: number, firstColumn: number, all: boolean): void {
    const moved = slot.row !== row;
    if (moved) {
      slot.row = row;
      slot.element.style.transform = `translateY(${row * sizes.row}px)`;
      slot.element.setAttribute('aria-rowindex', String(row + 2));
      places.set(slot.head, { row, column: -1 });
    }
    if (moved || all) drawRowHead(slot.head, row);
    const C = slot.cells.length;
    for (let column = firstColumn; column < firstColumn + C; column += 1) {
      const cell = slot.cells[column % C];
      const other = slot.columns[column % C] !== column;
      if (!cell || !(moved || all || other)) continue;
      slot.columns[column % C] = column;
      if (other) move(cell, row, column);
      else places.set(cell, { row, column });
      drawCell(cell, row, column);
    }
  }

  function move(element: HTMLElement, row: number, column: number): void {
    element.style.transform = `translateX(${sizes.rowHead + column * sizes.column}px)`;
    element.setAttribute('aria-colindex', String(column + 2));
    places.set(element, { row, column });
  }

  /** The active cell, and no other, can be reached by Tab; the focus stays with it. */
  function settle(): void {
    const cell = cellAt(active);
    if (cell !== tabbed) {
      if (tabbed) tabbed.tabIndex = -1;
      if (cell) cell.tabIndex = 0;
      tabbed = cell;
    }
    // While the active cell is out of sight the grid as a whole has its place, and the focus.
    host.tabIndex = cell ? -1 : 0;
    const focused = document.activeElement;
    if (focused && host.contains(focused) && focused !== (cell ?? host)) {
      (cell ?? host).focus({ preventScroll: true });
    }
  }

  function cellAt({ row, column }: GridPlace): HTMLElement | undefined {
    const slot = slots[row % slots.length];
    if (slot?.row !== row) return undefined;
    const index = column % slot.cells.length;
    return slot.columns[index] === column ? slot.cells[index] : undefined;
  }

  function reveal({ row, column }: GridPlace): void {
    const height = host.clientHeight - sizes.columnHeads;
    const width = host.clientWidth - sizes.rowHead;
    host.scrollTop = within(host.scrollTop, row * sizes.row, sizes.row, height);
    host.scrollLeft = within(host.scrollLeft, column * sizes.column, sizes.column, width);
  }

  const onScroll = () => place(false);
  host.addEventListener('scroll', onScroll, { passive: true });
  const observer = new ResizeObserver(() => {
    fit();
    place(true);
  });
  observer.observe(host);

  return {
    resize(newRows, newColumns) {
      rows = newRows;
      columns = newColumns;
      const width = `${sizes.rowHead + columns * sizes.column}px`;
      top.style.width = width;
      body.style.width = width;
      body.style.height = `${rows * sizes.row}px`;
      host.setAttribute('aria-rowcount', String(rows + 1));
      host.setAttribute('aria-colcount', String(columns + 1));
      fit();
      place(true);
    },
    draw: () => place(true),
    activate(next, { focus }) {
      active = next;
      if (focus) {
        reveal(next);
        place(false);
        (cellAt(next) ?? host).focus({ preventScroll: true });
      } else {
        settle();
      }
    },
    placeOf(target) {
      if (!(target instanceof Element)) return undefined;
      const element = target.closest('[role=gridcell], [role=rowheader], [role=columnheader]');
      return element ? places.get(element) : undefined;
    },
    pageRows: () => Math.max(1, seenRows()),
    end() {
      observer.disconnect();
      host.removeEventListener('scroll', onScroll);
    },
  };
}

function made(role: string, name: string): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', role);
  element.className = name;
  return element;
}

function times<Value>(count: number, make: () => Value): readonly Value[] {
  return Array.from({ length: count }, make);
}

/** The first of the places that are drawn, so that all of them exist. */
function firstOf(seen: number, count: number, drawn: number): number {
  return Math.max(0, Math.min(count - drawn, Math.floor(seen) - overscan));
}

/** Where to scroll to, so that something is seen whole; where it is, if it is. */
function within(scrolled: number, start: number, size: number, room: number): number {
  if (start < scrolled) return start;
  return Math.max(scrolled, start + size - room);
}
