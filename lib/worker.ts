import { createConnector } from './aws/connection';
import { createCredentialStore } from './credentials/store';
import { createEvents } from './messaging/events';
import { createRouter } from './messaging/router';
import { createHandlers, performWith } from './operations/handlers';
import { now, random, wait } from './platform/clock';
import { hasHostAccess } from './platform/permissions';
import { answerMessages, ownIdentity, sendToExtension, sendToTab } from './platform/runtime';
import { localStore, restrictLocalStore, sessionStore } from './platform/storage';
import { openDeskTab, openDialogWindow } from './platform/windows';
import { createPlanStore } from './sharing/plan-store';
import { createReadCache } from './storage/read-cache';

/**
 * Starts the background worker: builds the parts and registers the listener. All of it is
 * synchronous, as a worker that is woken by a message must have its listener at once.
 */
export function startWorker(): void {
  const cache = createReadCache(sessionStore);
  const handlers = createHandlers({
    connector: createConnector({ wait, random }),
    credentials: createCredentialStore(sessionStore, now),
    cache,
    plans: createPlanStore(sessionStore, now),
    events: createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab }),
    settings: localStore,
    hasHostAccess,
    openDesk: (hash, place) =>
      place === 'dialog' ? openDialogWindow(hash, sessionStore) : openDeskTab(hash),
    now,
    wait,
  });
  answerMessages(createRouter({ own: ownIdentity(), perform: performWith(handlers), cache, now }));
  void restrictLocalStore();
}
