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
  const open = async (): Promise<Database> => {
    try {
      const database = await openDB<Schema>(name, migrations.length, {
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
      return database;
    } catch (error) {
      forget();
      throw error;
    }
  };
  return () => (opening ??= open());
}

/** The database's values as a key-value store. */
export function durableStore(database: () => Promise<Database>): KeyValueStore {
  return {
    async get(key) {
      return (await database()).get('values', key);
    },
    async entries(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const { store } = (await database()).transaction('values');
      const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
    },
    async set(key, value) {
      await (await database()).put('values', value, key);
    },
    async remove(keys) {
      const { store, done } = (await database()).transaction('values', 'readwrite');
      await Promise.all([...keys.map((key) => store.delete(key)), done]);
    },
  };
}
