import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '@/lib/storage/items';
import { memoryStore } from '@/test/support/memory-store';

const setUp = () => {
  const store = memoryStore();
  return { store, items: itemsOf(store, 'fruit/', v.object({ name: v.string() })) };
};

describe('the items of a store', () => {
  it('are read back as they were set, by keys without the prefix', async () => {
    const { store, items } = setUp();
    await items.set('b', { name: 'pear' });
    await items.set('a', { name: 'apple' });
    expect(await items.get('a')).toEqual({ name: 'apple' });
    expect(await items.get('c')).toBeUndefined();
    expect(await items.all()).toEqual([
      ['a', { name: 'apple' }],
      ['b', { name: 'pear' }],
    ]);
    expect(store.keys()).toEqual(['fruit/b', 'fruit/a']);
  });

  it('leave alone what has another prefix', async () => {
    const { store, items } = setUp();
    await store.set('fruit', { name: 'no' });
    await store.set('vegetable/a', { name: 'leek' });
    await items.set('a', { name: 'apple' });
    await items.remove(['b', 'vegetable/a']);
    expect(await items.all()).toHaveLength(1);
    await items.clear();
    expect(store.keys()).toEqual(['fruit', 'vegetable/a']);
  });

  it('are none where the entry has another shape than this version writes', async () => {
    const { store, items } = setUp();
    await store.set('fruit/a', { title: 'apple' });
    await store.set('fruit/b', null);
    await store.set('fruit/c', { name: 'cherry', old: true });
    expect(await items.get('a')).toBeUndefined();
    expect(await items.all()).toEqual([['c', { name: 'cherry' }]]);
    await items.clear();
    expect(store.keys()).toEqual([]);
  });
});
