import { describe, expect, it } from 'vitest';
import { createEvents } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { memoryStore } from '@/test/support/memory-store';
import { jobId } from '../support/jobs';
import { home, owner, stranger } from '../support/values';

const elsewhere = { ...home, region: 'eu-west-1' };
const changed: ProductEvent = { event: 'shares-changed', image: { name: 'office-2026' } };

function setUp(gone: readonly number[] = [], deaf = false) {
  const store = memoryStore();
  const told: [place: number | 'extension', event: ProductEvent][] = [];
  const channels = {
    async toExtension(event: ProductEvent) {
      if (deaf) throw new Error('Could not establish connection.');
      told.push(['extension', event]);
    },
    async toTab(tabId: number, event: ProductEvent) {
      if (gone.includes(tabId)) throw new Error('No tab with id');
      told.push([tabId, event]);
    },
  };
  return {
    store,
    told,
    places: () => told.map(([place]) => String(place)).toSorted((a, b) => a.localeCompare(b)),
    events: createEvents(store, channels),
    restarted: () => createEvents(store, channels),
  };
}

describe('events', () => {
  it('reach the extension and the panels of the scope, and no other panel', async () => {
    const { events, told, places } = setUp();
    await events.watch(1, home);
    await events.watch(2, elsewhere);
    await events.watch(3, { ...home, account: stranger });
    await events.watch(4, undefined);
    await events.watch(5, home);
    await events.emit(changed, home);
    expect(places()).toEqual(['1', '5', 'extension']);
    expect(told.every(([, event]) => event === changed)).toBe(true);
  });

  it('of builds reach the panels that may show them', async () => {
    const { events, places } = setUp();
    await events.watch(1, home);
    await events.watch(2, elsewhere);
    const target = 'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.1/2';
    await events.emit({ event: 'build-changed', target }, home);
    expect(places()).toEqual(['1', 'extension']);
  });

  it('reach every panel when they are of no scope', async () => {
    const { events, places } = setUp();
    await events.watch(1, home);
    await events.watch(2, undefined);
    await events.emit({ event: 'credentials-changed' });
    expect(places()).toEqual(['1', '2', 'extension']);
  });

  it('of jobs and plans reach no page, which has no business with them', async () => {
    const { events, places } = setUp();
    await events.watch(1, home);
    await events.emit({ event: 'job-removed', id: jobId(1) }, home);
    await events.emit({ event: 'job-removed', id: jobId(1) });
    await events.emit({ event: 'plan-progress', request: 'r', read: 1, total: 2 });
    expect(places()).toEqual(['extension', 'extension', 'extension']);
  });

  it('of the activity log reach no page either', async () => {
    const { events, places } = setUp();
    await events.watch(1, home);
    await events.emit({ event: 'activity-changed' });
    expect(places()).toEqual(['extension']);
  });

  it('reach the panels when no document of the extension is open', async () => {
    const { events, places } = setUp([], true);
    await events.watch(1, home);
    await events.emit(changed, home);
    expect(places()).toEqual(['1']);
  });

  it('forget a tab that is gone and keep the others', async () => {
    const { events, store } = setUp([2]);
    await events.watch(1, home);
    await events.watch(2, home);
    await events.watch(3, elsewhere);
    await events.emit(changed, home);
    expect(await events.scopeOfTab(1)).toEqual(home);
    expect(await events.scopeOfTab(2)).toBeUndefined();
    expect(await events.scopeOfTab(3)).toEqual(elsewhere);
    expect(store.keys()).toHaveLength(2);
  });

  it('leave a tab alone that is not concerned', async () => {
    const { events, told, store } = setUp([2]);
    await events.watch(2, elsewhere);
    await events.emit(changed, home);
    expect(told).toEqual([['extension', changed]]);
    expect(store.keys()).toHaveLength(1);
  });
});

describe('watching', () => {
  it('is of the scope that a tab showed last', async () => {
    const { events } = setUp();
    await events.watch(1, home);
    await events.watch(1, elsewhere);
    expect(await events.scopeOfTab(1)).toEqual(elsewhere);
    await events.watch(1, undefined);
    expect(await events.scopeOfTab(1)).toBeUndefined();
    await events.watch(1, home);
    expect(await events.scopeOfTab(1)).toEqual(home);
  });

  it('writes only what is new, because pages may ask as often as they like', async () => {
    const { events, store } = setUp();
    for (let times = 0; times < 5; times += 1) {
      await events.watch(1, home);
      await events.watch(2, undefined);
    }
    expect(store.writes()).toBe(2);
  });

  it('survives a restart of the worker', async () => {
    const { events, restarted, places } = setUp();
    await events.watch(1, home);
    await restarted().emit(changed, home);
    expect(places()).toEqual(['1', 'extension']);
  });

  it('ends when the tab has gone to a page without a panel', async () => {
    const { events, store } = setUp([1]);
    await events.watch(1, home);
    expect(await events.scopeOfTab(1)).toBeUndefined();
    expect(store.keys()).toEqual([]);
  });

  it('knows nothing of a tab that shows nothing', async () => {
    const { events } = setUp();
    expect(await events.scopeOfTab(99)).toBeUndefined();
    await events.watch(11, { partition: 'aws', account: owner, region: 'us-east-1' });
    expect(await events.scopeOfTab(1)).toBeUndefined();
  });
});
