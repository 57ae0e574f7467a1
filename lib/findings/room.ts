import type { ScanRecord } from './record';
import { isFull, type ScanStore } from './scan-store';

/** What keeps findings from taking more and more room. */
export interface Room {
  /** Drops the builds that were not used for the longest, until the others fit. */
  readonly fit: () => Promise<void>;
  /** Writes something, and drops builds for it when the disk is full. */
  readonly keeping: <Value>(write: () => Promise<Value>) => Promise<Value>;
}

export interface RoomParts {
  readonly store: ScanStore;
  /** How much may be kept, in characters of JSON. */
  readonly limit: number;
  /** Whether a build is being read, so that it must stay. */
  readonly isRead: (build: string) => boolean;
  readonly now: () => number;
}

/** How long after its last use a build counts as being read, in milliseconds. */
const inUse = 30_000;

/** How much is dropped at least when the disk is full: as much as the findings of a large build. */
const portion = 10_000_000;

/** The room for the findings in a store. */
export function createRoom({ store, limit, isRead, now }: RoomParts): Room {
  /** Drops at least so much, as far as there is something to drop; gives how much it was. */
  const free = async (wanted: number): Promise<number> => {
    const gone: ScanRecord[] = [];
    let freed = 0;
    for (const each of (await store.scans()).toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (freed >= wanted) break;
      if (isRead(each.build) || Math.abs(now() - each.usedAt) < inUse) continue;
      gone.push(each);
      freed += each.bytes;
    }
    if (gone.length > 0) await store.drop(gone.map(({ build }) => build));
    return freed;
  };
  return {
    async fit() {
      const all = await store.scans();
      const excess = all.reduce((sum, { bytes }) => sum + bytes, -limit);
      if (excess > 0) await free(excess);
    },
    async keeping(write) {
      for (;;) {
        try {
          return await write();
        } catch (error) {
          if (!isFull(error) || (await free(portion)) === 0) throw error;
        }
      }
    },
  };
}
