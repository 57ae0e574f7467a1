import * as v from 'valibot';
import { scope as scopeSchema } from '../operations/schemas';
import { sameScope, scopeKey, type Scope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import type { ProductEvent } from './protocol';

/** How events leave the worker. Both resolve when delivered and reject when nobody listens. */
export interface EventChannels {
  readonly toExtension: (event: ProductEvent) => Promise<unknown>;
  readonly toTab: (tabId: number, event: ProductEvent) => Promise<unknown>;
}

/** Tells open surfaces what has happened, and remembers which tab shows what. */
export interface Events {
  /** Notes that a tab's panel shows a scope; `undefined` when it cannot be told. */
  readonly watch: (tabId: number, scope: Scope | undefined) => Promise<void>;
  /** What the panel of a tab shows; nothing when there is none, or none any more. */
  readonly scopeOfTab: (tabId: number) => Promise<Scope | undefined>;
  /**
   * Tells the extension's documents, and of what concerns pages the panels of the scope, or all
   * when there is none.
   */
  readonly emit: (event: ProductEvent, scope?: Scope) => Promise<void>;
  /** Tells the panel of one tab alone. */
  readonly tell: (tabId: number, event: ProductEvent) => Promise<void>;
}

const watcher = v.object({ scope: v.exactOptional(scopeSchema) });

/** What a console page is told of. The rest is none of its business. */
const forPages: ReadonlySet<ProductEvent['event']> = new Set([
  'shares-changed',
  'images-changed',
  'build-changed',
  'credentials-changed',
  'accounts-changed',
]);

/** Events over the browser's messaging; the watchers survive a restart of the worker. */
export function createEvents(store: KeyValueStore, channels: EventChannels): Events {
  const watchers = itemsOf(store, 'watch/', watcher);
  return {
    async watch(tabId, scope) {
      const held = await watchers.get(String(tabId));
      if (held && keyOf(held.scope) === keyOf(scope)) return;
      await watchers.set(String(tabId), scope ? { scope } : {});
    },
    async scopeOfTab(tabId) {
      const held = await watchers.get(String(tabId));
      if (!held) return undefined;
      // The tab may have gone to another page since; no browser tells without a permission.
      if (await delivered(channels.toTab(tabId, { event: 'are-you-there' }))) return held.scope;
      await watchers.remove([String(tabId)]);
      return undefined;
    },
    async emit(event, scope) {
      const concerned = (forPages.has(event.event) ? await watchers.all() : [])
        .filter(([, held]) => !scope || (held.scope && sameScope(held.scope, scope)))
        .map(([tabId]) => tabId);
      const [, ...reached] = await Promise.all([
        delivered(channels.toExtension(event)),
        ...concerned.map((tabId) => delivered(channels.toTab(Number(tabId), event))),
      ]);
      const gone = concerned.filter((_, index) => !reached[index]);
      if (gone.length > 0) await watchers.remove(gone);
    },
    async tell(tabId, event) {
      await delivered(channels.toTab(tabId, event));
    },
  };
}

async function delivered(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch {
    return false;
  }
}

function keyOf(scope: Scope | undefined): string {
  return scope ? scopeKey(scope) : '';
}
