import { usingDatabase, type Database } from '../storage/database';
import { hasEnded, type Job, type JobItem } from './job';
import type { LaneRate } from './rate';

/** What a runner writes down, all of it or nothing. */
export interface JournalEntry {
  readonly job?: Partial<Omit<Job, 'id' | 'wish'>>;
  /** Members of the job to take away. */
  readonly without?: readonly ('pause' | 'current' | 'speed')[];
  /** The wish that was followed: gone, unless a person wishes something else by now. */
  readonly heard?: NonNullable<Job['wish']>;
  readonly items?: readonly JobItem[];
  readonly rates?: readonly LaneRate[];
}

/** Two entries as one: what the later one says holds. */
export function joinEntries(early: JournalEntry, late: JournalEntry): JournalEntry {
  const kept = (early.without ?? []).filter((member) => !(late.job && member in late.job));
  return {
    job: { ...early.job, ...late.job },
    without: [...kept, ...(late.without ?? [])],
    ...((late.heard ?? early.heard) && { heard: late.heard ?? early.heard }),
    items: [...(early.items ?? []), ...(late.items ?? [])],
    rates: late.rates ?? early.rates ?? [],
  };
}

/** Jobs with their items, on disk. What AWS shows is trusted more than this. */
export interface Journal {
  readonly create: (job: Job, items: readonly JobItem[]) => Promise<void>;
  /** The newest first. */
  readonly jobs: () => Promise<readonly Job[]>;
  readonly job: (id: string) => Promise<Job | undefined>;
  readonly items: (id: string) => Promise<readonly JobItem[]>;
  readonly rates: () => Promise<readonly LaneRate[]>;
  /** Makes the caller the runner: what an earlier one writes from now on is refused. */
  readonly takeOver: () => Promise<number>;
  /**
   * Writes for the runner of an epoch and gives the job as it is then, with what a person wishes.
   * Nothing is written, and nothing given, when a later runner has taken over or the job is gone.
   */
  readonly write: (epoch: number, id: string, entry: JournalEntry) => Promise<Job | undefined>;
  /** Notes what a person wishes of a job that is not over; gives the job as it is then. */
  readonly wish: (id: string, wish: NonNullable<Job['wish']>) => Promise<Job | undefined>;
  /** Notes whether to tell the person when a job ends; gives the job as it is then. */
  readonly notify: (id: string, on: boolean) => Promise<Job | undefined>;
  /** Removes jobs with their items. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

/** Where the epoch of the runner is among the values. */
const epochKey = 'jobs/epoch';

/** What is written has reached the disk when it is answered: after a crash it is what was sent. */
const durability = { durability: 'strict' } as const;

/** A journal in the database. */
export function createJournal(database: () => Promise<Database>): Journal {
  const using = usingDatabase(database);
  return {
    create: (job, items) =>
      using(async (opened) => {
        const created = opened.transaction(['jobs', 'items'], 'readwrite', durability);
        void created.objectStore('jobs').put(job);
        const store = created.objectStore('items');
        for (const item of items) void store.put(item);
        await created.done;
      }),
    jobs: () =>
      using(async (opened) =>
        (await opened.getAll('jobs')).toSorted((a, b) => b.createdAt - a.createdAt),
      ),
    job: (id) => using((opened) => opened.get('jobs', id)),
    items: (id) => using((opened) => opened.getAll('items', itemsOf(id))),
    rates: () => using((opened) => opened.getAll('rates')),
    takeOver: () =>
      using(async (opened) => {
        const { store, done } = opened.transaction('values', 'readwrite', durability);
        const epoch = numberOf(await store.get(epochKey)) + 1;
        await store.put(epoch, epochKey);
        await done;
        return epoch;
      }),
    write: (epoch, id, { job, without = [], heard, items = [], rates = [] }) =>
      using(async (opened) => {
        const writing = opened.transaction(
          ['values', 'jobs', 'items', 'rates'],
          'readwrite',
          durability,
        );
        const [latest, known] = await Promise.all([
          writing.objectStore('values').get(epochKey),
          writing.objectStore('jobs').get(id),
        ]);
        if (latest !== epoch || !known) return undefined;
        const next = { ...known, ...job };
        for (const member of without) delete next[member];
        if (heard !== undefined && next.wish === heard) delete next.wish;
        void writing.objectStore('jobs').put(next);
        for (const item of items) void writing.objectStore('items').put(item);
        for (const rate of rates) void writing.objectStore('rates').put(rate);
        await writing.done;
        return next;
      }),
    wish: (id, wish) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('jobs', 'readwrite', durability);
        const known = await store.get(id);
        const job = known && !hasEnded(known) ? { ...known, wish } : known;
        if (job && job !== known) await store.put(job);
        await done;
        return job;
      }),
    notify: (id, on) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('jobs', 'readwrite', durability);
        const known = await store.get(id);
        let job = known;
        if (known && !hasEnded(known)) {
          const { notify: _, ...silent } = known;
          job = on ? { ...silent, notify: true } : silent;
          await store.put(job);
        }
        await done;
        return job;
      }),
    remove: (ids) =>
      using(async (opened) => {
        const removing = opened.transaction(['jobs', 'items'], 'readwrite');
        for (const id of ids) {
          void removing.objectStore('jobs').delete(id);
          void removing.objectStore('items').delete(itemsOf(id));
        }
        await removing.done;
      }),
  };
}

/** The keys of all items of a job. */
function itemsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
