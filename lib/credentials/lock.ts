import * as v from 'valibot';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import type { ReadCache } from '../storage/read-cache';
import type { CredentialStore } from './store';

/** Why Image Desk was locked. */
export type LockReason =
  /** By the button, or by the keyboard shortcut. */
  | 'asked'
  /** Nobody has used the computer for a while. */
  | 'idle'
  /** The system was locked. */
  | 'system';

const lockState = v.object({ at: v.number(), reason: v.picklist(['asked', 'idle', 'system']) });

/** When and why Image Desk was locked. `at` is in epoch milliseconds. */
export type LockState = v.InferOutput<typeof lockState>;

export interface Lock {
  /** Lets go of every secret, and of what was read with them. Tells whether there was any. */
  readonly lock: (reason: LockReason) => Promise<boolean>;
  /** Why there are no secrets, when it is because of a lock. */
  readonly state: () => Promise<LockState | undefined>;
  /** Notes that there are secrets again. */
  readonly release: () => Promise<void>;
}

/** The keys in the session's memory under which secrets are, besides the credentials themselves. */
export const secretKeys = {
  vault: 'secret/vault',
  identityCenter: 'secret/identity-center',
} as const;

/** The lock over what is kept in memory. Plans have no secret and stay. */
export function createLock(
  store: KeyValueStore,
  credentials: CredentialStore,
  cache: ReadCache,
  now: () => number,
): Lock {
  const states = itemsOf(store, 'lock/', lockState);
  return {
    async lock(reason) {
      const held = [...(await credentials.list()), ...Object.keys(await store.entries('secret/'))];
      if (held.length === 0) return false;
      await credentials.forgetAll();
      await store.remove(Object.values(secretKeys));
      await cache.forgetAll();
      await states.set('last', { at: now(), reason });
      return true;
    },
    state: () => states.get('last'),
    release: () => states.remove(['last']),
  };
}
