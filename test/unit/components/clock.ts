import type { Later } from '@/components/desk/later';

/** A clock that stands still until the test lets time pass, with the timers that hang on it. */
export function fakeClock(start = 0) {
  let time = start;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const later: Later = (run, milliseconds) => {
    const timer = { at: time + milliseconds, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((each) => each !== timer);
    };
  };
  return {
    now: () => time,
    later,
    /** How many timers are set. */
    waiting: () => timers.length,
    /** Lets time pass, and runs every timer at its time. */
    pass(milliseconds: number) {
      const end = time + milliseconds;
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.at - b.at);
        if (!next || next.at > end) break;
        timers = timers.filter((each) => each !== next);
        time = next.at;
        next.run();
      }
      time = end;
    },
  };
}
