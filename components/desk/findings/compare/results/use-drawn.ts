import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../../../parts';

/** So many rows fill a window. */
const windowful = 15;

/** How long the rows stay the same before the others follow, in milliseconds. */
const pause = 150;

/**
 * Those of the rows of a page that are drawn: first what fills a window, and the others once nobody
 * types. To draw all of them takes longer than a key may.
 */
export function useDrawn<Row>(rows: readonly Row[]): readonly Row[] {
  const { later } = useDesk();
  const [whole, setWhole] = useState<readonly Row[]>();
  useEffect(
    () => (rows.length > windowful ? later(() => setWhole(rows), pause) : undefined),
    [rows, later],
  );
  return whole === rows ? rows : rows.slice(0, windowful);
}
