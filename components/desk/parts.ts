import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { DeskRoute } from '../../lib/desk/route';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { ServicePrefix } from '../../lib/aws/regions';
import type { RegionCode } from '../../lib/scope';
import type { Later } from './later';

/** What the desk's views need of the browser; the entrypoint binds it, tests give doubles. */
export interface DeskParts {
  readonly client: Client;
  readonly now: () => number;
  readonly later: Later;
  readonly onEvent: (listen: (event: ProductEvent) => void, signal: AbortSignal) => void;
  readonly hasHostAccess: (region: RegionCode) => Promise<boolean>;
  /** To be called straight from a click, before anything is awaited. */
  readonly requestHostAccess: (
    regions: readonly RegionCode[],
    services?: readonly ServicePrefix[],
  ) => Promise<boolean>;
  /** Whether the person allows notifications; to be called straight from a click too. */
  readonly requestNotifications: () => Promise<boolean>;
  /** Closes the window that this document is in. */
  readonly closeWindow: () => void;
}

/** Where the person is, and how to get elsewhere. */
export interface DeskPlace extends DeskParts {
  readonly dialog: boolean;
  readonly go: (route: DeskRoute) => void;
  /** The view that led here; absent where an address did. */
  readonly from?: DeskRoute;
}

const DeskContext = createContext<DeskPlace | undefined>(undefined);

/** Gives the parts to the views below. */
export const DeskProvider = DeskContext.Provider;

/** The parts, for a view of the desk. */
export function useDesk(): DeskPlace {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('This is not inside the desk.');
  return desk;
}

/**
 * Leaves a view for the one that led here, and for `otherwise` where an address did; a window of
 * its own is closed.
 */
export function useLeave(otherwise: DeskRoute): () => void {
  const { dialog, closeWindow, go, from = otherwise } = useDesk();
  return () => (dialog ? closeWindow() : go(from));
}

/** Calls back for the worker's events as long as the view is shown. */
export function useEvents(listen: (event: ProductEvent) => void): void {
  const { onEvent } = useDesk();
  useEffect(() => {
    const ending = new AbortController();
    onEvent(listen, ending.signal);
    return () => ending.abort();
  }, [onEvent, listen]);
}

/** The time, renewed every half minute: expiries are told in minutes. */
export function useNow(): number {
  const { now, later } = useDesk();
  const [time, setTime] = useState(now);
  useEffect(() => later(() => setTime(now()), 30_000), [now, later, time]);
  return time;
}
