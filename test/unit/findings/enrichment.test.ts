import { describe, expect, it } from 'vitest';
import { createEnrichmentBook } from '@/lib/findings/enrichment';
import type { Enrichment } from '@/lib/findings/scan';
import { memoryStore } from '@/test/support/memory-store';
import { noon } from '../support/values';

const day = 24 * 60 * 60 * 1000;

const of = (id: string): Enrichment => ({
  id,
  epss: 0.5,
  knownExploited: { addedAt: noon, action: 'Update.' },
  exploitSeen: {},
  cwes: ['CWE-79'],
  referenceUrls: [],
});

function setUp() {
  const clock = { time: noon };
  const store = memoryStore();
  return { clock, store, book: createEnrichmentBook(store, () => clock.time) };
}

const idOf = (index: number) => `CVE-2026-${10_000 + index}`;

describe('what was learned of a vulnerability', () => {
  it('is told from one that nobody asked about, and from one that AWS does not know', async () => {
    const { book } = setUp();
    await book.put('CVE-2026-1', of('CVE-2026-1'));
    await book.put('CVE-2026-2', null);
    expect(await book.get('CVE-2026-1')).toEqual(of('CVE-2026-1'));
    expect(await book.get('CVE-2026-2')).toBeNull();
    expect(await book.get('CVE-2026-3')).toBeUndefined();
  });

  it('counts for a day', async () => {
    const { book, clock } = setUp();
    await book.put('CVE-2026-1', null);
    clock.time += day - 1;
    expect(await book.get('CVE-2026-1')).toBeNull();
    clock.time += 1;
    expect(await book.get('CVE-2026-1')).toBeUndefined();
  });

  it('does not count when it comes from the future', async () => {
    const { book, clock } = setUp();
    await book.put('CVE-2026-1', null);
    clock.time -= 1;
    expect(await book.get('CVE-2026-1')).toBeUndefined();
  });

  it('is kept of five hundred, of which the oldest goes first', async () => {
    const { book, clock, store } = setUp();
    for (let index = 499; index >= 0; index -= 1) {
      clock.time += 1;
      // oxlint-disable-next-line no-await-in-loop
      await book.put(idOf(index), null);
    }
    await book.put(idOf(3), of(idOf(3)));
    expect(await book.get(idOf(499))).toBeNull();
    await book.put(idOf(500), null);
    expect(await book.get(idOf(499))).toBeUndefined();
    expect(await book.get(idOf(498))).toBeNull();
    expect(await book.get(idOf(3))).toEqual(of(idOf(3)));
    expect(store.keys()).toHaveLength(500);
  });

  it('is asked for again when it was written in another shape', async () => {
    const { book, store } = setUp();
    await store.set('enrichment/CVE-2026-1', {
      at: noon,
      learned: { id: 'CVE-2026-1', epss: '1' },
    });
    expect(await book.get('CVE-2026-1')).toBeUndefined();
  });

  it('is asked for again when it cannot be kept or read', async () => {
    const { book, store } = setUp();
    store.onAccess(() => {
      throw new Error('The disk is gone');
    });
    await book.put('CVE-2026-1', null);
    expect(await book.get('CVE-2026-1')).toBeUndefined();
  });
});

describe('asking Amazon Inspector', () => {
  it('is off until somebody turns it on, and stays as it was turned', async () => {
    const { book, store } = setUp();
    expect(await book.isOn()).toBe(false);
    await book.turn(true);
    expect(await createEnrichmentBook(store, () => noon).isOn()).toBe(true);
    await book.turn(false);
    expect(await book.isOn()).toBe(false);
  });

  it('is off when what is kept is something else', async () => {
    const { book, store } = setUp();
    await store.set('enriching', 'yes');
    expect(await book.isOn()).toBe(false);
  });
});
