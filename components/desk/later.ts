/** Runs something after some milliseconds, unless what it gives is called before. */
export type Later = (run: () => void, milliseconds: number) => () => void;

/** The browser's timer; tests have their own. */
export const later: Later = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};
