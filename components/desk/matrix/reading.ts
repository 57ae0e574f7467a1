import type { ImageShare } from '../../../lib/images/image';
import type { Result } from '../../../lib/result';

/** Reads rows, some at a time, in the order in which they were asked for. */
export interface RowReader {
  /** Asks for rows. One that is being read just now is read once more afterwards. */
  readonly read: (rows: readonly number[]) => void;
  /** Begins nothing any more, and tells nothing. */
  readonly end: () => void;
}

/** How many images are read at a time. */
const readers = 3;

/** A reader of rows that tells what it has found of each. */
export function createRowReader(
  ask: (row: number) => Promise<Result<readonly ImageShare[]>>,
  found: (row: number, shares: Result<readonly ImageShare[]>) => void,
): RowReader {
  const waiting = new Set<number>();
  const running = new Set<number>();
  let ended = false;
  const next = (): void => {
    for (const row of waiting) {
      if (running.size >= readers) return;
      if (!running.has(row)) void begin(row);
    }
  };
  const begin = async (row: number): Promise<void> => {
    waiting.delete(row);
    running.add(row);
    const shares = await ask(row);
    running.delete(row);
    if (ended) return;
    found(row, shares);
    next();
  };
  return {
    read(rows) {
      for (const row of rows) waiting.add(row);
      next();
    },
    end() {
      ended = true;
      waiting.clear();
    },
  };
}
