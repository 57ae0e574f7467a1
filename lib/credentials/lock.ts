import * as v from 'valibot';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import type { ReadCache } from '../storage/read-cache';
import { secretPrefix } from './secret';
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
  /** Notes that there are secrets again, unless it was locked since that many times. */
  readonly release: (times: number) => Promise<void>;
  /**
   * How often this worker was locked. What takes a secret in compares it with how often that was
   * when the secret was asked for, as the last thing before it is written: a lock counts first
   * and clears afterwards, so that nothing comes in behind it.
   */
  readonly times: () => number;
}

/** The lock over what is kept in memory. Plans have no secret and stay. */
export function createLock(
  store: KeyValueStore,
  credentials: CredentialStore,
  cache: ReadCache,
  now: () => number,
): Lock {
  const states = itemsOf(store, 'lock/', lockState);
  let times = 0;
  return {
    async lock(reason) {
      times += 1;
      // In their turn, so that what is just being written goes as well.
      const held = await credentials.forgetAll();
      const secrets = Object.keys(await store.entries(secretPrefix));
      await store.remove(secrets);
      if (!held && secrets.length === 0) return false;
      await cache.forgetAll();
      await states.set('last', { at: now(), reason });
      return true;
    },
    state: () => states.get('last'),
    async release(since) {
      if (since === times) await states.remove(['last']);
    },
    times: () => times,
  };
}
