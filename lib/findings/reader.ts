import type { Package } from '../builds/build';
import { failed, ok, type Result } from '../result';
import { isStorageUnavailable, type Database } from '../storage/database';
import { collect, type Collecting, type Connect, type Standing } from './collect';
import type { Finding } from './finding';
import type { ScanRecord } from './record';
import { createRoom } from './room';
import type { KeptScan, ScanPart } from './scan';
import { createScanStore } from './scan-store';
import { createSlots } from './slots';

/** Reads the findings of builds, page by page, and keeps them. */
export interface FindingsReader {
  /**
   * Gives the pages of a build's findings from one on as soon as there are any, or what else has
   * changed, or what is there after a while; and reads on as long as somebody asks. All pages of a
   * finished scan are given without a call, and without being connected.
   */
  readonly read: (connect: Connect, build: string, from: number) => Promise<Result<ScanPart>>;
  /** Stops reading a build; what was read of it stays. Who asks for it again goes on. */
  readonly cancel: (build: string) => void;
  /** What is installed in a build; `null` when AWS keeps no list. */
  readonly inventory: (
    connect: Connect,
    build: string,
  ) => Promise<Result<readonly Package[] | null>>;
  /** All findings of a build that is kept whole; nothing of any other. Makes no call. */
  readonly whole: (build: string) => Promise<readonly Finding[] | undefined>;
  /** Those that were used last come first. */
  readonly kept: () => Promise<readonly KeptScan[]>;
  /** Drops builds, all of them when none are named. What is being read of them stops. */
  readonly drop: (builds?: readonly string[]) => Promise<void>;
}

export interface ReaderParts {
  readonly database: () => Promise<Database>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** How much may be kept, in characters of JSON; about 150 MB unless given. */
  readonly limit?: number;
}

/** How many chains of calls go on at once: each build is one, and so is each inventory. */
const atOnce = 3;

/** How many pages one answer has at most. */
const pagesAtOnce = 40;

/** How long an answer waits for something new, in milliseconds. */
const patience = 10_000;

/** How long a problem that nobody was told of is worth telling, in milliseconds. */
const forgetAfter = 20_000;

/** How often at most it is noted that a build was used, in milliseconds. */
const touchEvery = 10_000;

/** A reader that keeps what it reads in the database. */
export function createFindingsReader(parts: ReaderParts): FindingsReader {
  const { database, now, wait, limit = 150_000_000 } = parts;
  const store = createScanStore(database);
  const reading = new Map<string, Collecting>();
  /** What stopped over a problem that nobody was told of, and when. */
  const untold = new Map<string, { readonly chain: Collecting; readonly at: number }>();
  const room = createRoom({ store, limit, now, isRead: (build) => reading.has(build) });
  const chains = createSlots(atOnce);
  const collecting = { store, room, chains, beginnings: createSlots(atOnce), now, wait };
  const listing = new Map<string, Promise<Result<readonly Package[] | null>>>();

  /**
   * The one reading of a build, which whoever wants it shares. One that has just stopped over a
   * problem is not started again before somebody was told: who asks again and again would start it
   * again and again.
   */
  const join = (connect: Connect, build: string): Collecting => {
    const last = untold.get(build);
    untold.delete(build);
    if (last && now() - last.at < forgetAfter) return last.chain;
    const going = reading.get(build);
    if (going) {
      going.ask();
      return going;
    }
    const started = collect(collecting, build, connect, () => {
      // Another may have taken its place after it was dropped.
      if (reading.get(build) !== started) return;
      reading.delete(build);
      if (started.standing().problem) untold.set(build, { chain: started, at: now() });
    });
    reading.set(build, started);
    return started;
  };

  const noteUse = async (build: string): Promise<void> => {
    const scan = await store.scan(build);
    if (scan && now() - scan.usedAt >= touchEvery) await store.touch(build, now());
  };

  const list = async (connect: Connect, build: string): Promise<Result<readonly Package[]>> => {
    const giveBack = await chains.take();
    try {
      return await connect((source) => source.packages(build));
    } finally {
      giveBack();
    }
  };

  /** Given from disk, or asked for and kept. */
  const inventoryOf = async (
    connect: Connect,
    build: string,
  ): Promise<Result<readonly Package[] | null>> => {
    const kept = await store.inventory(build);
    if (kept) return ok(orNull(kept));
    const packages = await list(connect, build);
    if (!packages.ok) return packages;
    try {
      await room.keeping(() => store.keepInventory(build, packages.value));
    } catch (error) {
      // It is there all the same, and can be asked for again.
      if (!isStorageUnavailable(error)) throw error;
    }
    return ok(orNull(packages.value));
  };

  const partOf = async (
    build: string,
    from: number,
    { state, known, problem }: Standing & { readonly known: NonNullable<Standing['known']> },
  ): Promise<ScanPart> => {
    const { facts, counts, received, pages, readAt, first } = known;
    const head = {
      build: facts,
      counts,
      state,
      received,
      pages,
      ...(readAt !== undefined && { readAt }),
      ...(problem && { problem }),
    };
    if (isVoid(from, known)) return { head, findings: [], next: 0 };
    const start = Math.max(from, first);
    // No further than the head tells, although there may be more by now.
    const most = Math.min(pagesAtOnce, endOf(known) - start);
    const given = most > 0 ? await store.pages(build, start, most) : [];
    return {
      head,
      findings: given.flatMap(({ findings }) => findings),
      next: start + given.length,
    };
  };

  return {
    async read(connect, build, from) {
      // At once: who cancels after this stops what this asks for.
      let chain = join(connect, build);
      let isLate = false;
      const late = wait(patience).then(() => void (isLate = true));
      await noteUse(build);
      for (;;) {
        const news = chain.news();
        const standing = chain.standing();
        const { state, known, problem } = standing;
        if (known) {
          const isThere = isVoid(from, known) || Math.max(from, known.first) < endOf(known);
          if (isThere || isLate || state !== 'reading') {
            if (problem) untold.delete(build);
            return ok(await partOf(build, from, { ...standing, known }));
          }
        } else if (problem) {
          untold.delete(build);
          return failed(problem);
        } else if (state === 'stopped' && reading.get(build) !== chain) {
          // It was dropped before anything was known of it.
          chain = join(connect, build);
          continue;
        }
        // Before anything is known there is nothing to tell, however late it is.
        await (known ? Promise.race([news, late]) : news);
      }
    },
    cancel(build) {
      reading.get(build)?.stop();
    },
    inventory(connect, build) {
      const going = listing.get(build);
      if (going) return going;
      const started = inventoryOf(connect, build).finally(() => void listing.delete(build));
      listing.set(build, started);
      return started;
    },
    async whole(build) {
      const scan = await store.scan(build);
      if (!scan?.complete) return undefined;
      const all = await store.pages(build, scan.first, scan.pages);
      return all.length === scan.pages ? all.flatMap(({ findings }) => findings) : undefined;
    },
    async kept() {
      const all = (await store.scans()).toSorted((a, b) => b.usedAt - a.usedAt);
      return all.map(({ build, complete, received, bytes, usedAt }) => {
        const state = reading.get(build)?.standing().state ?? 'stopped';
        return { build, state: complete ? 'complete' : state, received, bytes, usedAt };
      });
    },
    async drop(builds) {
      for (const build of builds ?? reading.keys()) {
        reading.get(build)?.drop();
        reading.delete(build);
      }
      untold.clear();
      await store.drop(builds);
    },
  };
}

type Pages = Pick<ScanRecord, 'first' | 'pages'>;

/** The number after that of the last page. */
function endOf({ first, pages }: Pages): number {
  return first + pages;
}

/** Whether who asks for a page has pages before it that are no longer those of the scan. */
function isVoid(from: number, pages: Pages): boolean {
  return from !== 0 && (from < pages.first || from > endOf(pages));
}

function orNull(packages: readonly Package[]): readonly Package[] | null {
  return packages.length > 0 ? packages : null;
}
