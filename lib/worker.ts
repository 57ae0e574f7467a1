import { createActivity } from './activity/activity';
import { createActivityLog } from './activity/log';
import { createLock, type LockReason } from './credentials/lock';
import { createCredentialStore } from './credentials/store';
import { createChosenAccounts } from './messaging/chosen';
import { createEvents } from './messaging/events';
import { createRouter, type Perform } from './messaging/router';
import type { Performer } from './perform';
import { onAlarm, wakeAt } from './platform/alarms';
import { now, wait } from './platform/clock';
import { onCommand } from './platform/commands';
import { onIdleState, setIdleAfter } from './platform/idle';
import { readManaged } from './platform/managed';
import { answerMessages, ownIdentity, sendToExtension, sendToTab } from './platform/runtime';
import { restrictLocalStore, sessionStore } from './platform/storage';
import { createGuard } from './safety/guard';
import { createPolicyReader } from './safety/policy';
import { createSafetyStore, effective } from './safety/settings';
import { createDatabase, durableStore } from './storage/database';
import { createReadCache } from './storage/read-cache';

/** How long a worker that has just started leaves the disk alone, in milliseconds. */
const settleTime = 500;

/** The command of the manifest that locks. */
const lockCommand = 'lock';

/**
 * Starts the background worker: registers the listeners, synchronously, as a worker that is
 * woken by an event must have them at once. What carries operations out, with the SDK in it, is
 * evaluated when the first operation needs it: a panel that is shown from the cache never waits
 * for it.
 */
export function startWorker(): void {
  const cache = createReadCache(sessionStore);
  const credentials = createCredentialStore(sessionStore, now);
  const events = createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab });
  const chosen = createChosenAccounts(sessionStore);
  const lock = createLock(sessionStore, credentials, cache, now);
  const database = createDatabase();
  const durable = durableStore(database);
  const policy = createPolicyReader(readManaged);
  const safety = createSafetyStore(durable);
  const limits = async () => effective(await safety.read(), await policy());
  const activity = createActivity({
    log: createActivityLog(database, now),
    retentionDays: async () => (await safety.read()).retentionDays,
    changed: () => events.emit({ event: 'activity-changed' }),
    now,
    wait,
  });

  let loaded: Performer | undefined;
  let performing: Promise<Performer> | undefined;
  const load = async (): Promise<Performer> => {
    try {
      const { createPerform } = await import('./perform');
      loaded = createPerform({
        cache,
        durable,
        policy,
        credentials,
        events,
        activity,
        chosen,
        lock,
        lockNow: () => lockBecause('asked'),
        scheduleSweep: sweep,
        watchIdle,
        holdFor: async () => (await limits()).holdHours * 3_600_000,
      });
      return loaded;
    } catch (error) {
      // A failure is not kept: the next message tries again.
      performing = undefined;
      throw error;
    }
  };
  const performer = (): Promise<Performer> => (performing ??= load());
  const perform: Perform = async (...call) => (await performer()).perform(...call);

  /** What is let go of may be of all three. */
  const tellGone = async (): Promise<void> => {
    for (const event of ['credentials-changed', 'vault-changed', 'sign-in-changed'] as const) {
      await events.emit({ event });
    }
  };
  const lockBecause = async (reason: LockReason): Promise<void> => {
    loaded?.letGo();
    if (await lock.lock(reason)) await tellGone();
  };
  const watchIdle = async (): Promise<void> => setIdleAfter((await limits()).idleMinutes);
  const sweep = async (): Promise<void> => {
    const { next, dropped } = await credentials.sweep();
    await wakeAt('sweep', next);
    if (dropped) await tellGone();
  };

  answerMessages(
    createRouter({
      own: ownIdentity(),
      perform,
      cache,
      guard: createGuard({ policy, settings: safety }),
      chosen: chosen.of,
      refused: activity.refused,
      now,
    }),
  );
  onIdleState((state) => {
    if (state !== 'active') void lockBecause(state === 'locked' ? 'system' : 'idle');
  });
  onCommand((command) => {
    if (command === lockCommand) void lockBecause('asked');
  });
  onAlarm((name) => {
    if (name === 'sign-in') void performer().then(({ resumeSignIn }) => resumeSignIn());
    else void sweep();
  });
  // What the worker was woken for comes first; the settings are on disk.
  void wait(settleTime).then(watchIdle);
  void restrictLocalStore();
}
