import type { HandlerParts } from './operations/handlers/parts';
import { createConnector } from './aws/connection';
import { createCredentialStore } from './credentials/store';
import { createDialogs } from './desk/dialogs';
import type { Perform } from './messaging/router';
import { createHandlers, performWith } from './operations/handlers';
import { now, random, wait } from './platform/clock';
import { hasHostAccess } from './platform/permissions';
import { localStore, sessionStore } from './platform/storage';
import { dialogWindows, openDeskTab } from './platform/windows';
import { createPlanStore } from './sharing/plan-store';

/** Builds what carries operations out, the SDK included. */
export function createPerform(
  shared: Pick<HandlerParts, 'cache' | 'events' | 'activity'>,
): Perform {
  const openDialog = createDialogs(sessionStore, dialogWindows);
  return performWith(
    createHandlers({
      connector: createConnector({ now, wait, random }),
      credentials: createCredentialStore(sessionStore, now),
      ...shared,
      plans: createPlanStore(sessionStore, now),
      settings: localStore,
      hasHostAccess,
      openDesk: (hash, place) => (place === 'dialog' ? openDialog(hash) : openDeskTab(hash)),
      now,
      wait,
    }),
  );
}
