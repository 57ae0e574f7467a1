import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ActivityNote } from '../activity/entry';
import type { InventoryRecord, PageRecord, ScanRecord } from '../findings/record';
import type { Job, JobItem } from '../jobs/job';
import type { Plan } from '../jobs/plan-store';
import type { LaneRate } from '../jobs/rate';
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
  /** Plans between review and apply, by digest. */
  readonly plans: { key: string; value: Plan };
  readonly jobs: { key: string; value: Job };
  /** By job and place in it. */
  readonly items: { key: [string, number]; value: JobItem };
  /** How fast calls may go, by lane. */
  readonly rates: { key: string; value: LaneRate };
  /** How far the findings of builds have been read, by the build's ARN. */
  readonly scans: { key: string; value: ScanRecord; indexes: { usedAt: number } };
  /** By build and page. */
  readonly pages: { key: [string, number]; value: PageRecord };
  /** What is installed in builds, by the build's ARN. */
  readonly inventories: { key: string; value: InventoryRecord };
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
  (database) => {
    database.createObjectStore('plans', { keyPath: 'digest' });
    database.createObjectStore('jobs', { keyPath: 'id' });
    database.createObjectStore('items', { keyPath: ['job', 'seq'] });
    database.createObjectStore('rates', { keyPath: 'lane' });
  },
  (database) => {
    const scans = database.createObjectStore('scans', { keyPath: 'build' });
    scans.createIndex('usedAt', 'usedAt');
    database.createObjectStore('pages', { keyPath: ['build', 'page'] });
    database.createObjectStore('inventories', { keyPath: 'build' });
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
 * Runs what needs the database. Whatever it throws, be it of a full disk, a private window or
 * damage, becomes one error (`isStorageUnavailable`); what `use` itself gives is not touched.
 */
export function usingDatabase(
  database: () => Promise<Database>,
): <Value>(use: (opened: Database) => Promise<Value>) => Promise<Value> {
  return async (use) => {
    try {
      return await use(await database());
    } catch (cause) {
      throw Object.assign(new Error('The database cannot be used.', { cause }), {
        name: unavailable,
      });
    }
  };
}

/** The database's values as a key-value store. */
export function durableStore(database: () => Promise<Database>): KeyValueStore {
  const using = usingDatabase(database);
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
