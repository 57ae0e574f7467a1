import { describe, expect, it } from 'vitest';
import { createActivityModel } from '@/components/desk/activity/model';
import type { ActivityRecord } from '@/lib/activity/entry';
import type { ActivityPage } from '@/lib/activity/log';
import { failed, ok } from '@/lib/result';
import { createFakeClient, createTimer, settle } from './doubles';

const record = (id: number): ActivityRecord => ({
  entry: { id, at: id, kind: 'change', operation: 'sharing.apply', outcome: 'sent' },
});

const page = (ids: readonly number[], next?: number): ActivityPage => ({
  records: ids.map(record),
  accounts: ['111122223333'],
  ...(next !== undefined && { next }),
});

function setUp() {
  const fake = createFakeClient();
  const timer = createTimer();
  const model = createActivityModel({ client: fake.client, later: timer.later });
  const ids = () => {
    const listed = model.listed.value;
    return listed.state === 'ready'
      ? listed.value.records.map(({ entry }) => entry.id)
      : listed.state;
  };
  /** Opens the list with a first page. */
  const opened = async (first: ActivityPage) => {
    const loading = model.load();
    await fake.take('activity.list').answer(ok(first));
    await loading;
  };
  return { ...fake, timer, model, ids, opened };
}

describe('the list of activity', () => {
  it('is read at once, and its problem can be got over', async () => {
    const { model, ids, take } = setUp();
    expect(ids()).toBe('loading');
    void model.load();
    await take('activity.list').answer(failed({ kind: 'log-unavailable' }));
    expect(ids()).toBe('problem');
    void model.load();
    expect(ids()).toBe('loading');
    await take('activity.list').answer(ok(page([1])));
    expect(ids()).toEqual([1]);
  });

  it('asks for what the filters say, once a person has stopped typing', async () => {
    const { model, ids, take, left, opened, timer } = setUp();
    await opened(page([2, 1]));
    model.find({ text: 'o' });
    timer.pass(150);
    model.find({ text: ' office ', kind: 'change', account: '111122223333' });
    timer.pass(150);
    expect(left()).toBe(0);
    timer.pass(50);
    const asked = take('activity.list');
    expect(asked.input).toEqual({
      limit: 50,
      text: 'office',
      kind: 'change',
      account: '111122223333',
    });
    await asked.answer(ok(page([1])));
    expect(ids()).toEqual([1]);
    expect(left()).toBe(0);
  });

  it('drops an answer to the filters before', async () => {
    const { model, ids, take, timer } = setUp();
    void model.load();
    const old = take('activity.list');
    model.find({ text: 'office' });
    await old.answer(ok(page([9])));
    expect(ids()).toBe('loading');
    timer.pass(200);
    await take('activity.list').answer(ok(page([1])));
    expect(ids()).toEqual([1]);
  });

  it('grows page by page, and keeps its length when it is read again', async () => {
    const { model, ids, take, opened, timer } = setUp();
    await opened(page([90, 80], 80));
    void model.loadMore();
    expect(model.loadingMore.value).toBe(true);
    void model.loadMore();
    const more = take('activity.list');
    expect(more.input).toEqual({ limit: 50, before: 80 });
    await more.answer(ok(page(Array.from({ length: 60 }, (_, n) => 70 - n))));
    expect(model.loadingMore.value).toBe(false);
    expect(ids()).toHaveLength(62);
    model.follow();
    timer.pass(200);
    expect(take('activity.list').input).toEqual({ limit: 62 });
  });

  it('is read again once for many events, and does not wait for their end', async () => {
    const { model, take, left, opened, timer } = setUp();
    await opened(page([1]));
    for (let n = 0; n < 5; n += 1) {
      model.follow();
      timer.pass(50);
    }
    take('activity.list');
    expect(left()).toBe(0);
  });

  it('is read to its end for an export, with the filters', async () => {
    const { model, take, opened, timer } = setUp();
    await opened(page([1]));
    model.find({ text: '', kind: 'refusal' });
    timer.pass(200);
    take('activity.list');
    const reading = model.readAll();
    const first = take('activity.list');
    expect(first.input).toEqual({ limit: 500, kind: 'refusal' });
    await first.answer(ok(page([9, 8], 8)));
    const second = take('activity.list');
    expect(second.input).toEqual({ limit: 500, kind: 'refusal', before: 8 });
    await second.answer(ok(page([7])));
    await settle();
    expect(await reading).toEqual(ok([record(9), record(8), record(7)]));
  });
});
