import * as fake from 'fake-indexeddb';

/** An empty IndexedDB for a test that runs outside of a browser, in place of the one before. */
export function emptyIndexedDb(): void {
  const { default: _shared, ...classes } = fake;
  Object.assign(globalThis, classes, { indexedDB: new fake.IDBFactory() });
}
