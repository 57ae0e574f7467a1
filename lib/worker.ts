import { createRouter, type Perform } from './messaging/router';
import { now } from './platform/clock';
import { readManaged } from './platform/managed';
import { answerMessages, ownIdentity } from './platform/runtime';
import { restrictLocalStore, sessionStore } from './platform/storage';
import { createGuard } from './safety/guard';
import { createPolicyReader } from './safety/policy';
import { createSafetyStore } from './safety/settings';
import { createDatabase, durableStore } from './storage/database';
import { createReadCache } from './storage/read-cache';

/**
 * Starts the background worker: registers the listener, synchronously, as a worker that is
 * woken by a message must have it at once. What carries operations out, with the SDK in it, is
 * evaluated when the first operation needs it: a panel that is shown from the cache never waits
 * for it.
 */
export function startWorker(): void {
  const cache = createReadCache(sessionStore);
  const durable = durableStore(createDatabase());
  const policy = createPolicyReader(readManaged);
  let performing: Promise<Perform> | undefined;
  const load = async (): Promise<Perform> => {
    try {
      return (await import('./perform')).createPerform({ cache, durable, policy });
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
      guard: createGuard({ policy, settings: createSafetyStore(durable) }),
      refused: () => {},
      now,
    }),
  );
  void restrictLocalStore();
}
