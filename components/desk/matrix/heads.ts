import type { AccountName } from '../../../lib/accounts/alias';
import { environments } from '../../../lib/accounts/environments';
import type { AccountId } from '../../../lib/scope';
import { shareQuota } from '../../../lib/sharing/plan';
import type { Matrix } from '../../../lib/sharing/matrix';
import { sharedCounts } from '../../../lib/sharing/matrix-changes';
import type { ColumnGroup } from '../../../lib/sharing/matrix-columns';
import type { GridSizes } from './grid';

/** Draws the head of a column: the account's name, if it has one, over its id. */
export function drawColumnHead(
  head: HTMLElement,
  account: AccountId,
  known: AccountName | undefined,
): void {
  const id = span('matrix-id', account);
  head.replaceChildren(...(known ? [span('matrix-name', known.name), id] : [id]));
  const environment = known?.environment && environments[known.environment].name;
  const whole = [known?.name, account, environment].filter(Boolean).join(', ');
  head.title = whole;
  head.setAttribute('aria-label', whole);
}

/** Draws the head of a row: the image over its Region, and with how many accounts it is shared. */
export function drawRowHead(head: HTMLElement, matrix: Matrix, row: number): void {
  const image = matrix.rows[row];
  if (!image) return;
  const { text, tone } = stateOf(matrix, row);
  const line = span('matrix-region', image.region);
  line.append(span(tone, text));
  head.replaceChildren(span('matrix-name', image.image.name), line);
  head.title = `${image.image.name}, ${image.region}`;
}

function stateOf(matrix: Matrix, row: number): { readonly text: string; readonly tone: string } {
  const state = matrix.rows[row]?.load.state;
  if (state === 'loading') return { text: 'Reading…', tone: 'matrix-quiet' };
  if (state !== 'ready') return { text: 'Could not be read', tone: 'matrix-problem' };
  const { now, after } = sharedCounts(matrix, row);
  const text = now === after ? `shared with ${now}` : `shared with ${now} → ${after}`;
  return after > shareQuota && after > now
    ? { text: `${text}, quota ${shareQuota}`, tone: 'matrix-problem' }
    : { text, tone: 'matrix-quiet' };
}

/**
 * Draws the bands above the heads of columns, each with the name of a group. The heads of its
 * columns say the same to assistive technology.
 */
export function drawBands(
  bands: HTMLElement,
  groups: readonly ColumnGroup[],
  sizes: GridSizes,
): void {
  let first = 0;
  bands.replaceChildren(
    ...groups.map(({ name, color, columns }) => {
      const band = document.createElement('div');
      band.className = 'matrix-band';
      band.style.left = `${sizes.rowHead + first * sizes.column}px`;
      band.style.width = `${columns.length * sizes.column}px`;
      if (color !== undefined) band.style.borderColor = color;
      band.append(span('matrix-band-name', name));
      first += columns.length;
      return band;
    }),
  );
}

/** The element for the bands, and the one over the heads of rows. */
export function makeCorner(): { readonly bands: HTMLElement; readonly corner: HTMLElement } {
  const bands = document.createElement('div');
  bands.className = 'matrix-bands';
  bands.setAttribute('aria-hidden', 'true');
  const corner = document.createElement('div');
  corner.className = 'matrix-corner';
  corner.setAttribute('role', 'columnheader');
  corner.setAttribute('aria-colindex', '1');
  corner.textContent = 'Image';
  return { bands, corner };
}

function span(name: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
