import type { AccountId } from '../scope';
import type { Database } from '../storage/database';
import { textOf } from './describe';
import {
  pairEntries,
  type ActivityEntry,
  type ActivityKind,
  type ActivityNote,
  type ActivityRecord,
} from './entry';

/** Which records are wanted. */
export interface ActivityQuery {
  readonly kind?: ActivityKind | undefined;
  readonly account?: AccountId | undefined;
  /** A text that must be in what is shown of a record. */
  readonly text?: string | undefined;
  /** Only records before the one of this id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Some records, newest first. */
export interface ActivityPage {
  readonly records: readonly ActivityRecord[];
  /** The `before` of the next page; absent when there are no older records. */
  readonly next?: number;
  /** Every account that the log has an entry of. */
  readonly accounts: readonly AccountId[];
}

/** A log that only grows, but for what has become older than it is to be kept. */
export interface ActivityLog {
  /** Writes an entry to disk and gives its id; rejects when it cannot. */
  readonly append: (note: ActivityNote) => Promise<number>;
  readonly list: (query: ActivityQuery) => Promise<ActivityPage>;
  /** The entries of a kind since a time, in epoch milliseconds. */
  readonly recent: (kind: ActivityKind, since: number) => Promise<readonly ActivityEntry[]>;
  /** Drops the entries before a time, in epoch milliseconds. */
  readonly prune: (olderThan: number) => Promise<void>;
}

/** How many entries are read at once. */
const batch = 200;

/** The log in the database. There is no way to change an entry or to drop a single one. */
export function createActivityLog(
  database: () => Promise<Database>,
  now: () => number,
): ActivityLog {
  /** The entries just below an id, in their order. */
  const readBelow = async (id: number): Promise<readonly ActivityEntry[]> => {
    const range = IDBKeyRange.bound(id - batch, id, false, true);
    return (await (await database()).getAll('activity', range)).filter(hasId);
  };
  /** The records of some entries; answers that came after them are looked up. */
  const join = async (entries: readonly ActivityEntry[]): Promise<readonly ActivityRecord[]> => {
    const held = await database();
    return Promise.all(
      pairEntries(entries).map(async (record) => {
        if (record.answer || record.entry.outcome !== 'sent') return record;
        const answer = await held.getFromIndex('activity', 'answers', record.entry.id);
        return answer && hasId(answer) ? { ...record, answer } : record;
      }),
    );
  };
  const accounts = async (): Promise<readonly AccountId[]> => {
    const found: AccountId[] = [];
    const index = (await database()).transaction('activity').store.index('account');
    for (let at = await index.openKeyCursor(null, 'nextunique'); at; at = await at.continue()) {
      found.push(at.key);
    }
    return found;
  };
  return {
    async append(note) {
      const { store, done } = (await database()).transaction('activity', 'readwrite', {
        // On disk, and not only on its way there, before what it announces is done.
        durability: 'strict',
      });
      const [id] = await Promise.all([store.add(note), done]);
      return id;
    },
    async list({ kind, account, text, before, limit }) {
      const wanted = text?.trim().toLowerCase() ?? '';
      const time = now();
      const fits = (record: ActivityRecord) =>
        (kind === undefined || record.entry.kind === kind) &&
        (account === undefined || record.entry.account === account) &&
        textOf(record, time).includes(wanted);
      const { store } = (await database()).transaction('activity');
      const [first, last] = await Promise.all([
        store.openKeyCursor(null, 'next'),
        store.openKeyCursor(null, 'prev'),
      ]);
      const lowest = first?.primaryKey ?? 0;
      const highest = last?.primaryKey ?? -1;
      const found: ActivityRecord[] = [];
      // One more than wanted tells whether there is a next page.
      for (
        let below = Math.min(before ?? Infinity, highest + 1);
        below > lowest && found.length <= limit;
        below -= batch
      ) {
        found.push(...(await join(await readBelow(below))).filter(fits));
      }
      const records = found.slice(0, limit);
      const next = found.length > limit ? records.at(-1)?.entry.id : undefined;
      return { records, accounts: await accounts(), ...(next !== undefined && { next }) };
    },
    async recent(kind, since) {
      const range = IDBKeyRange.bound([kind, since], [kind, Infinity]);
      return (await (await database()).getAllFromIndex('activity', 'kind', range)).filter(hasId);
    },
    async prune(olderThan) {
      const { store, done } = (await database()).transaction('activity', 'readwrite');
      const old = await store.index('at').getAllKeys(IDBKeyRange.upperBound(olderThan, true));
      await Promise.all([...old.map((id) => store.delete(id)), done]);
    },
  };
}

/** What is read has the id that the database gave it. */
function hasId(entry: ActivityNote & { readonly id?: number }): entry is ActivityEntry {
  return entry.id !== undefined;
}
