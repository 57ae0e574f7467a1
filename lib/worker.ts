import { createActivity } from './activity/activity';
import { createActivityLog } from './activity/log';
import { createEvents } from './messaging/events';
import { createRouter, type Perform } from './messaging/router';
import { now, wait } from './platform/clock';
import { answerMessages, ownIdentity, sendToExtension, sendToTab } from './platform/runtime';
import { restrictLocalStore, sessionStore } from './platform/storage';
import { createDatabase } from './storage/database';
import { createReadCache } from './storage/read-cache';

/**
 * Starts the background worker: registers the listener, synchronously, as a worker that is
 * woken by a message must have it at once. What carries operations out, with the SDK in it, is
 * evaluated when the first operation needs it: a panel that is shown from the cache never waits
 * for it.
 */
export function startWorker(): void {
  const cache = createReadCache(sessionStore);
  const events = createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab });
  const activity = createActivity({
    log: createActivityLog(createDatabase(), now),
    retentionDays: async () => 365,
    changed: () => events.emit({ event: 'activity-changed' }),
    now,
    wait,
  });
  let performing: Promise<Perform> | undefined;
  const load = async (): Promise<Perform> => {
    try {
      return (await import('./perform')).createPerform({ cache, events, activity });
    } catch (error) {
      // A failure is not kept: the next message tries again.
      performing = undefined;
      throw error;
    }
  };
  const perform: Perform = async (...call) => {
    performing ??= load();
    return (await performing)(...call);
  };
  answerMessages(
    createRouter({
      own: ownIdentity(),
      perform,
      cache,
      guard: async () => undefined,
      refused: activity.refused,
      now,
    }),
  );
  void restrictLocalStore();
}
