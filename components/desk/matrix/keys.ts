import type { Bits } from '../../../lib/sharing/matrix';
import type { GridPlace } from './grid';

/** Where to go from a cell: by rows and columns, pages, or to an edge of the grid. */
export interface Move {
  readonly rows: number;
  readonly columns: number;
  readonly pages: number;
}

/** What a key means in the matrix. */
export type Command =
  | { readonly kind: 'move'; readonly move: Move; readonly extend: boolean }
  | { readonly kind: 'toggle'; readonly bits: Bits }
  | { readonly kind: 'revoke' | 'undo' | 'redo' }
  | { readonly kind: 'select'; readonly what: 'row' | 'column' | 'all' };

/** The parts of a keyboard event that count. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Further than any grid reaches: to its edge. */
const edge = 1_000_000;

const moves: Readonly<Record<string, Partial<Move>>> = {
  ArrowUp: { rows: -1 },
  ArrowDown: { rows: 1 },
  ArrowLeft: { columns: -1 },
  ArrowRight: { columns: 1 },
  PageUp: { pages: -1 },
  PageDown: { pages: 1 },
  Home: { columns: -edge },
  End: { columns: edge },
};

/** What a key means; nothing when it is for somebody else. On a Mac, Command is Control. */
export function commandOf(event: Key): Command | undefined {
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (altKey) return undefined;
  const move = moves[key];
  if (move) return moveOf(move, control, shiftKey);
  const letter = key.toLowerCase();
  if (control) {
    if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
    if (letter === 'y') return { kind: 'redo' };
    if (letter === 'a') return { kind: 'select', what: 'all' };
    return key === ' ' ? { kind: 'select', what: 'column' } : undefined;
  }
  if (key === ' ' && shiftKey) return { kind: 'select', what: 'row' };
  if (letter === 'f') return { kind: 'toggle', bits: 1 };
  if (letter === 'b') return { kind: 'toggle', bits: 2 };
  if (key === 'Enter' || key === ' ') return { kind: 'toggle', bits: 3 };
  return key === 'Delete' || key === 'Backspace' ? { kind: 'revoke' } : undefined;
}

/** With Control an arrow goes as far as it can, and Home and End to the corners. */
function moveOf(move: Partial<Move>, control: boolean, extend: boolean): Command {
  const { rows = 0, columns = 0, pages = 0 } = move;
  const far = control ? edge : 1;
  const toCorner = control && Math.abs(columns) === edge;
  return {
    kind: 'move',
    move: { rows: toCorner ? columns : rows * far, columns: columns * far, pages },
    extend,
  };
}

/** Where a move ends in a grid of a size. */
export function moved(
  from: GridPlace,
  { rows, columns, pages }: Move,
  size: { readonly rows: number; readonly columns: number },
  pageRows: number,
): GridPlace {
  return {
    row: between(from.row + rows + pages * pageRows, size.rows),
    column: between(from.column + columns, size.columns),
  };
}

function between(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
