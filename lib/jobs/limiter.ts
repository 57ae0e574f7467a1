import type { Pace } from '../aws/connection';
import { accept, newLane, reserve, slowDown, type LaneRate } from './rate';

/** Lets calls go as fast as AWS takes them, lane by lane. */
export interface Limiter {
  /** The pace of a lane. */
  readonly pace: (lane: string) => Pace;
  /** Takes over what was kept of lanes. What this limiter has learnt itself is newer. */
  readonly restore: (rates: readonly LaneRate[]) => void;
  /** The lanes as they are now, to be kept. */
  readonly rates: () => readonly LaneRate[];
}

/** A limiter over a clock. */
export function createLimiter(
  now: () => number,
  wait: (milliseconds: number) => Promise<void>,
): Limiter {
  const lanes = new Map<string, LaneRate>();
  const laneOf = (lane: string) => lanes.get(lane) ?? newLane(lane, now());
  return {
    pace: (lane) => ({
      async go() {
        const { at, state } = reserve(laneOf(lane), now());
        lanes.set(lane, state);
        const delay = at - now();
        if (delay > 0) await wait(delay);
        const began = now();
        return (problem) => {
          if (problem === 'throttled') lanes.set(lane, slowDown(laneOf(lane), began, now()));
          // Nobody knows whether a call that was not answered has counted.
          else if (problem !== 'offline') lanes.set(lane, accept(laneOf(lane)));
        };
      },
    }),
    restore(rates) {
      for (const rate of rates) if (!lanes.has(rate.lane)) lanes.set(rate.lane, rate);
    },
    rates: () => [...lanes.values()],
  };
}
