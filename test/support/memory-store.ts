import type { KeyValueStore } from '@/lib/storage/key-value';

/** A key-value store in memory that, as a browser's, hands out copies and never the same object. */
export interface MemoryStore extends KeyValueStore {
  /** Everything that is held, as one text. */
  readonly dump: () => string;
  readonly keys: () => readonly string[];
  readonly writes: () => number;
  /** Calls back before every access, with its number from 1; replaces an earlier one. */
  readonly onAccess: (hear: ((access: number) => void) | undefined) => void;
}

const read = (text: string | undefined): unknown =>
  text === undefined ? undefined : JSON.parse(text);

/** Makes an empty store. Every access takes a turn of the event loop's microtask queue. */
export function memoryStore(): MemoryStore {
  const held = new Map<string, string>();
  let writes = 0;
  let accesses = 0;
  let hear: ((access: number) => void) | undefined;
  const access = () => {
    accesses += 1;
    hear?.(accesses);
  };
  return {
    async get(key) {
      access();
      await Promise.resolve();
      return read(held.get(key));
    },
    async entries(prefix) {
      access();
      await Promise.resolve();
      const found = [...held].filter(([key]) => key.startsWith(prefix));
      return Object.fromEntries(found.map(([key, text]) => [key, read(text)]));
    },
    async set(key, value) {
      access();
      await Promise.resolve();
      writes += 1;
      held.set(key, JSON.stringify(value));
    },
    async remove(keys) {
      access();
      await Promise.resolve();
      for (const key of keys) held.delete(key);
    },
    dump: () => JSON.stringify([...held]),
    keys: () => [...held.keys()],
    writes: () => writes,
    onAccess(listener) {
      accesses = 0;
      hear = listener;
    },
  };
}
