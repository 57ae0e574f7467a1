import type { Activity } from './activity/activity';
import { createConnector } from './aws/connection';
import { createIdentityCenter } from './aws/identity-center';
import type { Fetch } from './aws/query';
import type { Lock } from './credentials/lock';
import { createSignIn } from './credentials/sign-in';
import type { CredentialStore } from './credentials/store';
import { createVaultKeeper } from './credentials/vault';
import { createDialogs } from './desk/dialogs';
import type { ChosenAccounts } from './messaging/chosen';
import type { Events } from './messaging/events';
import type { Guard, Perform } from './messaging/router';
import { createHandlers, performWith } from './operations/handlers';
import { wakeOften } from './platform/alarms';
import { now, random, wait } from './platform/clock';
import { hasHostAccess } from './platform/permissions';
import { localStore, sessionStore } from './platform/storage';
import { dialogWindows, openDeskTab, openTab } from './platform/windows';
import { createPlanStore } from './sharing/plan-store';
import type { ReadPolicy } from './safety/policy';
import type { KeyValueStore } from './storage/key-value';
import type { ReadCache } from './storage/read-cache';

/** What the worker has before the first operation is carried out. */
export interface WorkerParts {
  readonly cache: ReadCache;
  readonly durable: KeyValueStore;
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
  /** Lets go of the credentials that clients hold; what is under way makes no further call. */
  readonly letGo: () => void;
  readonly resumeSignIn: () => Promise<void>;
}

const send: Fetch = (url, init) => fetch(url, init);

/** Builds what carries operations out, the SDK included. */
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
  const perform = performWith(
    createHandlers({
      ...parts,
      connector,
      signIn,
      plans: createPlanStore(sessionStore, now),
      vault: createVaultKeeper({ ...parts, session: sessionStore, now }),
      settings: localStore,
      hasHostAccess,
      openDesk: (hash, place) => (place === 'dialog' ? openDialog(hash) : openDeskTab(hash)),
      now,
      wait,
    }),
  );
  return { perform, letGo: () => connector.forget(), resumeSignIn: signIn.resume };
}
