// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createGrid, type Grid } from '@/components/desk/matrix/grid';

const sizes = { row: 10, column: 20, rowHead: 50, columnHeads: 30 };

/** What is seen at a time: a hundred pixels of rows, two hundred of columns. */
const seen = { rows: 10, columns: 10 };

interface Mounted {
  readonly host: HTMLElement;
  readonly grid: Grid;
  readonly cells: () => readonly HTMLElement[];
  readonly scrollTo: (row: number, column: number) => void;
}

function makeCell(): HTMLElement {
  const cell = document.createElement('div');
  cell.setAttribute('role', 'gridcell');
  cell.tabIndex = -1;
  return cell;
}

function mount(rows: number, columns: number): Mounted {
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  Object.defineProperty(host, 'clientHeight', { value: sizes.columnHeads + 10 * sizes.row });
  Object.defineProperty(host, 'clientWidth', { value: sizes.rowHead + 10 * sizes.column });
  const grid = createGrid({
    host,
    sizes,
    corner: document.createElement('div'),
    bands: document.createElement('div'),
    makeCell,
    drawCell: (cell, row, column) => (cell.textContent = `${row}/${column}`),
    drawRowHead: (head, row) => (head.textContent = `row ${row}`),
    drawColumnHead: (head, column) => (head.textContent = `column ${column}`),
  });
  grid.resize(rows, columns);
  return {
    host,
    grid,
    cells: () => [...host.querySelectorAll<HTMLElement>('[role=gridcell]')],
    scrollTo(row, column) {
      host.scrollTop = row * sizes.row;
      host.scrollLeft = column * sizes.column;
      host.dispatchEvent(new Event('scroll'));
    },
  };
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});

describe('a pool of cells', () => {
  it('shows every cell that is seen, once and in its place, wherever it is scrolled to', () => {
    const place = fc.record({ row: fc.nat(90), column: fc.nat(70) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (places) => {
        const { host, cells, scrollTo } = mount(100, 80);
        const made = cells();
        for (const { row, column } of places) {
          scrollTo(row, column);
          expect(cells()).toEqual(made);
          const shown = new Map(cells().map((cell) => [cell.textContent, cell]));
          expect(shown.size).toBe(made.length);
          for (let r = row; r < row + seen.rows; r += 1) {
            for (let c = column; c < column + seen.columns; c += 1) {
              const cell = shown.get(`${r}/${c}`);
              expect(cell?.getAttribute('aria-colindex')).toBe(String(c + 2));
              expect(cell?.style.transform).toBe(`translateX(${50 + c * 20}px)`);
              expect(cell?.parentElement?.style.transform).toBe(`translateY(${r * 10}px)`);
              expect(cell?.parentElement?.getAttribute('aria-rowindex')).toBe(String(r + 2));
            }
            expect(host.textContent).toContain(`row ${r}`);
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  it('has far fewer elements than cells, and all of a small grid', () => {
    expect(mount(100, 100).cells().length).toBeLessThan(300);
    expect(mount(3, 2).cells()).toHaveLength(6);
    expect(mount(0, 0).cells()).toHaveLength(0);
  });

  it('says its size with the heads, also after it has become another', () => {
    const { host, grid, cells } = mount(100, 80);
    expect([host.getAttribute('aria-rowcount'), host.getAttribute('aria-colcount')]).toEqual([
      '101',
      '81',
    ]);
    grid.resize(2, 3);
    expect(cells().map(({ textContent }) => textContent)).toEqual([
      '0/0',
      '0/1',
      '0/2',
      '1/0',
      '1/1',
      '1/2',
    ]);
    expect(host.getAttribute('aria-rowcount')).toBe('3');
  });

  it('tells where an element is, and that others are nowhere in it', () => {
    const { host, grid, cells, scrollTo } = mount(100, 80);
    scrollTo(40, 30);
    // By rows alone: the cells stay in their columns.
    scrollTo(60, 30);
    for (const cell of cells()) {
      const { row, column } = grid.placeOf(cell) ?? { row: -9, column: -9 };
      expect(cell.textContent).toBe(`${row}/${column}`);
    }
    const head = host.querySelector('[role=rowheader]');
    expect(`row ${grid.placeOf(head)?.row}`).toBe(head?.textContent);
    expect(grid.placeOf(host)).toBeUndefined();
  });
});

const tabbable = ({ cells }: Mounted) => cells().filter(({ tabIndex }) => tabIndex === 0);

describe('the focus', () => {
  it('is in one cell, which is scrolled to', () => {
    const mounted = mount(100, 80);
    mounted.grid.activate({ row: 60, column: 50 }, { focus: true });
    expect(document.activeElement?.textContent).toBe('60/50');
    expect(tabbable(mounted)).toEqual([document.activeElement]);
    expect(mounted.host.scrollTop).toBe(510);
    expect(mounted.host.scrollLeft).toBe(820);
    expect(mounted.host.tabIndex).toBe(-1);
  });

  it('stays with its cell while that is out of sight: the grid has it until then', () => {
    const mounted = mount(100, 80);
    mounted.grid.activate({ row: 0, column: 0 }, { focus: true });
    mounted.scrollTo(50, 40);
    expect(document.activeElement).toBe(mounted.host);
    expect(mounted.host.tabIndex).toBe(0);
    expect(tabbable(mounted)).toEqual([]);
    mounted.scrollTo(0, 0);
    expect(document.activeElement?.textContent).toBe('0/0');
  });

  it('is not taken from elsewhere', () => {
    const mounted = mount(100, 80);
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    mounted.scrollTo(50, 40);
    mounted.grid.activate({ row: 51, column: 41 }, { focus: false });
    expect(document.activeElement).toBe(button);
    expect(tabbable(mounted).map(({ textContent }) => textContent)).toEqual(['51/41']);
  });
});
