import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ActivityNote } from '../activity/entry';
import type { KeyValueStore } from './key-value';

/**
 * What is kept on disk and matters: in IndexedDB of the extension's origin, which content scripts
 * cannot reach in any browser. `storage.local` they can, in Firefox.
 */
interface Schema extends DBSchema {
  readonly values: { key: string; value: unknown };
  /** The activity log; the database gives the ids, each higher than the one before. */
  readonly activity: {
    key: number;
    value: ActivityNote & { readonly id?: number };
    indexes: { at: number; kind: [string, number]; account: string; answers: number };
  };
}

export type Database = IDBPDatabase<Schema>;

const name = 'image-desk';

/** The stores of each version; a new version adds to the end. */
const migrations: readonly ((database: Database) => void)[] = [
  (database) => void database.createObjectStore('values'),
  (database) => {
    const activity = database.createObjectStore('activity', { keyPath: 'id', autoIncrement: true });
    activity.createIndex('at', 'at');
    activity.createIndex('kind', ['kind', 'at']);
    activity.createIndex('account', 'account');
    activity.createIndex('answers', 'answers');
  },
];

/**
 * Opens the database, and again when the browser has closed it. The first use opens it, so that
 * a worker that needs none pays nothing.
 */
export function createDatabase(): () => Promise<Database> {
  let opening: Promise<Database> | undefined;
  const forget = () => {
    opening = undefined;
  };
  const open = () =>
    openDB<Schema>(name, migrations.length, {
      upgrade(upgraded, from) {
        for (const migrate of migrations.slice(from)) migrate(upgraded);
      },
      // Another context wants to upgrade: this one must not stand in its way.
      blocking(_from, _to, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
  const openOrForget = async (): Promise<Database> => {
    // A browser may refuse while it is asked: what is forgotten then must be known already.
    await Promise.resolve();
    try {
      return await open();
    } catch (error) {
      forget();
      throw error;
    }
  };
  return () => (opening ??= openOrForget());
}

const unavailable = 'StorageUnavailableError';

/** Whether an error means that what is kept on disk cannot be used, for whatever reason. */
export function isStorageUnavailable(error: unknown): boolean {
  return error instanceof Error && error.name === unavailable;
}

/**
 * The database's values as a key-value store. Whatever the database throws, be it of a full disk,
 * a private window or damage, becomes one error (`isStorageUnavailable`).
 */
export function durableStore(database: () => Promise<Database>): KeyValueStore {
  const using = async <Value>(use: (opened: Database) => Promise<Value>): Promise<Value> => {
    try {
      return await use(await database());
    } catch (cause) {
      throw Object.assign(new Error('The database cannot be used.', { cause }), {
        name: unavailable,
      });
    }
  };
  return {
    get: (key) => using((opened) => opened.get('values', key)),
    entries: (prefix) =>
      using(async (opened) => {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const { store } = opened.transaction('values');
        const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      }),
    set: (key, value) =>
      using(async (opened) => {
        await opened.put('values', value, key);
      }),
    remove: (keys) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('values', 'readwrite');
        await Promise.all([...keys.map((key) => store.delete(key)), done]);
      }),
  };
}
