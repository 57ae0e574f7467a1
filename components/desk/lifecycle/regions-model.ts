import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Client } from '../../../lib/messaging/client';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { problemsIn, type RegionReading } from '../bulk/images-model';
import type { Loaded } from '../loader';
import type { KnownRegions } from './form-sources';

/** Reads the images and image builders of several Regions of an account. */
export interface RegionReader extends RegionReading {
  /** What was read by now. */
  readonly known: ReadonlySignal<KnownRegions>;
  /** Whether there is something to say of a Region: it is being read, or cannot be. */
  readonly unsettled: ReadonlySignal<boolean>;
  /** Reads the Regions that were not read before as well. */
  readonly setRegions: (regions: readonly RegionCode[]) => void;
  readonly end: () => void;
}

/** A reader of some Regions, which it begins to read. */
export function createRegionReader(
  client: Client,
  account: AccountScope,
  first: readonly RegionCode[],
): RegionReader {
  const regions = signal<readonly RegionCode[]>([]);
  const places = signal<ReadonlyMap<RegionCode, Loaded<RegionState>>>(new Map());
  /** By Region, which question was the latest. */
  const questions = new Map<RegionCode, number>();
  let ended = false;

  async function read(region: RegionCode): Promise<void> {
    const asking = (questions.get(region) ?? 0) + 1;
    questions.set(region, asking);
    const note = (state: Loaded<RegionState>) => {
      places.value = new Map(places.peek()).set(region, state);
    };
    if (places.peek().get(region)?.state !== 'ready') note({ state: 'loading' });
    const answer = await client.call('lifecycle.region', {}, { scope: { ...account, region } });
    if (ended || questions.get(region) !== asking) return;
    note(
      answer.ok
        ? { state: 'ready', value: answer.value.value }
        : { state: 'problem', problem: answer.problem },
    );
  }
  function setRegions(wanted: readonly RegionCode[]): void {
    const all = [...new Set(wanted)];
    const added = all.filter((region) => !regions.peek().includes(region));
    regions.value = all;
    for (const region of added) {
      if (places.peek().get(region)?.state !== 'ready') void read(region);
    }
  }
  setRegions(first);
  return {
    account,
    regions,
    places,
    problems: computed(() => problemsIn(regions.value, places.value)),
    known: computed(() => ({
      account,
      states: new Map(
        regions.value.flatMap((region) => {
          const place = places.value.get(region);
          return place?.state === 'ready' ? [[region, place.value] as const] : [];
        }),
      ),
    })),
    unsettled: computed(() =>
      regions.value.some((region) => places.value.get(region)?.state !== 'ready'),
    ),
    setRegions,
    reload(some = regions.peek()) {
      for (const region of some) void read(region);
    },
    end() {
      ended = true;
    },
  };
}
