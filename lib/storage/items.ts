import * as v from 'valibot';
import type { KeyValueStore } from './key-value';

/** The entries of a store under one prefix, each parsed as it is read. */
export interface Items<Value> {
  /** Nothing when there is no entry, or one of a shape that an older version wrote. */
  readonly get: (key: string) => Promise<Value | undefined>;
  /** By key, in the order of the keys. */
  readonly all: () => Promise<readonly (readonly [string, Value])[]>;
  readonly set: (key: string, value: Value) => Promise<void>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** The entries of a store whose keys start with a prefix; keys here are without it. */
export function itemsOf<Value>(
  store: KeyValueStore,
  prefix: string,
  schema: v.GenericSchema<unknown, Value>,
): Items<Value> {
  const read = (raw: unknown): Value | undefined => {
    const parsed = v.safeParse(schema, raw);
    return parsed.success ? parsed.output : undefined;
  };
  const withPrefix = (keys: readonly string[]) => keys.map((key) => prefix + key);
  return {
    async get(key) {
      return read(await store.get(prefix + key));
    },
    async all() {
      const found: [string, Value][] = [];
      for (const [key, raw] of Object.entries(await store.entries(prefix))) {
        const value = read(raw);
        if (value !== undefined) found.push([key.slice(prefix.length), value]);
      }
      return found.toSorted(([a], [b]) => a.localeCompare(b));
    },
    set: (key, value) => store.set(prefix + key, value),
    remove: (keys) => store.remove(withPrefix(keys)),
    async clear() {
      await store.remove(Object.keys(await store.entries(prefix)));
    },
  };
}
