/** How fast something goes lately. */
export interface Speed {
  readonly count: () => void;
  readonly perSecond: () => number;
}

/** What counts as lately, in milliseconds. */
const lately = 20_000;

/** Counts over a clock; at the start over the time that there is. */
export function createSpeed(now: () => number): Speed {
  const startedAt = now();
  let counted: number[] = [];
  return {
    count: () => void counted.push(now()),
    perSecond() {
      counted = counted.filter((at) => now() - at < lately);
      const span = Math.max(1000, Math.min(lately, now() - startedAt));
      return (counted.length / span) * 1000;
    },
  };
}
