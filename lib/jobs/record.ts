import type { Problem } from '../problems/problem';
import {
  countItems,
  isFinal,
  recount,
  type ItemState,
  type Job,
  type JobCounts,
  type JobItem,
  type JobPause,
  type PauseReason,
} from './job';
import { joinEntries, type JournalEntry } from './journal';
import type { RunnerParts } from './runner';
import { createSpeed } from './speed';

/** Why a job is not worked on any further. */
export type Halt =
  /** Another runner has taken over, or the job is gone. */
  | { readonly kind: 'fenced' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'pause'; readonly pause: JobPause };

/** How long a job waits that is tried again by itself, in milliseconds. */
const restTime = 30_000;

/** How long one waits at most that looks at what is underway, in milliseconds. */
export const longestRest = 300_000;

/** How often surfaces are told at most, in milliseconds. */
const tellEvery = 250;

/** A job while it is carried out: where its items are, in memory and on disk. */
export interface JobRecord {
  /** Why it stops, as soon as that is known; asked again after whatever was waited for. */
  readonly halt: () => Halt | undefined;
  /** Has it wait; after a rest it is tried again by itself. */
  readonly pause: (reason: PauseReason, problem?: Problem, rest?: boolean) => void;
  /**
   * Has it wait until what is underway is looked at again: the longer it has been, the later, as
   * what takes hours need not be asked for every half minute. `awaits` is the image builder where a
   * person has to do something; `problem` is why what was not begun has to wait.
   */
  readonly await: (awaits?: string, problem?: Problem) => void;
  /** The items of a group. */
  readonly all: (group: readonly number[]) => readonly JobItem[];
  /** Those of them that are not over. */
  readonly open: (group: readonly number[]) => readonly JobItem[];
  /** Moves items on, in memory and on disk. */
  readonly move: (moved: readonly JobItem[], current?: string) => Promise<void>;
  /** Writes that the job goes on, from wherever it was. */
  readonly begin: () => Promise<void>;
  /** Writes that the job is over, or why it waits. */
  readonly finish: () => Promise<void>;
}

/** Opens the record of a job for the runner of an epoch. */
export function openRecord(
  job: Job,
  loaded: readonly JobItem[],
  epoch: number,
  { journal, limiter, changed, now }: RunnerParts,
): JobRecord {
  const items = [...loaded];
  let counts: JobCounts = countItems(items);
  let because: Halt | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let telling = false;
  let waiting: JournalEntry | undefined;
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  const speed = createSpeed(now);

  const stop = (halt: Halt): void => {
    if (!because || halt.kind === 'fenced') because = halt;
  };
  const pause: JobRecord['pause'] = (reason, problem, rest = false) =>
    stop({
      kind: 'pause',
      pause: {
        reason,
        ...(problem && { problem }),
        since: now(),
        ...(rest && { until: now() + restTime }),
      },
    });
  /** Writes down what waits, and learns what a person wishes. */
  const commit = async (): Promise<void> => {
    const entry = waiting;
    [waiting, next] = [undefined, undefined];
    if (because?.kind === 'fenced') return;
    const latest = await journal.write(epoch, job.id, {
      // To go on is what it does already, unless it has stopped.
      ...(!because && { heard: 'continue' as const }),
      ...entry,
      rates: limiter.rates(),
    });
    if (!latest) {
      stop({ kind: 'fenced' });
      return;
    }
    if (latest.wish === 'cancel') stop({ kind: 'cancel' });
    if (latest.wish === 'pause') pause('user');
    if (telling || now() - toldAt >= tellEvery) {
      [toldAt, telling] = [now(), false];
      await changed(latest);
    }
  };
  /**
   * Writes down, with all else that comes while the disk is busy: it is slower than the changes
   * that are under way at a time. One that is told of is told of at once.
   */
  const write = (entry: JournalEntry, tell = false): Promise<void> => {
    waiting = waiting ? joinEntries(waiting, entry) : entry;
    telling ||= tell;
    if (!next) {
      last = last.then(commit);
      next = last;
    }
    return next;
  };
  const move: JobRecord['move'] = async (moved, current) => {
    if (moved.length === 0) return;
    for (const item of moved) {
      const from = items[item.seq]?.state ?? 'pending';
      items[item.seq] = item;
      counts = recount(counts, from, item.state);
      // Reading back comes at the end of a group: how fast it goes is how fast AWS accepts.
      if (item.state === 'sent' || (isFinal(item.state) && from !== 'sent')) speed.count();
    }
    await write({
      items: moved,
      job: { counts, speed: speed.perSecond(), ...(current !== undefined && { current }) },
    });
  };

  const all: JobRecord['all'] = (group) => group.flatMap((seq) => items[seq] ?? []);

  if (job.wish === 'cancel') stop({ kind: 'cancel' });
  if (job.wish === 'pause') pause('user');
  return {
    halt: () => because,
    pause,
    await(awaits, problem) {
      const begun = items.filter(({ state }) => state === 'sent').map(({ at }) => at);
      const shortest = begun.length === 0 ? 0 : now() - Math.max(...begun);
      const rest = Math.min(longestRest, Math.max(restTime, shortest / 10));
      stop({
        kind: 'pause',
        pause: {
          reason: 'underway',
          since: now(),
          until: now() + rest,
          ...(awaits !== undefined && { awaits }),
          ...(problem && { problem }),
        },
      });
    },
    all,
    open: (group) => all(group).filter(({ state }) => !isFinal(state)),
    move,
    async begin() {
      if (!because) await write({ job: { state: 'running' }, without: ['pause'] }, true);
    },
    async finish() {
      const open = items.filter(({ state }) => !isFinal(state));
      if (because?.kind === 'pause' && open.length > 0) {
        const without = ['current', 'speed'] as const;
        const paused = { state: 'paused', pause: because.pause } as const;
        await write({ job: paused, without, heard: 'pause' }, true);
        return;
      }
      if (because?.kind === 'cancel') {
        await move(
          open.map((item) =>
            item.state === 'pending'
              ? withState(item, 'cancelled', now())
              : withState(item, 'failed', now(), { kind: 'not-confirmed' }),
          ),
        );
      }
      // What was left out because of a step before it was not cancelled by anybody.
      const isCancelled = because?.kind === 'cancel' && counts.cancelled > 0;
      const state = isCancelled ? 'cancelled' : 'ended';
      const without = ['pause', 'current', 'speed'] as const;
      await write({ job: { state, endedAt: now(), counts }, without, heard: 'cancel' }, true);
    },
  };
}

/** An item in another state, with what was wrong, if anything was. */
export function withState(item: JobItem, state: ItemState, at: number, problem?: Problem): JobItem {
  const { problem: _before, ...rest } = item;
  return { ...rest, state, at, ...(problem && { problem }) };
}
