import { browser } from 'wxt/browser';
import type { KeyValueStore } from '../storage/key-value';

interface Area {
  readonly get: (keys: string | null) => Promise<Record<string, unknown>>;
  readonly set: (items: Record<string, unknown>) => Promise<void>;
  readonly remove: (keys: string[]) => Promise<void>;
}

/** Kept in memory until the browser closes; content scripts cannot reach it. */
export const sessionStore: KeyValueStore = storeOver(() => browser.storage.session);

/** Kept on disk; in Firefox content scripts can read it, so nothing secret goes here. */
export const localStore: KeyValueStore = storeOver(() => browser.storage.local);

/** Takes `storage.local` out of the reach of content scripts, where the browser can. */
export async function restrictLocalStore(): Promise<void> {
  // Firefox has no such method, whatever the types say.
  const area: Partial<typeof browser.storage.local> = browser.storage.local;
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

function storeOver(area: () => Area): KeyValueStore {
  return {
    async get(key) {
      return (await area().get(key))[key];
    },
    async entries(prefix) {
      const all = Object.entries(await area().get(null));
      return Object.fromEntries(all.filter(([key]) => key.startsWith(prefix)));
    },
    async set(key, value) {
      await area().set({ [key]: value });
    },
    async remove(keys) {
      await area().remove([...keys]);
    },
  };
}
