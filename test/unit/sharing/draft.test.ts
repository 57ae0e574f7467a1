import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDraft, shareObstacle, type DraftRow } from '@/lib/sharing/draft';
import { share } from '../support/plans';
import { accountIds, friend, owner, stranger } from '../support/values';

const row = (text: string, bits = 'f', existing = false, key = text): DraftRow => ({
  key,
  text,
  fleet: bits.includes('f'),
  imageBuilder: bits.includes('b'),
  existing,
});

const read = (
  rows: readonly DraftRow[],
  current = [share(friend, 'f')],
  removed: readonly string[] = [],
) => readDraft(rows, removed, current, owner);

const account = (index: number) => String(500_000_000_000 + index);
const many = (count: number) => Array.from({ length: count }, (_, index) => account(index));

describe('a share form', () => {
  it('that is in order says what is desired, row by row', () => {
    const reading = read([row(friend, 'fb', true), row(stranger, 'b')]);
    expect(reading).toEqual({
      rows: new Map(),
      normalised: new Map(),
      desired: [share(friend, 'fb'), share(stranger, 'b')],
    });
  });

  it('tells how it has understood an id that was typed otherwise', () => {
    const reading = read([row('7777-8888-9999', 'f', false, 'a'), row(friend, 'f', true, 'b')]);
    expect(reading.normalised).toEqual(new Map([['a', stranger]]));
    expect(reading.desired).toContainEqual(share(stranger, 'f'));
  });

  it.each([
    ['nothing typed', row('', 'f'), { kind: 'empty' }],
    ['white space', row('  ', 'f'), { kind: 'empty' }],
    [
      'too few digits',
      row('1234', 'f'),
      { kind: 'not-twelve-digits', digits: 4, onlyDigits: true },
    ],
    ['letters', row('abc', 'f'), { kind: 'not-twelve-digits', digits: 0, onlyDigits: false }],
    ['the owner', row(owner, 'f'), { kind: 'own-account' }],
    ['the owner with hyphens', row('1111-2222-3333', 'f'), { kind: 'own-account' }],
    ['no permission', row(stranger, ''), { kind: 'no-permission' }],
    ['an account that is there', row(friend, 'b'), { kind: 'duplicate', account: friend }],
    [
      'an account that is there, with spaces',
      row('4444 5555 6666', 'b'),
      { kind: 'duplicate', account: friend },
    ],
  ])('is refused for a row with %s', (_, bad, problem) => {
    const reading = read([row(friend, 'f', true), bad, row('888899990000', 'f')]);
    expect(reading.rows).toEqual(new Map([[bad.key, problem]]));
    expect(reading).not.toHaveProperty('desired');
    expect(reading).not.toHaveProperty('problem');
  });

  it('names every row that is wrong, and only the later one of two that are the same', () => {
    const reading = read([
      row(stranger, 'f', false, 'first'),
      row('', 'f', false, 'second'),
      row(stranger, 'b', false, 'third'),
      row('7777-8888-9999', 'b', false, 'fourth'),
    ]);
    expect([...reading.rows].map(([key, { kind }]) => [key, kind])).toEqual([
      ['second', 'empty'],
      ['third', 'duplicate'],
      ['fourth', 'duplicate'],
    ]);
  });

  it('takes an existing row with both boxes cleared for a revocation', () => {
    const reading = read([row(friend, '', true)]);
    expect(reading.rows.size).toBe(0);
    expect(reading.desired).toEqual([share(friend, '')]);
  });

  it('takes an existing account whose row was removed for a revocation', () => {
    expect(read([], [share(friend, 'f')], [friend]).desired).toEqual([share(friend, '')]);
  });

  it('takes an account that was removed and typed again for what was typed', () => {
    const reading = read([row(friend, 'b')], [share(friend, 'f')], [friend]);
    expect(reading.rows.size).toBe(0);
    expect(reading.desired).toEqual([share(friend, 'b')]);
  });

  it('has nothing to do for an account that was removed and typed again as it was', () => {
    const reading = read([row(friend, 'f')], [share(friend, 'f')], [friend]);
    expect(reading.problem).toEqual({ kind: 'nothing-to-do' });
    expect(reading).not.toHaveProperty('desired');
  });

  it.each<readonly [string, readonly DraftRow[]]>([
    ['it is empty', []],
    ['it is as it was', [row(friend, 'f', true)]],
  ])('has nothing to do when %s', (_, rows) => {
    const reading = read(rows);
    expect(reading.problem).toEqual({ kind: 'nothing-to-do' });
    expect(reading).not.toHaveProperty('desired');
  });

  it('leaves out accounts that are shared and not in it', () => {
    const reading = read([row(stranger, 'f')], [share(friend, 'f')]);
    expect(reading.desired).toEqual([share(stranger, 'f')]);
  });
});

const shared = (count: number) => many(count).map((each) => share(each, 'f'));

describe('the quota of a hundred accounts', () => {
  it.each([
    [98, 1, true],
    [99, 1, true],
    [100, 1, false],
    [99, 2, false],
    [0, 100, true],
    [0, 101, false],
    [120, 1, false],
  ])('with %i shared lets %i more: %s', (count, more, allowed) => {
    const rows = many(more).map((each) => row(String(Number(each) + 1000)));
    const reading = read(rows, shared(count));
    expect(reading.problem).toEqual(
      allowed ? undefined : { kind: 'over-quota', shared: count + more, quota: 100 },
    );
    expect(reading.desired?.length).toBe(allowed ? more : undefined);
  });

  it('counts what is removed in the same form', () => {
    const reading = read([row(stranger)], shared(100), [account(0)]);
    expect(reading.problem).toBeUndefined();
    expect(reading.desired).toHaveLength(2);
  });

  it('does not count what was removed and typed again', () => {
    const reading = read([row(account(0), 'b'), row(stranger)], shared(100), [account(0)]);
    expect(reading.problem).toMatchObject({ kind: 'over-quota', shared: 101 });
  });

  it('does not stop a change or a revocation where more is shared already', () => {
    expect(read([row(account(0), 'b', true)], shared(120)).desired).toHaveLength(1);
    expect(read([row(account(0), '', true)], shared(120)).desired).toHaveLength(1);
  });
});

describe('any share form', () => {
  const texts = fc.oneof(
    accountIds,
    fc.constantFrom(friend, owner, stranger, '4444-5555-6666', '', '12'),
  );
  const rows = fc.array(
    fc.record({
      text: texts,
      fleet: fc.boolean(),
      imageBuilder: fc.boolean(),
      existing: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  const removals = fc.subarray([friend, stranger]);

  it('desires each account once, never the owner, and nothing while a row is wrong', () => {
    fc.assert(
      fc.property(rows, removals, (typed, removed) => {
        const keyed = typed.map((each, index) => ({ ...each, key: String(index) }));
        const reading = read(keyed, [share(friend, 'f'), share(stranger, 'b')], removed);
        if (!reading.desired) {
          expect(reading.rows.size > 0 || reading.problem !== undefined).toBe(true);
          return;
        }
        const accounts = reading.desired.map((each) => each.account);
        expect(reading.rows.size).toBe(0);
        expect(new Set(accounts).size).toBe(accounts.length);
        expect(accounts).not.toContain(owner);
        for (const each of accounts) expect(each).toMatch(/^\d{12}$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the sharing of an image', () => {
  const base = { owner, state: 'AVAILABLE' } as const;

  it.each(['private', 'shared-with-others'] as const)(
    'can be changed when it is %s',
    (visibility) => {
      expect(shareObstacle({ ...base, visibility })).toBeUndefined();
    },
  );

  it('cannot be changed when AWS owns the image', () => {
    expect(shareObstacle({ visibility: 'public', state: 'AVAILABLE' })).toEqual({ kind: 'public' });
  });

  it('cannot be changed by who it is shared with', () => {
    expect(shareObstacle({ ...base, owner: stranger, visibility: 'shared-with-me' })).toEqual({
      kind: 'shared-with-me',
      owner: stranger,
    });
  });

  it.each(['PENDING', 'FAILED', 'COPYING', 'DELETING', 'CREATING', 'IMPORTING', 'VALIDATING', ''])(
    'cannot be changed while it is %j',
    (state) => {
      expect(shareObstacle({ ...base, visibility: 'private', state })).toEqual({
        kind: 'not-available',
        state,
      });
    },
  );
});
