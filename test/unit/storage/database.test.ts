import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatabase, durableStore, isStorageUnavailable } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';

beforeEach(emptyIndexedDb);

describe('the durable store', () => {
  it('keeps values over a restart of the worker', async () => {
    await durableStore(createDatabase()).set('a/1', { deep: [1, 'two'] });
    expect(await durableStore(createDatabase()).get('a/1')).toEqual({ deep: [1, 'two'] });
    expect(await durableStore(createDatabase()).get('a/2')).toBeUndefined();
  });

  it('gives the entries of a prefix and no others', async () => {
    const store = durableStore(createDatabase());
    for (const key of ['a', 'a/1', 'a/2', 'a/ü', 'b/1']) await store.set(key, key);
    expect(await store.entries('a/')).toEqual({ 'a/1': 'a/1', 'a/2': 'a/2', 'a/ü': 'a/ü' });
    expect(Object.keys(await store.entries(''))).toHaveLength(5);
  });

  it('removes what it is told and replaces what is there', async () => {
    const store = durableStore(createDatabase());
    await store.set('a', 1);
    await store.set('a', 2);
    await store.set('b', 3);
    await store.remove(['a', 'never']);
    expect(await store.entries('')).toEqual({ b: 3 });
  });

  it('does not stand in the way of a newer version, and opens again afterwards', async () => {
    const store = durableStore(createDatabase());
    await store.set('a', 1);
    const deleted = new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('image-desk');
      request.addEventListener('success', resolve);
      request.addEventListener('blocked', () => reject(new Error('blocked')));
    });
    await deleted;
    expect(await store.get('a')).toBeUndefined();
  });
});

describe('a database that cannot be used', () => {
  it('is one error, whatever the reason and the use, and is tried anew', async () => {
    const store = durableStore(createDatabase());
    const usable = indexedDB;
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('No.', 'SecurityError');
      },
    });
    for (const use of [
      () => store.get('a'),
      () => store.entries(''),
      () => store.set('a', 1),
      () => store.remove(['a']),
    ]) {
      const error = await use().catch((thrown: unknown) => thrown);
      expect(isStorageUnavailable(error)).toBe(true);
    }
    expect(isStorageUnavailable(new Error('another'))).toBe(false);
    vi.stubGlobal('indexedDB', usable);
    await store.set('a', 1);
    expect(await store.get('a')).toBe(1);
    // What cannot be copied cannot be written either.
    const error = await store.set('a', () => {}).catch((thrown: unknown) => thrown);
    expect(isStorageUnavailable(error)).toBe(true);
  });
});
