import { createActivity } from './activity/activity';
import { createActivityLog } from './activity/log';
import { createLock, type LockReason } from './credentials/lock';
import { createCredentialStore } from './credentials/store';
import { hasEnded, type PauseReason } from './jobs/job';
import { createJournal } from './jobs/journal';
import { createChosenAccounts } from './messaging/chosen';
import { createEvents } from './messaging/events';
import { createRouter, type Perform } from './messaging/router';
import type { Performer } from './perform';
import { onAlarm, wakeAt, wakeOften } from './platform/alarms';
import { now, wait } from './platform/clock';
import { onCommand } from './platform/commands';
import { onIdleState, setIdleAfter } from './platform/idle';
import { readManaged } from './platform/managed';
import { onAccessGranted } from './platform/permissions';
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
 * woken by an event must have them at once. What carries operations out, with all that calls
 * AWS, is evaluated when the first operation needs it: a panel that is shown from the cache never
 * waits for it.
 */
export function startWorker(): void {
  const cache = createReadCache(sessionStore);
  const credentials = createCredentialStore(sessionStore, now);
  const events = createEvents(sessionStore, { toExtension: sendToExtension, toTab: sendToTab });
  const chosen = createChosenAccounts(sessionStore);
  const lock = createLock(sessionStore, credentials, cache, now);
  const database = createDatabase();
  const durable = durableStore(database);
  const journal = createJournal(database);
  const policy = createPolicyReader(readManaged);
  const safety = createSafetyStore(durable);
  const guard = createGuard({ policy, settings: safety });
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
        database,
        durable,
        journal,
        policy,
        guard,
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
    const held = await lock.lock(reason);
    // And of what was connected before they were dropped.
    loaded?.letGo();
    if (held) await tellGone();
  };
  const watchIdle = async (): Promise<void> => setIdleAfter((await limits()).idleMinutes);
  const sweep = async (): Promise<void> => {
    const { next, dropped } = await credentials.sweep();
    await wakeAt('sweep', next);
    if (dropped) await tellGone();
  };

  /** Goes on with the jobs, if there are any: only they are worth loading what carries them out. */
  const wakeJobs = async (over?: readonly PauseReason[]): Promise<void> => {
    try {
      if ((await journal.jobs()).every(hasEnded)) return;
    } catch {
      // The disk may be busy with what a crash has left behind: there is a next time.
      await wakeOften('jobs', true);
      return;
    }
    (await performer()).wakeJobs(over);
  };

  answerMessages(
    createRouter({
      own: ownIdentity(),
      perform,
      cache,
      guard,
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
    else if (name === 'jobs') void performer().then((loadedNow) => loadedNow.wakeJobs());
    else void sweep();
  });
  onAccessGranted(() => void wakeJobs(['host-access-missing']));
  // What the worker was woken for comes first; the settings are on disk.
  void wait(settleTime).then(watchIdle);
  // After the browser was closed no alarm is left.
  void wait(settleTime).then(() => wakeJobs());
  void restrictLocalStore();
}
