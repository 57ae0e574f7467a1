import * as v from 'valibot';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';

/** What opening dialog windows needs of the browser. */
export interface DialogPorts {
  /** Opens a dialog window at a route of the desk and gives its id. */
  readonly create: (hash: string) => Promise<number | undefined>;
  /** Brings a window to the front; false when it is gone. */
  readonly focus: (windowId: number) => Promise<boolean>;
  readonly exists: (windowId: number) => Promise<boolean>;
}

/** How many dialog windows may be open: a page can ask for them as often as it likes. */
export const dialogLimit = 4;

/**
 * Opens routes of the desk in dialog windows. A route that is open already comes to the front,
 * and no window is ever turned to another route: what was typed in it would be lost.
 */
export function createDialogs(
  store: KeyValueStore,
  { create, focus, exists }: DialogPorts,
): (hash: string) => Promise<void> {
  const windows = itemsOf(store, 'dialog/', v.object({ hash: v.string() }));
  const inTurn = takeTurns();
  const stillOpen = async () => {
    const known = await windows.all();
    const open = await Promise.all(known.map(([id]) => exists(Number(id))));
    await windows.remove(known.filter((_, index) => !open[index]).map(([id]) => id));
    return known.filter((_, index) => open[index]);
  };
  return (hash) =>
    inTurn(async () => {
      const open = await stillOpen();
      const same = open.find(([, held]) => held.hash === hash);
      const shown = same ?? (open.length >= dialogLimit ? open.at(-1) : undefined);
      if (shown && (await focus(Number(shown[0])))) return;
      const id = await create(hash);
      if (id !== undefined) await windows.set(String(id), { hash });
    });
}
