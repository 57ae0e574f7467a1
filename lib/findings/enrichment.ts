import * as v from 'valibot';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import type { Enrichment } from './scan';

/** What was learned of vulnerabilities, by their ids, and whether it is to be asked for at all. */
export interface EnrichmentBook {
  /** Whether somebody has said that Amazon Inspector may be asked; not until then. */
  readonly isOn: () => Promise<boolean>;
  readonly turn: (on: boolean) => Promise<void>;
  /**
   * What was learned within the last day; `null` when AWS knew nothing, absent when nobody asked.
   * Never rejects: what cannot be read is asked for again.
   */
  readonly get: (id: string) => Promise<Enrichment | null | undefined>;
  /** Never rejects: what cannot be kept is asked for again. */
  readonly put: (id: string, learned: Enrichment | null) => Promise<void>;
}

/** How long an answer counts, in milliseconds. EPSS scores are computed anew every day. */
const lifetime = 24 * 60 * 60 * 1000;

/** How many answers are kept, of some two kilobytes each; the oldest go first. */
const capacity = 500;

const time = v.exactOptional(v.number());

const enrichment: v.GenericSchema<unknown, Enrichment> = v.object({
  id: v.string(),
  epss: v.exactOptional(v.number()),
  knownExploited: v.exactOptional(
    v.object({ addedAt: time, dueAt: time, action: v.exactOptional(v.string()) }),
  ),
  exploitSeen: v.exactOptional(v.object({ firstAt: time, lastAt: time })),
  cwes: v.array(v.string()),
  description: v.exactOptional(v.string()),
  referenceUrls: v.array(v.string()),
});

const kept = v.object({ at: v.number(), learned: v.nullable(enrichment) });

const setting = 'enriching';

/**
 * A book over a store on disk that web pages cannot reach: no page may say that something is sent
 * to one more service.
 */
export function createEnrichmentBook(store: KeyValueStore, now: () => number): EnrichmentBook {
  const answers = itemsOf(store, 'enrichment/', kept);
  // Two answers may come at once, and each makes room for itself alone.
  const inTurn = takeTurns();
  return {
    isOn: async () => (await store.get(setting)) === true,
    turn: (on) => store.set(setting, on),
    async get(id) {
      const found = await answers.get(id).catch(() => undefined);
      // What comes from the future was written under a wrong clock.
      const age = found ? now() - found.at : lifetime;
      return found && age >= 0 && age < lifetime ? found.learned : undefined;
    },
    put: (id, learned) =>
      inTurn(async () => {
        const others = (await answers.all()).filter(([other]) => other !== id);
        const oldest = others.toSorted(([, a], [, b]) => a.at - b.at).map(([other]) => other);
        await answers.remove(oldest.slice(0, Math.max(0, others.length + 1 - capacity)));
        await answers.set(id, { at: now(), learned });
      }).catch(() => undefined),
  };
}
