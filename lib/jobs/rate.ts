/**
 * How fast calls may go in one lane: the calls to one service in one account and Region, which
 * AWS counts together. Plain data, so that a restart goes on at the rate that was found.
 */
export interface LaneRate {
  readonly lane: string;
  /**
   * `start` until the first throttle: the rate doubles about every two seconds. `seek` until two
   * throttles have told the server's rate: it grows from a guess. `steady` from then on.
   */
  readonly phase: 'start' | 'seek' | 'steady';
  /** Calls per second: the rate from which it grows, later what the server was found to take. */
  readonly base: number;
  /** Seconds of use since the last throttle, pauses left out. */
  readonly used: number;
  /** Calls that were answered since the last throttle. */
  readonly accepted: number;
  /** When the last slowdown was, in epoch milliseconds: calls that began before do not slow again. */
  readonly slowedAt: number;
  /** When the call before the next one was due, and from when on the next one may go. */
  readonly lastAt: number;
  readonly nextAt: number;
}

/** Calls per second of a lane that is not known yet. */
const firstRate = 4;

/** How many times faster the first phases become with each second of use. */
const growth = { start: 1.5, seek: 1.1 } as const;

const slowest = 0.2;
const fastest = 1000;

/** The share of the rate that was found with which a lane goes on after a throttle. */
const caution = 0.97;

/**
 * How much of that rate each call adds, so that about one call in a hundred is throttled and
 * tells the rate anew; after `patience` calls without one ever more.
 */
const creep = 0.0006;
const patience = 80;
const impatience = 0.00001;

/** From so many calls on, what was answered between two throttles tells the server's rate. */
const sample = 8;

/** A lane of which nothing is known. */
export function newLane(lane: string, now: number): LaneRate {
  return {
    lane,
    phase: 'start',
    base: firstRate,
    used: 0,
    accepted: 0,
    slowedAt: 0,
    lastAt: now,
    nextAt: now,
  };
}

/** The rate at which a lane goes now, in calls per second. */
export function rateOf({ phase, base, used, accepted }: LaneRate): number {
  const wanted =
    phase !== 'steady'
      ? base * growth[phase] ** used
      : base * (caution + creep * accepted + impatience * Math.max(0, accepted - patience) ** 2);
  return Math.min(fastest, Math.max(slowest, wanted));
}

/** Reserves the next call of a lane: when it may go, and the lane after it. */
export function reserve(state: LaneRate, now: number): { at: number; state: LaneRate } {
  // A clock that was turned back must not stop the lane until it has caught up.
  const due = state.nextAt - now > 60_000 ? now : state.nextAt;
  const at = Math.max(now, due);
  const interval = 1000 / rateOf(state);
  // What was not used tells nothing of the server, and is no reason to go faster.
  const gap = Math.min(Math.max(0, at - state.lastAt), Math.max(1000, 2 * interval));
  return {
    at,
    state: { ...state, used: state.used + gap / 1000, lastAt: at, nextAt: at + interval },
  };
}

/** A lane after a call was answered otherwise than by a throttle. */
export function accept(state: LaneRate): LaneRate {
  return { ...state, accepted: state.accepted + 1 };
}

/**
 * A lane after a throttle of a call that began at a time. Servers count with a bucket of tokens,
 * which a throttle shows to be empty: what was answered between two throttles, divided by the
 * time between, is the rate at which the bucket fills. Guessing lower and lower instead would
 * leave a part of that rate unused for good.
 */
export function slowDown(state: LaneRate, began: number, now: number): LaneRate {
  if (began <= state.slowedAt)
    return { ...state, nextAt: Math.max(state.nextAt, now + 1000 / rateOf(state)) };
  const rate = rateOf(state);
  const measured = (state.accepted - 1) / Math.max(state.used, 0.001);
  const known = state.accepted >= sample && state.used >= 1;
  // What was nearly right needs less of a step than a first guess.
  const guess = rate * (state.phase === 'steady' ? 0.85 : 0.7);
  const found = known && state.phase !== 'start';
  // A bucket that holds little loses what was not used, so that the measure is too low; the rate
  // at the throttle is too high. The truth is between them.
  const base = found
    ? Math.min(rate, Math.sqrt(measured * rate))
    : Math.min(guess, known ? measured : guess);
  const slowed: LaneRate = {
    ...state,
    phase: found ? 'steady' : state.phase === 'steady' ? 'steady' : 'seek',
    base: Math.max(slowest, base),
    used: 0,
    accepted: 0,
    slowedAt: now,
  };
  return { ...slowed, nextAt: Math.max(state.nextAt, now + 1000 / rateOf(slowed)) };
}
