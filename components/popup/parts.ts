import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { Scope } from '../../lib/scope';

/** What the popup needs of the browser. */
export interface PopupParts {
  readonly client: Client;
  readonly activeTabId: () => Promise<number | undefined>;
  readonly listen: (hear: (event: ProductEvent) => void, signal: AbortSignal) => void;
  readonly now: () => number;
  /** Called when the desk was opened: the popup has done what it is for. */
  readonly close: () => void;
}

/** What each view of the popup is given. */
export interface ViewParts extends Pick<PopupParts, 'client' | 'listen' | 'now'> {
  /** Opens the desk in a place; the popup goes with that. */
  readonly openDesk: (target: DeskTarget, scope?: Scope) => void;
  /** Goes to the first view. */
  readonly goHome: () => void;
  /** Goes to a job. */
  readonly showJob: (id: string) => void;
}
