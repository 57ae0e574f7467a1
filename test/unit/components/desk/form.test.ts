import { describe, expect, it } from 'vitest';
import { createDraft } from '@/components/desk/sharing/draft';
import {
  blankRow,
  fillRows,
  formObstacle,
  pastedIds,
  readForm,
  shownProblem,
} from '@/components/desk/sharing/form';
import { hasRest, mergeItems, summariseItems, toneOf } from '@/components/desk/sharing/outcomes';
import { itemOf, itemsIn } from '../../support/job-examples';

const owner = '111122223333';

describe('a pasted list', () => {
  it.each([
    ['111122223333 444455556666', ['111122223333', '444455556666']],
    ['111122223333,444455556666', ['111122223333', '444455556666']],
    ['1111-2222-3333\r\n4444 5555 6666\n', ['1111-2222-3333', '4444 5555 6666']],
    ['111122223333; abc 444455556666', ['111122223333', 'abc', '444455556666']],
  ])('%j is taken apart', (text, ids) => {
    expect(pastedIds(text)).toEqual(ids);
  });

  it.each(['', '111122223333', ' 1111 2222 3333 ', '1234', 'two words'])(
    '%j is left to the field',
    (text) => {
      expect(pastedIds(text)).toBeUndefined();
    },
  );

  it('fills the row and new ones below, with the same permissions', () => {
    const first = { ...blankRow('a'), fleet: true };
    const keys = ['x', 'y'];
    const rows = fillRows([first, blankRow('b')], 'a', ['1', '2', '3'], () => keys.shift() ?? '');
    expect(rows.map(({ key, text, fleet }) => [key, text, fleet])).toEqual([
      ['a', '1', true],
      ['x', '2', true],
      ['y', '3', true],
      ['b', '', false],
    ]);
  });
});

describe('what is wrong with a row', () => {
  it('is not said before the person has left it', () => {
    const row = blankRow('a');
    const problem = readForm([row], [], owner).rows.get('a');
    expect(shownProblem(row, problem)).toBeUndefined();
    expect(shownProblem({ ...row, left: 'field' }, problem)).toMatch(/12-digit/);
  });

  it('leaves time to choose a permission', () => {
    const row = { ...blankRow('a'), text: '999988887777', left: 'field' as const };
    const problem = readForm([row], [], owner).rows.get('a');
    expect(shownProblem(row, problem)).toBeUndefined();
    expect(shownProblem({ ...row, left: 'row' }, problem)).toMatch(/at least one permission/);
  });

  it('is named with the number of the row beside the button', () => {
    const rows = [
      { ...blankRow('a'), text: '999988887777', fleet: true },
      { ...blankRow('b'), text: owner, fleet: true },
    ];
    expect(formObstacle(rows, readForm(rows, [], owner))).toMatch(/^Row 2: This account owns/);
  });

  it('counts the quota', () => {
    const shares = Array.from({ length: 100 }, (_, index) => ({
      account: String(900_000_000_000 + index),
      fleet: true,
      imageBuilder: false,
    }));
    const rows = [{ ...blankRow('a'), text: '999988887777', fleet: true }];
    expect(formObstacle(rows, readForm(rows, shares, owner))).toMatch(/this would make 101/);
  });
});

describe('the draft', () => {
  it('takes a new row away and marks an existing one', () => {
    let told = 0;
    const draft = createDraft(() => {
      told += 1;
    });
    draft.start([{ account: '444455556666', fleet: true, imageBuilder: false }]);
    draft.add();
    const added = draft.latest.value ?? '';
    draft.remove(added);
    draft.remove('444455556666');
    expect(draft.rows.value).toMatchObject([{ text: '444455556666', removed: true }]);
    draft.undo('444455556666');
    expect(draft.rows.value).toMatchObject([{ removed: false }]);
    expect(told).toBe(4);
  });

  it('tells nothing when a row is merely left', () => {
    let told = 0;
    const draft = createDraft(() => {
      told += 1;
    });
    draft.start([]);
    draft.leave(draft.rows.value[0]?.key ?? '', 'row');
    draft.leave(draft.rows.value[0]?.key ?? '', 'field');
    expect(draft.rows.value[0]?.left).toBe('row');
    expect(told).toBe(0);
  });
});

describe('the outcomes of a job', () => {
  it.each([
    [['done', 'done', 'done', 'unchanged', 'failed'], '3 accounts done, 1 unchanged, 1 failed.'],
    [['done'], '1 account done.'],
    [['failed', 'failed'], '2 accounts failed.'],
    [['drift', 'cancelled', 'done'], '1 account done, 1 changed elsewhere, 1 cancelled.'],
    [['drift', 'drift'], '2 accounts changed elsewhere.'],
    [[], 'No account was changed.'],
  ] as const)('%j are in one sentence', (states, sentence) => {
    expect(summariseItems(itemsIn(...states))).toBe(sentence);
  });

  it.each([
    [['done', 'unchanged'], 'success', false],
    [['done', 'cancelled'], 'warning', true],
    [['cancelled', 'drift'], 'error', true],
    [['done', 'failed'], 'error', true],
    [[], 'success', false],
  ] as const)('%j are a %s, and whether something is left: %s', (states, tone, rest) => {
    expect(toneOf(itemsIn(...states))).toBe(tone);
    expect(hasRest(itemsIn(...states))).toBe(rest);
  });

  it('of a further attempt stand for those before, each account once', () => {
    const before = itemsIn('done', 'failed', 'drift');
    const after = [itemOf(0, { state: 'done' }, { account: before[1]?.task.account ?? '' })];
    const merged = mergeItems(before, after);
    expect(merged.map(({ state }) => state)).toEqual(['done', 'done', 'drift']);
    expect(mergeItems([], before)).toEqual(before);
  });
});
