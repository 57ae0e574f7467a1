import { describe, expect, it } from 'vitest';
import type { ScanRecord } from '@/lib/findings/record';
import { createScanStore } from '@/lib/findings/scan-store';
import { createDatabase } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { bareBuild } from '@/test/support/sample-builds';
import { buildOf } from '../support/scan-source';
import { noon } from '../support/values';

const build = buildOf(1);

const begun: ScanRecord = {
  build,
  facts: { ...bareBuild, arn: build },
  counts: null,
  complete: false,
  received: 0,
  pages: 0,
  first: 0,
  bytes: 0,
  usedAt: noon,
};

function emptyStore() {
  emptyIndexedDb();
  const database = createDatabase();
  return { database, store: createScanStore(database) };
}

describe('the findings on disk', () => {
  it('were used when somebody asked for them last, although a page came in between', async () => {
    const { store } = emptyStore();
    await store.begin(begun);
    await store.touch(build, noon + 5);
    expect(await store.add({ ...begun, pages: 1 }, [])).toBe(true);
    expect(await store.scan(build)).toMatchObject({ pages: 1, usedAt: noon + 5 });
    await store.touch(buildOf(2), noon);
    expect(await store.scan(buildOf(2))).toBeUndefined();
  });

  it('take a page that follows the last one, and no other', async () => {
    const { store } = emptyStore();
    await store.begin(begun);
    expect(await store.add({ ...begun, pages: 2 }, [])).toBe(false);
    expect(await store.add({ ...begun, pages: 1, first: 1 }, [])).toBe(false);
    expect(await store.add({ ...begun, pages: 1 }, [])).toBe(true);
    expect(await store.add({ ...begun, pages: 1 }, [])).toBe(false);
    await store.drop([build]);
    expect(await store.add({ ...begun, pages: 2 }, [])).toBe(false);
  });

  it('are given as far as no page is missing', async () => {
    const { database, store } = emptyStore();
    await store.begin(begun);
    const opened = await database();
    for (const page of [0, 1, 3]) {
      // oxlint-disable-next-line no-await-in-loop
      await opened.put('pages', { build, page, findings: [] });
    }
    const given = async (from: number, most: number) =>
      (await store.pages(build, from, most)).map(({ page }) => page);
    expect(await given(0, 9)).toEqual([0, 1]);
    expect(await given(1, 1)).toEqual([1]);
    expect(await given(2, 9)).toEqual([]);
    expect(await given(3, 9)).toEqual([3]);
  });

  it('have a list of what is installed only as long as they are there', async () => {
    const { store } = emptyStore();
    await store.keepInventory(build, [{ name: 'bash' }]);
    expect(await store.inventory(build)).toBeUndefined();
    await store.begin(begun);
    await store.keepInventory(build, [{ name: 'bash' }]);
    expect(await store.inventory(build)).toEqual([{ name: 'bash' }]);
    await store.drop([buildOf(2)]);
    expect(await store.inventory(build)).toHaveLength(1);
    await store.drop();
    expect(await store.inventory(build)).toBeUndefined();
  });
});
