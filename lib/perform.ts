import type { Activity } from './activity/activity';
import { createConnector } from './aws/connection';
import { createIdentityCenter } from './aws/identity-center';
import type { Fetch } from './aws/send';
import type { Lock } from './credentials/lock';
import { hasEnded, type Job, type PauseReason } from './jobs/job';
import type { Journal } from './jobs/journal';
import { createLimiter } from './jobs/limiter';
import type { Runner } from './jobs/runner';
import { badgeOf, describeOutcome } from './jobs/signs';
import { createSignIn } from './credentials/sign-in';
import type { CredentialStore } from './credentials/store';
import { createVaultKeeper } from './credentials/vault';
import { createDialogs } from './desk/dialogs';
import type { ChosenAccounts } from './messaging/chosen';
import type { Events } from './messaging/events';
import type { Guard, Perform } from './messaging/router';
import { createHandlers, performWith } from './operations/handlers';
import { wakeOften } from './platform/alarms';
import { showBadge } from './platform/badge';
import { newId, now, random, wait } from './platform/clock';
import { alone } from './platform/locks';
import { notify } from './platform/notifications';
import { hasHostAccess } from './platform/permissions';
import { localStore, sessionStore } from './platform/storage';
import { dialogWindows, openDeskTab, openTab } from './platform/windows';
import { createPlanStore } from './jobs/plan-store';
import type { ReadPolicy } from './safety/policy';
import type { Database } from './storage/database';
import type { KeyValueStore } from './storage/key-value';
import type { ReadCache } from './storage/read-cache';

/** What the worker has before the first operation is carried out. */
export interface WorkerParts {
  readonly cache: ReadCache;
  readonly database: () => Promise<Database>;
  readonly durable: KeyValueStore;
  readonly journal: Journal;
  readonly policy: ReadPolicy;
  readonly guard: Guard;
  readonly credentials: CredentialStore;
  readonly events: Events;
  readonly activity: Activity;
  readonly chosen: ChosenAccounts;
  readonly lock: Lock;
  readonly lockNow: () => Promise<void>;
  readonly scheduleSweep: () => Promise<void>;
  readonly watchIdle: () => Promise<void>;
  readonly holdFor: () => Promise<number>;
}

/** What carries operations out. */
export interface Performer {
  readonly perform: Perform;
  /** Lets go of the credentials; what is under way with them makes no further call. */
  readonly letGo: () => void;
  readonly resumeSignIn: () => Promise<void>;
  readonly wakeJobs: Runner['wake'];
}

const send: Fetch = (url, init) => fetch(url, init);

/** Builds what carries operations out. */
export function createPerform(parts: WorkerParts): Performer {
  const openDialog = createDialogs(sessionStore, dialogWindows);
  const connector = createConnector({ fetch: send, now, wait, random });
  const signIn = createSignIn({
    store: sessionStore,
    identityCenter: createIdentityCenter({ fetch: send, wait, random }),
    openTab,
    wake: (needed) => wakeOften('sign-in', needed),
    changed: async () => {
      await parts.scheduleSweep();
      await parts.events.emit({ event: 'sign-in-changed' });
    },
    holdFor: parts.holdFor,
    lock: parts.lock,
    now,
    wait,
  });
  const { handlers, runner } = createHandlers({
    ...parts,
    events: {
      ...parts.events,
      async emit(event, scope) {
        // What jobs wait for may be there now.
        if (event.event === 'credentials-changed') wakeJobs(credentialPauses);
        if (event.event === 'safety-changed') wakeJobs(['forbidden']);
        await parts.events.emit(event, scope);
      },
    },
    connector,
    signIn,
    plans: createPlanStore(parts.database, now),
    limiter: createLimiter(now, wait),
    background: {
      alone: (run) => alone('jobs', run),
      stayAlive: () => sessionStore.set('alive', now()),
      wakeOften: (needed) => wakeOften('jobs', needed),
      changed: (job) => tell(parts.events, job),
    },
    newId,
    vault: createVaultKeeper({ ...parts, session: sessionStore, now }),
    settings: localStore,
    session: sessionStore,
    hasHostAccess,
    openTab,
    openDesk: (hash, place) => (place === 'dialog' ? openDialog(hash) : openDeskTab(hash)),
    now,
    wait,
  });
  function wakeJobs(over?: readonly PauseReason[]): void {
    runner.wake(over);
  }
  return {
    perform: performWith(handlers),
    letGo: () => connector.forget(),
    resumeSignIn: signIn.resume,
    wakeJobs,
  };
}

/** What other credentials may put an end to. */
const credentialPauses: readonly PauseReason[] = [
  'needs-credentials',
  'expired',
  'locked',
  'permission-missing',
];

/** Shows how a job stands, everywhere. */
async function tell(events: Events, job: Job): Promise<void> {
  const { text, color } = badgeOf(job);
  await Promise.all([events.emit({ event: 'job-changed', job }), showBadge(text, color)]);
  if (hasEnded(job) && job.notify) await notify(job.id, job.title, describeOutcome(job));
}
