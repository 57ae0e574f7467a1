import type { Package } from '../builds/build';
import { usingDatabase, type Database } from '../storage/database';
import type { Finding } from './finding';
import type { PageRecord, ScanRecord } from './record';

/** Findings and inventories of builds, on disk. What is lost with it can be read again. */
export interface ScanStore {
  readonly scan: (build: string) => Promise<ScanRecord | undefined>;
  readonly scans: () => Promise<readonly ScanRecord[]>;
  /** Begins a build, or begins it anew: pages that were kept of it go. */
  readonly begin: (scan: ScanRecord) => Promise<void>;
  /**
   * Keeps the last page of a scan together with how far it has been read now. Whether it did: a page
   * that does not follow what is kept, because that was dropped or read further, is not kept.
   */
  readonly add: (scan: ScanRecord, findings: readonly Finding[]) => Promise<boolean>;
  /** Some pages from one on, as far as they follow each other without a gap. */
  readonly pages: (build: string, from: number, most: number) => Promise<readonly PageRecord[]>;
  /** Notes when a build was last asked for. */
  readonly touch: (build: string, usedAt: number) => Promise<void>;
  readonly inventory: (build: string) => Promise<readonly Package[] | undefined>;
  /** Keeps what is installed in a build, if its scan is kept. */
  readonly keepInventory: (build: string, packages: readonly Package[]) => Promise<void>;
  /** Drops builds with all that is kept of them; everything when none are named. */
  readonly drop: (builds?: readonly string[]) => Promise<void>;
}

/** A page need not have reached the disk before the next one is asked for: AWS has it. */
const durability = { durability: 'relaxed' } as const;

/** A store in the database. */
export function createScanStore(database: () => Promise<Database>): ScanStore {
  const using = usingDatabase(database);
  return {
    scan: (build) => using((opened) => opened.get('scans', build)),
    scans: () => using((opened) => opened.getAll('scans')),
    begin: (scan) =>
      using(async (opened) => {
        const begun = opened.transaction(['scans', 'pages'], 'readwrite', durability);
        await Promise.all([
          begun.objectStore('pages').delete(pagesOf(scan.build)),
          begun.objectStore('scans').put(scan),
          begun.done,
        ]);
      }),
    add: (scan, findings) =>
      using(async (opened) => {
        const { build, first, pages } = scan;
        const adding = opened.transaction(['scans', 'pages'], 'readwrite', durability);
        const kept = await adding.objectStore('scans').get(build);
        if (kept?.first !== first || kept.pages !== pages - 1) return false;
        await Promise.all([
          adding.objectStore('pages').put({ build, page: first + pages - 1, findings }),
          adding.objectStore('scans').put({ ...scan, usedAt: Math.max(scan.usedAt, kept.usedAt) }),
          adding.done,
        ]);
        return true;
      }),
    pages: (build, from, most) =>
      using(async (opened) => {
        const read = await opened.getAll('pages', pagesOf(build, from, from + most - 1));
        return read.filter(({ page }, index) => page === from + index);
      }),
    touch: (build, usedAt) =>
      using(async (opened) => {
        const { store, done } = opened.transaction('scans', 'readwrite', durability);
        const kept = await store.get(build);
        await Promise.all([kept && store.put({ ...kept, usedAt }), done]);
      }),
    inventory: (build) =>
      using(async (opened) => (await opened.get('inventories', build))?.packages),
    keepInventory: (build, packages) =>
      using(async (opened) => {
        const keeping = opened.transaction(['scans', 'inventories'], 'readwrite', durability);
        const known = await keeping.objectStore('scans').getKey(build);
        await Promise.all([
          known !== undefined && keeping.objectStore('inventories').put({ build, packages }),
          keeping.done,
        ]);
      }),
    drop: (builds) =>
      using(async (opened) => {
        const dropping = opened.transaction(['scans', 'pages', 'inventories'], 'readwrite');
        const stores = (['scans', 'pages', 'inventories'] as const).map((name) =>
          dropping.objectStore(name),
        );
        const drops = builds
          ? builds.flatMap((build) => [
              dropping.objectStore('scans').delete(build),
              dropping.objectStore('pages').delete(pagesOf(build)),
              dropping.objectStore('inventories').delete(build),
            ])
          : stores.map((store) => store.clear());
        await Promise.all([...drops, dropping.done]);
      }),
  };
}

/** The keys of pages of a build, all of them by default. */
function pagesOf(build: string, from = 0, to = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([build, from], [build, to]);
}

/** Whether something could not be kept because there is no more room for it. */
export function isFull(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.name === 'QuotaExceededError';
}
