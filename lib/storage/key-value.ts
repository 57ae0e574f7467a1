/** A small asynchronous store, as `lib/platform/storage.ts` gives for the browser's areas. */
export interface KeyValueStore {
  readonly get: (key: string) => Promise<unknown>;
  /** All entries whose key starts with the prefix. */
  readonly entries: (prefix: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly set: (key: string, value: unknown) => Promise<void>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
}
