import { describe, expect, it } from 'vitest';
import { commandOf, moved, type Key } from '@/components/desk/matrix/keys';

const press = (key: string, held: Partial<Key> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

/** Where a key leads from the middle of ten rows and eight columns, four rows a page. */
function lead(key: string, held: Partial<Key> = {}) {
  const command = press(key, held);
  if (command?.kind !== 'move') throw new Error('not a move');
  const to = moved({ row: 5, column: 3 }, command.move, { rows: 10, columns: 8 }, 4);
  return [to.row, to.column, command.extend];
}

describe('keys that go somewhere', () => {
  it.each([
    ['ArrowUp', {}, [4, 3, false]],
    ['ArrowDown', {}, [6, 3, false]],
    ['ArrowLeft', {}, [5, 2, false]],
    ['ArrowRight', { shiftKey: true }, [5, 4, true]],
    ['ArrowDown', { ctrlKey: true }, [9, 3, false]],
    ['ArrowLeft', { metaKey: true, shiftKey: true }, [5, 0, true]],
    ['PageUp', {}, [1, 3, false]],
    ['PageDown', {}, [9, 3, false]],
    ['Home', {}, [5, 0, false]],
    ['End', { shiftKey: true }, [5, 7, true]],
    ['Home', { ctrlKey: true }, [0, 0, false]],
    ['End', { ctrlKey: true, shiftKey: true }, [9, 7, true]],
  ] as const)('%s %o', (key, held, place) => {
    expect(lead(key, held)).toEqual(place);
  });
});

describe('keys that do something', () => {
  it.each([
    ['f', {}, { kind: 'toggle', bits: 1 }],
    ['B', { shiftKey: true }, { kind: 'toggle', bits: 2 }],
    ['Enter', {}, { kind: 'toggle', bits: 3 }],
    ['Delete', {}, { kind: 'revoke' }],
    ['z', { ctrlKey: true }, { kind: 'undo' }],
    ['Z', { metaKey: true, shiftKey: true }, { kind: 'redo' }],
    ['y', { ctrlKey: true }, { kind: 'redo' }],
    [' ', { shiftKey: true }, { kind: 'select', what: 'row' }],
    [' ', { ctrlKey: true }, { kind: 'select', what: 'column' }],
    ['a', { ctrlKey: true }, { kind: 'select', what: 'all' }],
  ] as const)('%s %o', (key, held, command) => {
    expect(press(key, held)).toEqual(command);
  });

  it.each([
    ['Tab', {}],
    ['f', { ctrlKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['x', {}],
    ['Escape', {}],
  ] as const)('leaves %s %o to others', (key, held) => {
    expect(press(key, held)).toBeUndefined();
  });
});
