import { describe, expect, it } from 'vitest';
import { createMatrixModel } from '@/components/desk/matrix/model';
import { describeCounts } from '@/components/desk/matrix/words';
import { failed, ok } from '@/lib/result';
import { desiredAt } from '@/lib/sharing/matrix';
import { countMatrix, differencesOf } from '@/lib/sharing/matrix-changes';
import { createFakeClient, scope, settle } from './doubles';

const friend = '444455556666';
const stranger = '777788889999';

const both = { fleet: true, imageBuilder: true };

const images = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({
  region: index === 0 ? 'us-east-1' : 'eu-west-1',
  image: { name },
}));

function start(count = images.length) {
  const fake = createFakeClient();
  const model = createMatrixModel(scope, images.slice(0, count), fake.client);
  model.load();
  return { ...fake, model };
}

/** A model of two images, of which `friend` has the first and `stranger` the second. */
async function loaded() {
  const { model, take, left } = start(2);
  await take('images.shares').answer(ok([{ account: friend, ...both }]));
  await take('images.shares').answer(ok([{ account: stranger, ...both }]));
  return { model, take, left };
}

describe('reading', () => {
  it('asks for three images at a time, each in its Region', async () => {
    const { model, calls, take, left } = start();
    expect(left()).toBe(3);
    expect(calls.map((call) => [call.input, call.scope?.region])).toEqual([
      [{ image: { name: 'a' } }, 'us-east-1'],
      [{ image: { name: 'b' } }, 'eu-west-1'],
      [{ image: { name: 'c' } }, 'eu-west-1'],
    ]);
    await take('images.shares').answer(ok([]));
    expect(left()).toBe(3);
    expect(model.read.value).toBe(1);
  });

  it('says of each image what is wrong, and reads it again when asked', async () => {
    const { model, take, left } = start(2);
    await take('images.shares').answer(failed({ kind: 'offline' }));
    await take('images.shares').answer(ok([{ account: friend, ...both }]));
    expect(model.matrix.value.rows.map(({ load }) => load.state)).toEqual(['problem', 'ready']);
    model.retry([0]);
    expect(model.matrix.value.rows[0]?.load.state).toBe('loading');
    await take('images.shares').answer(ok([{ account: stranger, ...both }]));
    expect(model.matrix.value.accounts).toEqual([friend, stranger]);
    expect(left()).toBe(0);
  });

  it('reads an image again when its sharing has changed, and once more when it does meanwhile', async () => {
    const { model, take, left } = await loaded();
    model.toggle(1, { row: 0, column: 1 });
    model.hear({ event: 'shares-changed', image: { name: 'a' } });
    model.hear({ event: 'shares-changed', image: { name: 'a' } });
    expect(left()).toBe(1);
    expect(model.matrix.value.rows[0]?.load.state).toBe('ready');
    await take('images.shares').answer(ok([{ account: friend, fleet: true, imageBuilder: false }]));
    await take('images.shares').answer(
      ok([{ account: stranger, fleet: true, imageBuilder: false }]),
    );
    expect(left()).toBe(0);
    expect(desiredAt(model.matrix.value, 0, 1)).toBe(1);
    expect(differencesOf(model.matrix.value)).toEqual([]);
    model.hear({ event: 'shares-changed', image: { name: 'other' } });
    expect(left()).toBe(0);
  });

  it('tries what failed again with other credentials', async () => {
    const { model, take, left } = start(1);
    await take('images.shares').answer(failed({ kind: 'offline' }));
    model.hear({ event: 'credentials-changed' });
    expect(left()).toBe(1);
    expect(model.read.value).toBe(0);
  });

  it('begins nothing after the view is gone', async () => {
    const { model, take, left } = start();
    model.end();
    await take('images.shares').answer(ok([]));
    expect(left()).toBe(2);
    expect(model.read.value).toBe(0);
  });
});

describe('what is shown', () => {
  it('keeps the range where it was when columns come in before it', async () => {
    const { model } = await loaded();
    model.add(['000000000002']);
    expect(model.active.value).toEqual({ row: 0, column: 0 });
    model.goTo({ row: 1, column: 2 }, false);
    expect(model.range.value.from).toEqual({ row: 1, column: 2 });
    model.add(['000000000001']);
    expect(model.shown.value.columns).toEqual([3, 2, 0, 1]);
    expect(model.range.value).toEqual({
      from: { row: 1, column: 3 },
      to: { row: 1, column: 3 },
    });
  });

  it('has what differs alone, with what differed when that was asked for', async () => {
    const { model } = await loaded();
    model.toggle(1, { row: 0, column: 1 });
    model.showOnlyDifferences(true);
    expect(model.shown.value).toMatchObject({ rows: [0], columns: [1] });
    model.undo();
    expect(model.shown.value.rows).toEqual([0]);
    model.showOnlyDifferences(true);
    expect(model.shown.value.rows).toEqual([]);
    model.showOnlyDifferences(false);
    expect(model.shown.value.rows).toEqual([0, 1]);
  });

  it('edits only what is shown and in the range', async () => {
    const { model } = await loaded();
    model.select({ row: 0, column: 0 }, { row: 1, column: 0 });
    model.set(0);
    expect(differencesOf(model.matrix.value).map(({ image }) => image.name)).toEqual(['a']);
    model.select({ row: 1, column: 1 }, { row: 0, column: 0 });
    model.toggle(3);
    expect(countMatrix(model.matrix.value)).toMatchObject({ add: 2, remove: 0 });
  });

  it('has no column for the owner', async () => {
    const { model } = await loaded();
    model.add([scope.account, friend]);
    expect(model.matrix.value.accounts).toEqual([friend, stranger]);
    await settle();
  });
});

it('tells what is to change in a sentence', () => {
  const counts = { add: 0, change: 0, remove: 0, cells: 0, images: 0, accounts: 0 };
  expect(describeCounts(counts)).toBe('No changes.');
  expect(describeCounts({ add: 1, change: 1, remove: 2, cells: 4, images: 1, accounts: 4 })).toBe(
    '4 changes in 1 image and 4 accounts: 1 to share, 1 to change, 2 to revoke.',
  );
});
