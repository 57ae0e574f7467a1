import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { RegionUsage } from '../../../lib/lifecycle/usage';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { problemsIn, type RegionProblem } from '../bulk/images-model';
import type { Loaded } from '../loader';
import type { DeskParts } from '../parts';

/** What uses the images of an account, in several Regions. */
export interface CleanUp {
  readonly account: AccountScope;
  readonly regions: ReadonlySignal<readonly RegionCode[]>;
  /** What is known of each Region. */
  readonly places: ReadonlySignal<ReadonlyMap<RegionCode, Loaded<RegionUsage>>>;
  /** The Regions that cannot be read, those with the same problem together. */
  readonly problems: ReadonlySignal<readonly RegionProblem[]>;
  /** Of how many images it was read who has them, in the Regions that are being read. */
  readonly progress: ReadonlySignal<{ readonly read: number; readonly total: number }>;
  readonly setRegions: (regions: readonly RegionCode[]) => void;
  /** Reads Regions again; all of them where none is named. */
  readonly reload: (regions?: readonly RegionCode[]) => void;
  /** Ends what listens; the view is gone. */
  readonly end: () => void;
}

/** Begins to read what uses the images of an account in some Regions. */
export function createCleanUp(
  { client, onEvent }: Pick<DeskParts, 'client' | 'onEvent'>,
  account: AccountScope,
  first: readonly RegionCode[],
  newId: () => string = () => crypto.randomUUID(),
): CleanUp {
  const regions = signal<readonly RegionCode[]>([]);
  const places = signal<ReadonlyMap<RegionCode, Loaded<RegionUsage>>>(new Map());
  const counts = signal<ReadonlyMap<RegionCode, { readonly read: number; readonly total: number }>>(
    new Map(),
  );
  /** By Region, the request whose answer counts. */
  const requests = new Map<RegionCode, string>();
  const problems = computed(() => problemsIn(regions.value, places.value));
  const ending = new AbortController();

  function note(region: RegionCode, state: Loaded<RegionUsage>): void {
    places.value = new Map(places.value).set(region, state);
  }
  async function read(region: RegionCode): Promise<void> {
    const request = newId();
    requests.set(region, request);
    if (places.peek().get(region)?.state !== 'ready') note(region, { state: 'loading' });
    const answer = await client.call(
      'clean-up.usage',
      { request },
      { scope: { ...account, region } },
    );
    if (requests.get(region) !== request) return;
    requests.delete(region);
    counts.value = new Map([...counts.value].filter(([each]) => each !== region));
    note(
      region,
      answer.ok
        ? { state: 'ready', value: answer.value.value }
        : { state: 'problem', problem: answer.problem },
    );
  }
  function setRegions(wanted: readonly RegionCode[]): void {
    const added = wanted.filter((region) => !regions.peek().includes(region));
    regions.value = wanted;
    for (const region of added) {
      if (places.peek().get(region)?.state !== 'ready') void read(region);
    }
  }
  function reload(some: readonly RegionCode[] = regions.peek()): void {
    for (const region of some) void read(region);
  }

  onEvent((event) => {
    if (event.event === 'plan-progress') {
      const asked = [...requests].find(([, request]) => request === event.request);
      if (!asked) return;
      const { read: done, total } = event;
      counts.value = new Map(counts.value).set(asked[0], { read: done, total });
    } else if (event.event === 'credentials-changed') {
      // What could not be read may be readable now; what was read stays until it is asked for again.
      reload(problems.peek().flatMap((each) => each.regions));
    }
  }, ending.signal);
  setRegions(first);

  return {
    account,
    regions,
    places,
    problems,
    progress: computed(() => {
      const all = [...counts.value.values()];
      const sum = (of: 'read' | 'total') => all.reduce((total, each) => total + each[of], 0);
      return { read: sum('read'), total: sum('total') };
    }),
    setRegions,
    reload,
    end() {
      ending.abort();
      requests.clear();
    },
  };
}
