import type { Later } from '../../desk/later';

/** What an answer said: something new, nothing new, or that AWS has enough of the questions. */
export type Outcome = 'changed' | 'same' | 'refused';

/** When something that goes on is read again. */
export interface Pace {
  /** It is being read, whoever asked for it. */
  readonly began: () => void;
  /** It was read; without a read that began this says nothing. */
  readonly ended: (outcome: Outcome) => void;
  /** It may be wanted again, or no longer. A read that is overdue begins at once. */
  readonly look: () => void;
  /** What is read is something else from now on. */
  readonly reset: () => void;
}

interface PaceParts {
  readonly now: () => number;
  readonly later: Later;
  /** Whether it still goes on, and somebody sees it. */
  readonly wanted: () => boolean;
  readonly read: () => void;
}

/** The time between two reads, in milliseconds: while there is news, and at most without. */
const shortest = 10_000;
const longest = 60_000;

/** At most while AWS refuses. */
const longestRefused = 240_000;

/** By how much the time grows with every answer without news. */
const growth = 1.5;

/** Reads again in its time: at most once an interval, and never while nobody wants it. */
export function createPace({ now, later, wanted, read }: PaceParts): Pace {
  let interval = shortest;
  let last = Number.NEGATIVE_INFINITY;
  let reading = false;
  let timer: (() => void) | undefined;
  const cancel = () => {
    timer?.();
    timer = undefined;
  };

  const look = () => {
    cancel();
    if (reading || !wanted()) return;
    const due = last + interval - now();
    // The time may have passed while nobody looked.
    timer = later(() => wanted() && read(), Math.max(0, due));
  };

  return {
    began() {
      cancel();
      reading = true;
      last = now();
    },
    ended(outcome) {
      if (!reading) return;
      reading = false;
      interval = next(interval, outcome);
      look();
    },
    look,
    reset() {
      cancel();
      reading = false;
      interval = shortest;
    },
  };
}

function next(interval: number, outcome: Outcome): number {
  if (outcome === 'changed') return shortest;
  if (outcome === 'refused') return Math.min(longestRefused, interval * 2);
  return Math.min(longest, interval * growth);
}
