import { beforeEach, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { ActivityNote } from '@/lib/activity/entry';
import { createActivityLog } from '@/lib/activity/log';
import { createDatabase } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { friend, minute, noon, owner } from '../support/values';

beforeEach(emptyIndexedDb);

const setUp = () => createActivityLog(createDatabase(), () => noon + 10 * minute);

const note = (more: Partial<ActivityNote> = {}): ActivityNote => ({
  at: noon,
  kind: 'change',
  operation: 'sharing.apply',
  account: owner,
  outcome: 'sent',
  ...more,
});

const refusal = (more: Partial<ActivityNote> = {}) =>
  note({ kind: 'refusal', outcome: 'refused', ...more });

const all = { limit: 500 };

describe('the activity log', () => {
  it('keeps what is appended over a restart of the worker, newest first', async () => {
    const log = setUp();
    const ids = [await log.append(note()), await log.append(refusal())];
    expect(ids).toEqual([1, 2]);
    const { records } = await setUp().list(all);
    expect(records.map(({ entry }) => entry)).toEqual([
      { ...refusal(), id: 2 },
      { ...note(), id: 1 },
    ]);
  });

  it('joins a change with its answer, wherever that is', async () => {
    const log = setUp();
    const sent = await log.append(note());
    const open = await log.append(note());
    // So many in between that the answer is read with others than what it ends.
    for (let n = 0; n < 250; n += 1) await log.append(refusal());
    const answer = await log.append(note({ outcome: 'done', answers: sent }));
    const { records } = await log.list({ kind: 'change', limit: 10 });
    expect(records.map(({ entry, answer: end }) => [entry.id, end?.id])).toEqual([
      [open, undefined],
      [sent, answer],
    ]);
    const older = await log.list({ before: open, limit: 10 });
    expect(older.records.map(({ entry, answer: end }) => [entry.id, end?.id])).toEqual([
      [sent, answer],
    ]);
  });

  it('gives page after page, each record once, whatever the size of the page', async () => {
    const log = setUp();
    const kinds = ['change', 'refusal'] as const;
    let sent = 0;
    for (let n = 0; n < 60; n += 1) {
      if (n % 5 === 4) await log.append(note({ outcome: 'done', answers: sent }));
      else if (n % 2 === 0) sent = await log.append(note({ target: `target ${n}` }));
      else await log.append(refusal({ account: friend }));
    }
    const everything = await log.list(all);
    expect(everything.next).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 70 }),
        fc.option(fc.constantFrom(...kinds), { nil: undefined }),
        async (limit, kind) => {
          const found = [];
          let before: number | undefined;
          do {
            const page = await log.list({ kind, before, limit });
            expect(page.records.length).toBeLessThanOrEqual(limit);
            found.push(...page.records);
            before = page.next;
          } while (before !== undefined);
          const wanted = everything.records.filter(({ entry }) => !kind || entry.kind === kind);
          expect(found).toEqual(wanted);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('finds by kind, by account and by what is shown', async () => {
    const log = setUp();
    const permissions = { fleet: true, imageBuilder: false };
    const change = await log.append(
      note({
        target: `Image office, account ${friend}`,
        who: `arn:aws:sts::${owner}:assumed-role/Operator/ada`,
        before: null,
        after: permissions,
      }),
    );
    await log.append(note({ outcome: 'done', answers: change, requestId: 'ABC-1' }));
    const refused = await log.append(
      refusal({ operation: 'credentials.list', account: friend, detail: 'Not from here.' }),
    );
    const find = async (query: object) =>
      (await log.list({ ...all, ...query })).records.map(({ entry }) => entry.id);
    expect(await find({ kind: 'refusal' })).toEqual([refused]);
    expect(await find({ account: owner })).toEqual([change]);
    expect(await find({ account: owner, kind: 'refusal' })).toEqual([]);
    for (const text of ['OFFICE', ' operator (role)', 'abc-1', 'done', 'not shared', friend]) {
      expect(await find({ text }), text).toContain(change);
    }
    expect(await find({ text: 'held credentials' })).toEqual([refused]);
    expect(await find({ text: 'not from here' })).toEqual([refused]);
    expect(await find({ text: 'nothing of the kind' })).toEqual([]);
    expect(await find({ text: '  ' })).toHaveLength(2);
  });

  it('names every account that it has an entry of', async () => {
    const log = setUp();
    for (const account of [friend, owner, friend]) await log.append(note({ account }));
    expect((await log.list({ limit: 1 })).accounts).toEqual([owner, friend]);
  });

  it('gives the entries of a kind since a time', async () => {
    const log = setUp();
    await log.append(refusal({ at: noon - 1 }));
    const second = await log.append(refusal({ at: noon }));
    await log.append(note({ at: noon + 1 }));
    const recent = await log.recent('refusal', noon);
    expect(recent.map(({ id }) => id)).toEqual([second]);
  });

  it('drops what is older than a time and nothing else, and never uses an id again', async () => {
    const log = setUp();
    await log.append(refusal({ at: noon - 1 }));
    await log.append(refusal({ at: noon }));
    await log.prune(noon);
    expect((await log.list(all)).records.map(({ entry }) => entry.id)).toEqual([2]);
    await log.prune(noon + 1);
    expect((await log.list(all)).records).toEqual([]);
    expect(await log.append(note())).toBe(3);
  });

  it('has no way to change an entry, or to drop a single one', () => {
    expect(Object.keys(setUp()).toSorted()).toEqual(['append', 'list', 'prune', 'recent']);
  });

  it('keeps the values that an older version has stored', async () => {
    const request = indexedDB.open('image-desk', 1);
    await new Promise((resolve) => {
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('values'));
      request.addEventListener('success', resolve);
    });
    const { result } = request;
    result.transaction('values', 'readwrite').objectStore('values').put('kept', 'key');
    result.close();
    const database = createDatabase();
    await createActivityLog(database, () => noon).append(note());
    expect(await (await database()).get('values', 'key')).toBe('kept');
  });
});
