import { bitOf, type Bits } from '../../../lib/sharing/matrix';

/** What a cell shows. */
export interface CellFacts {
  readonly current: Bits;
  readonly desired: Bits;
  /** Whether the image was read, so that the cell can be changed. */
  readonly known: boolean;
  readonly selected: boolean;
  /** `office-2026-06 in us-east-1, account 444455556666 (Payments)`. */
  readonly place: string;
}

const toggles = [
  { name: 'Fleet', letter: 'F', bit: bitOf.fleet },
  { name: 'Image builder', letter: 'B', bit: bitOf.imageBuilder },
] as const;

/** A cell with a toggle for each permission, to be drawn. */
export function makeCell(): HTMLElement {
  const cell = document.createElement('div');
  cell.setAttribute('role', 'gridcell');
  cell.tabIndex = -1;
  cell.append(
    ...toggles.map(({ letter }) => {
      const toggle = document.createElement('button');
      toggle.type = 'button';
      toggle.className = `matrix-sign matrix-sign-${letter}`;
      // The cell has the focus; from it keys do what a press does.
      toggle.tabIndex = -1;
      toggle.setAttribute('role', 'checkbox');
      toggle.textContent = letter;
      return toggle;
    }),
  );
  return cell;
}

/** Draws a cell. Only what is another than before is touched. */
export function drawCell(cell: HTMLElement, facts: CellFacts): void {
  const { current, desired, known, selected, place } = facts;
  const changed = known && current !== desired;
  const names = ['matrix-cell', changed && 'matrix-changed', selected && 'matrix-selected'];
  const name = names.filter(Boolean).join(' ');
  if (cell.className !== name) cell.className = name;
  setAttribute(cell, 'aria-selected', String(selected));
  for (const [index, { name: permission, bit }] of toggles.entries()) {
    const toggle = cell.children[index];
    if (!(toggle instanceof HTMLElement)) continue;
    const on = (desired & bit) > 0;
    const was = (current & bit) > 0;
    const note = known ? (on === was ? '' : ', changed') : ', not read';
    setAttribute(toggle, 'aria-label', `${permission}, ${place}${note}`);
    setAttribute(toggle, 'aria-checked', String(on));
    setAttribute(toggle, 'aria-disabled', String(!known));
    const state = known ? `${on ? 'on' : 'off'}${on === was ? '' : '-changed'}` : 'unknown';
    setAttribute(toggle, 'data-state', state);
  }
}

/** Which permission a pressed toggle is of; nothing for other elements. */
export function bitOfToggle(target: EventTarget | null): Bits | undefined {
  const toggle = target instanceof Element ? target.closest('[role=checkbox]') : null;
  const cell = toggle?.parentElement;
  if (!toggle || !cell) return undefined;
  return toggles[[...cell.children].indexOf(toggle)]?.bit;
}

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
