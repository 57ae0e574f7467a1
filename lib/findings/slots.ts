/** Lets only so many of something go on at once; the others wait in the order in which they came. */
export interface Slots {
  /** Waits for a place, and gives what gives it back. */
  readonly take: () => Promise<() => void>;
}

/** Places for as many at once. */
export function createSlots(limit: number): Slots {
  let free = limit;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async take() {
      if (free > 0) free -= 1;
      // The place of who leaves goes on to the next one, and is never free in between.
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      return giveBack;
    },
  };
}
