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
import type { ReadPolicy } from './safety/policy';
import type { KeyValueStore } from './storage/key-value';
import type { ReadCache } from './storage/read-cache';

/** What the worker has already made, for the router. */
export interface SharedParts {
  readonly cache: ReadCache;
  readonly durable: KeyValueStore;
  readonly policy: ReadPolicy;
}

/** Builds what carries operations out, the SDK included. */
export function createPerform(shared: SharedParts): Perform {
  const openDialog = createDialogs(sessionStore, dialogWindows);
  return performWith(
    createHandlers({
      connector: createConnector({ now, wait, random }),
      credentials: createCredentialStore(sessionStore, now),
      ...shared,
      plans: createPlanStore(sessionStore, now),
      events: createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab }),
      settings: localStore,
      hasHostAccess,
      openDesk: (hash, place) => (place === 'dialog' ? openDialog(hash) : openDeskTab(hash)),
      now,
      wait,
    }),
  );
}
