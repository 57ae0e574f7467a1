import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMatrix,
  desiredAt,
  editCells,
  permissionsOf,
  rowLoaded,
  rowWith,
  undo,
  type Bits,
  type Matrix,
} from '@/lib/sharing/matrix';
import { differencesOf } from '@/lib/sharing/matrix-changes';
import {
  explainMatrixFault,
  readMatrixCsv,
  writeMatrixCsv,
  type MatrixImport,
} from '@/lib/sharing/matrix-csv';
import { friend, owner, stranger } from '../support/values';

const third = '999900001111';

function small(): Matrix {
  const matrix = createMatrix([
    { region: 'us-east-1', image: { name: 'office' } },
    { region: 'eu-west-1', image: { name: 'office' } },
    { region: 'us-east-1', image: { name: 'design' } },
  ]);
  const first = rowLoaded(matrix, 0, [
    { account: friend, fleet: true, imageBuilder: true },
    { account: stranger, fleet: true, imageBuilder: false },
  ]);
  return rowLoaded(first, 1, [{ account: stranger, fleet: false, imageBuilder: true }]);
}

function read(matrix: Matrix, lines: readonly string[] | string): MatrixImport {
  const result = readMatrixCsv(matrix, owner, typeof lines === 'string' ? lines : lines.join('\n'));
  if (!result.ok) throw new Error(result.problem.map(explainMatrixFault).join('\n'));
  return result.value;
}

function faults(matrix: Matrix, lines: readonly string[]): readonly string[] {
  const result = readMatrixCsv(matrix, owner, lines.join('\n'));
  return result.ok ? [] : result.problem.map(explainMatrixFault);
}

const desired = (matrix: Matrix) =>
  matrix.rows.map((_, row) => matrix.accounts.map((__, column) => desiredAt(matrix, row, column)));

describe('writing', () => {
  it('has what shall be, a line for each image that was read', () => {
    const edited = editCells(small(), [{ row: 1, column: 0, bits: 1 }]);
    expect(writeMatrixCsv(edited, [1, 0])).toBe(
      [
        `\uFEFFregion,image,${stranger},${friend}`,
        'us-east-1,office,fleet,both',
        'eu-west-1,office,image_builder,fleet',
        '',
      ].join('\r\n'),
    );
  });
});

describe('reading', () => {
  it('gives back every matrix that was written, in any order of columns, as one edit', () => {
    const cells = fc.array(fc.constantFrom<Bits>(0, 1, 2, 3), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(cells, cells, fc.boolean(), (before, after, turned) => {
        const shares = (from: number) =>
          [friend, stranger, third].map((account, index) => ({
            account,
            ...permissionsOf(before[from + index] ?? 0),
          }));
        const matrix = rowLoaded(rowLoaded(small(), 0, shares(0)), 1, shares(3));
        const edited = editCells(
          matrix,
          after.map((bits, index) => ({ row: Math.floor(index / 3), column: index % 3, bits })),
        );
        const text = writeMatrixCsv(edited, turned ? [2, 1, 0] : [0, 1, 2]);
        const again = read(matrix, text);
        expect(desired(again.matrix)).toEqual(desired(edited));
        expect(differencesOf(again.matrix)).toEqual(differencesOf(edited));
        expect(desired(undo(again.matrix))).toEqual(desired(matrix));
      }),
    );
  });

  it('takes any separator and line break, words in any case, and columns without a name', () => {
    for (const [separator, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r'],
    ] as const) {
      const text = [
        ['\uFEFFRegion', 'Image', ' 4444-5555-6666 ', '', ''],
        ['US-East-1', 'office', ' Image Builder ', '', ''],
        [],
      ];
      const result = read(small(), text.map((cells) => cells.join(separator)).join(end));
      expect(desired(result.matrix)[0]).toEqual([2, 1]);
      expect(result).toMatchObject({ added: [], images: 1 });
    }
  });

  it('makes columns of accounts that are new, and leaves alone what it does not name', () => {
    const result = read(small(), [`region,image,${third}`, 'eu-west-1,office,both']);
    expect(result.added).toEqual([third]);
    expect(desired(result.matrix)).toEqual([
      [3, 1, 0],
      [0, 2, 3],
      [0, 0, 0],
    ]);
  });

  it('takes an empty cell for not shared', () => {
    const result = read(small(), [`region,image,${friend}`, 'us-east-1,office,']);
    expect(desired(result.matrix)[0]).toEqual([0, 1]);
  });

  it('says of everything that is wrong where it is, and takes nothing then', () => {
    const header = `region,image,4.44456E+11,44455556666,nobody,${stranger},${stranger},${owner}`;
    expect(
      faults(small(), [
        header,
        'us-east-1,office,,,,yes,,',
        'us-east-1,office,,,,,,',
        'us-east-1,ofice,,,,,,',
        'us-east-1,design,,,,,,',
        'eu-west-1,office,fleet',
      ]),
    ).toEqual([
      'Line 1, column 3: The account ID was rounded, as spreadsheets do with long numbers.',
      'Line 1, column 4: The account ID has 11 digits, not 12. Spreadsheets take leading zeros away.',
      'Line 1, column 5: The account ID is not a number of 12 digits.',
      `Line 1, column 7: Account ${stranger} is in column 6 already.`,
      `Line 1, column 8: The images belong to account ${owner} itself.`,
      'Line 2, column 6: “yes” is none of fleet, image_builder, both, and empty.',
      'Line 3, column 2: office in us-east-1 is at line 2 already.',
      'Line 4, column 2: There is no image ofice in us-east-1 here.',
      'Line 5, column 2: The sharing of design in us-east-1 was not read yet.',
      'Line 6: It has 3 cells, and the first line has 8.',
    ]);
  });

  it('refuses quotation marks that do not fit, and cells beyond the last account', () => {
    expect(faults(small(), [`region,image,${friend}`, 'us-east-1,office,"both'])).toEqual([
      'Line 2: The quotation marks do not fit together.',
    ]);
    expect(faults(small(), [`region,image,${friend}`, 'us-east-1,office,both,fleet'])).toEqual([
      'Line 2: It has 4 cells, and the first line has 3.',
    ]);
  });

  it('refuses files without images, accounts or the names of columns', () => {
    expect(faults(small(), [''])).toEqual(['Line 1: This file is empty.']);
    expect(faults(small(), ['image,region'])).toEqual([
      'Line 1: The first line does not name the columns. It must have region, image, and then account IDs.',
    ]);
    expect(faults(small(), ['region,image', 'us-east-1,office'])).toEqual([
      'Line 1: The first line names no account.',
    ]);
    expect(faults(small(), [`region,image,${friend}`])).toEqual(['Line 1: There are no images.']);
  });

  it('refuses the line of an image whose reading failed', () => {
    const broken = rowWith(small(), 0, { state: 'problem', problem: { kind: 'offline' } });
    expect(faults(broken, [`region,image,${friend}`, 'us-east-1,office,both'])).toHaveLength(1);
  });
});
