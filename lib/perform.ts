import { createConnector } from './aws/connection';
import { createCredentialStore } from './credentials/store';
import { createDialogs } from './desk/dialogs';
import { createEvents } from './messaging/events';
import type { Perform } from './messaging/router';
import { createHandlers, performWith } from './operations/handlers';
import { now, random, wait } from './platform/clock';
import { hasHostAccess } from './platform/permissions';
import { sendToExtension, sendToTab } from './platform/runtime';
import { localStore, sessionStore } from './platform/storage';
import { dialogWindows, openDeskTab } from './platform/windows';
import { createPlanStore } from './sharing/plan-store';
import { createDatabase, durableStore } from './storage/database';
import type { ReadCache } from './storage/read-cache';

/** Builds what carries operations out, the SDK included. */
export function createPerform(cache: ReadCache): Perform {
  const openDialog = createDialogs(sessionStore, dialogWindows);
  return performWith(
    createHandlers({
      connector: createConnector({ now, wait, random }),
      credentials: createCredentialStore(sessionStore, now),
      cache,
      plans: createPlanStore(sessionStore, now),
      events: createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab }),
      settings: localStore,
      durable: durableStore(createDatabase()),
      hasHostAccess,
      openDesk: (hash, place) => (place === 'dialog' ? openDialog(hash) : openDeskTab(hash)),
      now,
      wait,
    }),
  );
}
