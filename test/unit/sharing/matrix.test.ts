import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShare } from '@/lib/images/image';
import {
  bitsOf,
  createMatrix,
  currentAt,
  desiredAt,
  editCells,
  permissionsOf,
  redo,
  resetWishes,
  rowLoaded,
  rowWith,
  setCells,
  toggleCells,
  undo,
  undoLimit,
  withAccounts,
  type Bits,
  type Matrix,
} from '@/lib/sharing/matrix';
import {
  changeAt,
  changedCells,
  countMatrix,
  differencesOf,
  sharedCounts,
} from '@/lib/sharing/matrix-changes';
import { diffShares } from '@/lib/sharing/plan';
import { friend, owner, present, stranger } from '../support/values';

const images = [
  { region: 'us-east-1', image: { name: 'office' } },
  { region: 'eu-west-1', image: { name: 'office' } },
  { region: 'us-east-1', image: { name: 'design' } },
] as const;

const both = { fleet: true, imageBuilder: true };
const fleet = { fleet: true, imageBuilder: false };

/** Two images that were read, one that was not. */
function small(): Matrix {
  const matrix = rowLoaded(createMatrix(images), 0, [
    { account: friend, ...both },
    { account: stranger, ...fleet },
  ]);
  return rowLoaded(matrix, 1, [{ account: stranger, ...both }]);
}

function allBits(matrix: Matrix, at: typeof desiredAt = desiredAt): readonly (readonly Bits[])[] {
  return matrix.rows.map((_, row) => matrix.accounts.map((__, column) => at(matrix, row, column)));
}

const bits = fc.constantFrom<Bits>(0, 1, 2, 3);
const rows = fc.nat({ max: 2 });
const accounts = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5').map((d) => d.repeat(12)));
const shares: fc.Arbitrary<readonly ImageShare[]> = accounts.chain((all) =>
  fc.tuple(...all.map((account) => bits.map((b) => ({ account, ...permissionsOf(b) })))),
);
const loaded = fc
  .tuple(shares, shares)
  .map(([a, b]) => rowLoaded(rowLoaded(createMatrix(images), 0, a), 1, b));

/** Anything that a person, a file or an answer of AWS does to a matrix. */
const step: fc.Arbitrary<(matrix: Matrix) => Matrix> = fc.oneof(
  fc
    .record({ rows: fc.array(rows), from: fc.nat(4), bits })
    .map(
      (each) => (matrix: Matrix) =>
        setCells(matrix, { rows: each.rows, columns: columnsFrom(matrix, each.from) }, each.bits),
    ),
  fc
    .record({ rows: fc.array(rows), from: fc.nat(4), bits: fc.constantFrom<Bits>(1, 2, 3) })
    .map(
      (each) => (matrix: Matrix) =>
        toggleCells(
          matrix,
          { rows: each.rows, columns: columnsFrom(matrix, each.from) },
          each.bits,
        ),
    ),
  fc.tuple(rows, shares).map(
    ([row, read]) =>
      (matrix: Matrix) =>
        rowLoaded(matrix, row, read),
  ),
  accounts.map((added) => (matrix: Matrix) => withAccounts(matrix, added)),
  fc.constantFrom(undo, redo, resetWishes),
);
const steps = fc.array(step, { maxLength: 12 });

const run = (matrix: Matrix, all: readonly ((matrix: Matrix) => Matrix)[]) =>
  all.reduce((before, each) => each(before), matrix);

function columnsFrom(matrix: Matrix, from: number): readonly number[] {
  return [...matrix.accounts.keys()].filter((column) => column >= from);
}

describe('reading', () => {
  it('makes columns of the accounts of any image, and keeps them where they are', () => {
    const matrix = small();
    expect(matrix.accounts).toEqual([friend, stranger]);
    expect(allBits(matrix)).toEqual([
      [3, 1],
      [0, 3],
      [0, 0],
    ]);
    const wider = withAccounts(matrix, [stranger, owner, owner]);
    expect(wider.accounts).toEqual([friend, stranger, owner]);
    expect(allBits(wider)).toEqual([
      [3, 1, 0],
      [0, 3, 0],
      [0, 0, 0],
    ]);
    expect(withAccounts(wider, [friend])).toBe(wider);
  });

  it('has one row for an image that is named twice', () => {
    expect(createMatrix([images[0], images[1], images[0]]).rows).toHaveLength(2);
  });

  it('keeps what is wished for when an image is read again, and follows AWS elsewhere', () => {
    const edited = setCells(small(), { rows: [0], columns: [0] }, 1);
    const again = rowLoaded(edited, 0, [{ account: stranger, ...both }]);
    expect(allBits(again)[0]).toEqual([1, 3]);
    expect(changeAt(again, 0, 0)).toBe('add');
    expect(changeAt(again, 0, 1)).toBe('unchanged');
  });

  it('has no change left where AWS has become what was wished for', () => {
    const edited = setCells(small(), { rows: [0], columns: [0] }, 1);
    const again = rowLoaded(edited, 0, [
      { account: friend, ...fleet },
      { account: stranger, ...fleet },
    ]);
    expect(differencesOf(again)).toEqual([]);
  });

  it('plans nothing of an image that is read again or could not be', () => {
    const edited = setCells(small(), { rows: [0, 1], columns: [0] }, 1);
    const problem = rowWith(edited, 0, { state: 'problem', problem: { kind: 'offline' } });
    expect(differencesOf(problem).map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(countMatrix(problem).cells).toBe(1);
  });
});

describe('editing', () => {
  it('leaves the cells of images that were not read alone', () => {
    const matrix = small();
    expect(setCells(matrix, { rows: [2], columns: [0, 1] }, 3)).toBe(matrix);
    expect(toggleCells(matrix, { rows: [2], columns: [0, 1] }, 1)).toBe(matrix);
    expect(editCells(matrix, [{ row: 2, column: 0, bits: 3 }])).toBe(matrix);
  });

  it('wants nothing any more of a cell that was put back: it follows AWS again', () => {
    const edited = setCells(small(), { rows: [0], columns: [0] }, 1);
    const back = setCells(edited, { rows: [0], columns: [0] }, 3);
    expect(desiredAt(rowLoaded(back, 0, [{ account: friend, ...fleet }]), 0, 0)).toBe(1);
  });

  it('gives a permission to all of a range unless all have it', () => {
    const range = { rows: [0, 1], columns: [0, 1] };
    const given = toggleCells(small(), range, 1);
    expect(allBits(given).slice(0, 2)).toEqual([
      [3, 1],
      [1, 3],
    ]);
    expect(allBits(toggleCells(given, range, 1)).slice(0, 2)).toEqual([
      [2, 0],
      [0, 2],
    ]);
  });

  it('toggles both permissions together', () => {
    const cell = { rows: [0], columns: [1] };
    const given = toggleCells(small(), cell, 3);
    expect(desiredAt(given, 0, 1)).toBe(3);
    expect(desiredAt(toggleCells(given, cell, 3), 0, 1)).toBe(0);
  });

  it('sets a range to anything, whatever was in it', () => {
    fc.assert(
      fc.property(loaded, steps, bits, (matrix, all, wanted) => {
        const before = run(matrix, all);
        const range = { rows: [0, 1], columns: columnsFrom(before, 1) };
        const after = setCells(before, range, wanted);
        for (const [row, cells] of allBits(after).entries()) {
          for (const [column, value] of cells.entries()) {
            const inside = row < 2 && column >= 1;
            expect(value).toBe(inside ? wanted : desiredAt(before, row, column));
          }
        }
      }),
    );
  });

  it('takes the last of several edits of a cell', () => {
    const matrix = editCells(small(), [
      { row: 0, column: 0, bits: 0 },
      { row: 0, column: 0, bits: 3 },
      { row: 0, column: 1, bits: 0 },
    ]);
    expect(allBits(matrix)[0]).toEqual([3, 0]);
    expect(countMatrix(matrix)).toMatchObject({ cells: 1, remove: 1 });
  });
});

describe('undo and redo', () => {
  it('bring back what was, whatever was read and added in between', () => {
    fc.assert(
      fc.property(loaded, steps, step, accounts, (matrix, all, edit, added) => {
        const before = run(matrix, all);
        const after = edit(before);
        fc.pre(after.past.length > before.past.length && after.future.length === 0);
        const undone = undo(withAccounts(after, added));
        const columns = [...before.accounts.keys()];
        for (const row of before.rows.keys()) {
          for (const column of columns) {
            expect(desiredAt(undone, row, column)).toBe(desiredAt(before, row, column));
          }
        }
        expect(allBits(redo(undone))).toEqual(allBits(withAccounts(after, added)));
      }),
    );
  });

  it('of everything give the matrix as it was read', () => {
    fc.assert(
      fc.property(loaded, steps, (matrix, all) => {
        let after = run(matrix, all);
        while (after.past.length > 0) after = undo(after);
        expect(allBits(after)).toEqual(allBits(after, currentAt));
      }),
    );
  });

  it('keep as many edits as there is room for, and none that changed nothing', () => {
    let matrix = small();
    for (let edit = 0; edit < undoLimit + 20; edit += 1) {
      matrix = toggleCells(matrix, { rows: [0], columns: [0] }, 1);
    }
    expect(matrix.past).toHaveLength(undoLimit);
    const now = desiredAt(matrix, 0, 0);
    expect(setCells(matrix, { rows: [0], columns: [0] }, now)).toBe(matrix);
    expect(undo(small())).toEqual(small());
    expect(redo(small())).toEqual(small());
  });

  it('end with the next edit and after a reset that can be undone too', () => {
    const edited = setCells(small(), { rows: [0], columns: [0, 1] }, 0);
    const reset = resetWishes(edited);
    expect(differencesOf(reset)).toEqual([]);
    expect(allBits(undo(reset))).toEqual(allBits(edited));
    const other = setCells(undo(edited), { rows: [1], columns: [0] }, 2);
    expect(redo(other)).toBe(other);
  });
});

describe('differences', () => {
  it('lead from what is to what is desired, with changed cells alone', () => {
    fc.assert(
      fc.property(loaded, steps, (matrix, all) => {
        const after = run(matrix, all);
        const byImage = new Map(
          differencesOf(after).map(({ region, image, desired }) => [
            `${region}/${image.name}`,
            desired,
          ]),
        );
        for (const [row, { region, image }] of after.rows.entries()) {
          const current = after.accounts.flatMap((account, column) => {
            const now = currentAt(after, row, column);
            return now === 0 ? [] : [{ account, ...permissionsOf(now) }];
          });
          const items = diffShares(current, byImage.get(`${region}/${image.name}`) ?? []);
          expect(items.every(({ change }) => change !== 'unchanged')).toBe(true);
          const result = new Map(current.map((share) => [share.account, bitsOf(share)]));
          for (const item of items) result.set(item.account, item.after ? bitsOf(item.after) : 0);
          expect(after.accounts.map((account) => result.get(account) ?? 0)).toEqual(
            allBits(after)[row],
          );
        }
      }),
    );
  });

  it('are counted as they are', () => {
    fc.assert(
      fc.property(loaded, steps, (matrix, all) => {
        const after = run(matrix, all);
        const wanted = differencesOf(after);
        const counts = countMatrix(after);
        const cells = wanted.flatMap(({ desired }) => desired);
        expect(counts.cells).toBe(cells.length);
        expect(counts.add + counts.change + counts.remove).toBe(cells.length);
        expect(counts.images).toBe(wanted.length);
        expect(counts.accounts).toBe(new Set(cells.map(({ account }) => account)).size);
        expect(changedCells(after).rows).toHaveLength(wanted.length);
        expect(changedCells(after).columns).toHaveLength(counts.accounts);
      }),
    );
  });

  it('are counted by what they do, and by image', () => {
    const matrix = editCells(small(), [
      { row: 0, column: 0, bits: 0 },
      { row: 0, column: 1, bits: 2 },
      { row: 1, column: 0, bits: 1 },
    ]);
    expect(countMatrix(matrix)).toEqual({
      add: 1,
      change: 1,
      remove: 1,
      cells: 3,
      images: 2,
      accounts: 2,
    });
    expect(sharedCounts(matrix, 0)).toEqual({ now: 2, after: 1 });
    expect(present(differencesOf(matrix)[1])).toEqual({
      region: 'eu-west-1',
      image: { name: 'office' },
      desired: [{ account: friend, ...fleet }],
    });
  });
});
