import type { ImageBuild, Package } from '../builds/build';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { isStorageUnavailable } from '../storage/database';
import type { FindingCounts, FindingsPage } from './finding';
import type { ScanRecord } from './record';
import type { Room } from './room';
import type { ScanHead } from './scan';
import type { ScanStore } from './scan-store';
import type { Slots } from './slots';

/** What is read of AWS for the findings of a build. */
export interface ScanSource {
  readonly facts: (build: string) => Promise<Result<ImageBuild>>;
  /** `null` when AWS has none to count. */
  readonly counts: (build: string) => Promise<Result<FindingCounts | null>>;
  readonly page: (build: string, token?: string) => Promise<Result<FindingsPage>>;
  readonly packages: (build: string) => Promise<Result<readonly Package[]>>;
}

/** Connects to AWS for what is to be read, and to nothing while nothing has to be. */
export type Connect = <Value>(
  use: (source: ScanSource) => Promise<Result<Value>>,
) => Promise<Result<Value>>;

export interface CollectParts {
  readonly store: ScanStore;
  readonly room: Room;
  /** The chains of calls that may go on at once, and the builds that may be begun at once. */
  readonly chains: Slots;
  readonly beginnings: Slots;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The reading of one build. */
export interface Collecting {
  /** Says that somebody wants it: it goes on for a while, even where it was about to stop. */
  readonly ask: () => void;
  /** Stops it. What is under way is kept when it comes. */
  readonly stop: () => void;
  /** Ends it: what was kept is dropped, and nothing more may be kept. */
  readonly drop: () => void;
  /** How it stands; `known` is absent before the first answer of AWS. */
  readonly standing: () => Standing;
  /** Settles when it stands otherwise than at the time of the call. */
  readonly news: () => Promise<void>;
}

export interface Standing {
  readonly state: ScanHead['state'];
  readonly known?: Pick<ScanRecord, 'facts' | 'counts' | 'received' | 'pages' | 'first' | 'readAt'>;
  readonly problem?: Problem;
}

/** How long reading goes on after somebody has asked, in milliseconds. */
const interest = 20_000;

/**
 * How long a throttled chain rests before it tries again, in milliseconds. Each try is already
 * several calls with chance between them (`retrying`), so that no two chains keep in step.
 */
const rests: readonly number[] = [1000, 2000, 4000, 8000, 16_000];

/**
 * Reads the findings of a build from where they were left: one page after the other, each kept
 * before the next is asked for. `left` is told at once when it makes no further call.
 */
export function collect(
  parts: CollectParts,
  build: string,
  connect: Connect,
  left: () => void,
): Collecting {
  const { store, room, chains, beginnings, now, wait } = parts;
  let askedAt = now();
  let stopped = false;
  let dropped = false;
  let over = false;
  let scan: ScanRecord | undefined;
  let unscanned: Standing | undefined;
  let problem: Problem | undefined;
  let told: (() => void)[] = [];

  const tell = (): void => {
    const waiting = told;
    told = [];
    for (const go of waiting) go();
  };
  const isWanted = (): boolean => !stopped && !dropped && now() - askedAt <= interest;
  const leave = (): void => {
    if (over) return;
    over = true;
    left();
    tell();
  };

  /** The facts and the counts, which come at once and tell whether there is something to read. */
  const begin = async (source: ScanSource): Promise<Result<ScanRecord | undefined>> => {
    const giveBack = await beginnings.take();
    try {
      const [facts, counts] = await Promise.all([source.facts(build), source.counts(build)]);
      if (!facts.ok) return facts;
      if (!counts.ok) return counts;
      const known = { facts: facts.value, counts: counts.value, received: 0, pages: 0, first: 0 };
      if (facts.value.scan.status !== 'COMPLETED') {
        unscanned = { state: 'unscanned', known };
        return ok(undefined);
      }
      if (dropped) return ok(undefined);
      const begun = { ...known, build, complete: false, bytes: 0, usedAt: now() };
      await room.keeping(() => store.begin(begun));
      return ok(begun);
    } finally {
      giveBack();
    }
  };

  const readPages = async (source: ScanSource, from: ScanRecord): Promise<Result<null>> => {
    let at = from;
    const seen = new Set([at.nextToken]);
    let rested = 0;
    let beganAnew = false;
    while (isWanted() && !at.complete) {
      const page = await source.page(build, at.nextToken);
      if (dropped) break;
      if (!page.ok && page.problem.kind === 'throttled' && rested < rests.length) {
        await wait(rests[rested] ?? 0);
        rested += 1;
        continue;
      }
      rested = 0;
      if (page.ok && !seen.has(page.value.nextToken ?? noToken)) {
        const next = withPage(at, page.value, now());
        if (!(await room.keeping(() => store.add(next, page.value.findings)))) break;
        at = next;
        seen.add(at.nextToken);
        if (at.complete) await room.fit();
      } else {
        // A token that comes twice would never end, and one that AWS does not take leads nowhere.
        const isToken = page.ok || (page.problem.kind === 'rejected' && at.nextToken !== undefined);
        if (beganAnew || !isToken) return page.ok ? failed({ kind: 'aws-fault' }) : page;
        beganAnew = true;
        const anew = withoutPages(at);
        await room.keeping(() => store.begin(anew));
        at = anew;
        seen.clear();
      }
      scan = at;
      tell();
    }
    leave();
    return ok(null);
  };

  const run = async (): Promise<void> => {
    // Asked for at once, so that chains go on in the order in which they were asked for.
    const turn = chains.take();
    try {
      scan = await store.scan(build);
      if (scan?.complete) return;
      const read = await connect(async (source): Promise<Result<null>> => {
        if (!scan) {
          const begun = await begin(source);
          if (!begun.ok) return begun;
          scan = begun.value;
          // Who asked has waited for this.
          askedAt = now();
          tell();
        }
        if (!scan) return ok(null);
        await turn;
        return readPages(source, scan);
      });
      if (!read.ok) problem = read.problem;
    } catch (error) {
      problem = problemOf(error);
    } finally {
      void turn.then((giveBack) => giveBack());
      leave();
    }
  };
  void run();
  return {
    ask() {
      askedAt = now();
      stopped = false;
    },
    stop() {
      stopped = true;
      tell();
    },
    drop() {
      dropped = true;
      tell();
    },
    standing() {
      if (unscanned) return unscanned;
      const state = over || stopped || dropped ? 'stopped' : 'reading';
      return {
        state: scan?.complete === true ? 'complete' : state,
        ...(scan && { known: scan }),
        ...(problem && { problem }),
      };
    },
    news: () => new Promise((resolve) => void told.push(resolve)),
  };
}

/** What no token of AWS is: none are empty. */
const noToken = '';

/** A scan with one page more. */
function withPage(
  scan: ScanRecord,
  { findings, nextToken }: FindingsPage,
  now: number,
): ScanRecord {
  const { nextToken: _, ...known } = scan;
  return {
    ...known,
    complete: nextToken === undefined,
    received: scan.received + findings.length,
    pages: scan.pages + 1,
    bytes: scan.bytes + JSON.stringify(findings).length,
    readAt: now,
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** A scan of which nothing was read yet, whose pages have numbers that nobody has seen. */
function withoutPages(scan: ScanRecord): ScanRecord {
  const { nextToken: _, readAt: _at, ...known } = scan;
  return { ...known, received: 0, pages: 0, first: scan.first + scan.pages + 1, bytes: 0 };
}

function problemOf(error: unknown): Problem {
  if (isStorageUnavailable(error)) return { kind: 'storage-unavailable' };
  return { kind: 'unknown', detail: error instanceof Error ? error.name : 'Error' };
}
