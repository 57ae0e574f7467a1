import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { inspectorServices, type ServicePrefix } from '../../../lib/aws/regions';
import type { Enrichment } from '../../../lib/findings/scan';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { RegionCode, Scope } from '../../../lib/scope';
import { createLoader } from '../loader';

export type Enriching =
  /** Nobody knows yet whether it is wanted, or what the answer is. */
  | { readonly state: 'waiting' }
  /** Nobody has switched it on; `denied` when the browser was not allowed to. */
  | { readonly state: 'off'; readonly denied: boolean }
  | { readonly state: 'problem'; readonly problem: Problem }
  /** `null` when AWS knows nothing. */
  | { readonly state: 'known'; readonly enrichment: Enrichment | null };

/** Asks Amazon Inspector about one vulnerability, once somebody has said that it may. */
export interface EnrichmentModel {
  readonly enriching: ReadonlySignal<Enriching>;
  /** Starts it, and asks again. */
  readonly load: () => Promise<void>;
  /** To be called straight from a click: it asks for access to Inspector before anything else. */
  readonly switchOn: () => Promise<void>;
  /** Switches it off for all vulnerabilities. */
  readonly switchOff: () => Promise<void>;
}

export interface EnrichmentModelParts {
  readonly client: Client;
  readonly requestHostAccess: (
    regions: readonly RegionCode[],
    services: readonly ServicePrefix[],
  ) => Promise<boolean>;
}

/** Makes the model of what is known of a vulnerability, of which nothing is asked yet. */
export function createEnrichmentModel(
  { client, requestHostAccess }: EnrichmentModelParts,
  vulnerability: string,
  scope: Scope,
): EnrichmentModel {
  const wanted = createLoader(() => client.call('findings.enriching', {}));
  const answer = createLoader(() => client.call('findings.enrich', { vulnerability }, { scope }));
  const denied = signal(false);
  const unset = signal<Problem>();

  const enriching = computed((): Enriching => {
    const setting = wanted.loaded.value;
    if (unset.value) return { state: 'problem', problem: unset.value };
    if (setting.state === 'loading') return { state: 'waiting' };
    if (setting.state === 'problem') return setting;
    if (!setting.value) return { state: 'off', denied: denied.value };
    const known = answer.loaded.value;
    if (known.state === 'loading') return { state: 'waiting' };
    return known.state === 'ready' ? { state: 'known', enrichment: known.value } : known;
  });

  const load = async () => {
    unset.value = undefined;
    await wanted.load();
    const setting = wanted.loaded.peek();
    if (setting.state === 'ready' && setting.value) await answer.load();
  };

  const turn = async (on: boolean) => {
    const done = await client.call('findings.set-enriching', { on });
    if (done.ok) await load();
    else unset.value = done.problem;
  };

  return {
    enriching,
    load,
    async switchOn() {
      const access = requestHostAccess([scope.region], inspectorServices);
      // A browser that finds no click behind the question rejects instead of asking.
      const granted = await access.catch(() => false);
      denied.value = !granted;
      if (granted) await turn(true);
    },
    switchOff: () => turn(false),
  };
}
