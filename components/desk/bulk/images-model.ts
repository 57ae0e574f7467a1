import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ImageListing } from '../../../lib/images/image';
import {
  choicesOf,
  filterImages,
  imagesLike,
  noFilter,
  type ImageFilter,
  type ListedImage,
} from '../../../lib/images/select';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { imageKey } from '../../../lib/sharing/plan';
import type { Loaded } from '../loader';
import { createTagReader, type TagReader } from '../images/tags-model';

/** A problem, and the Regions that have it. */
export interface RegionProblem {
  readonly problem: Problem;
  readonly regions: readonly RegionCode[];
}

/** Picking images of an account in several Regions. */
export interface ImagePicker {
  readonly account: AccountScope;
  readonly regions: ReadonlySignal<readonly RegionCode[]>;
  /** What is known of each Region. */
  readonly places: ReadonlySignal<ReadonlyMap<RegionCode, Loaded<readonly ListedImage[]>>>;
  /** The Regions that cannot be read, those with the same problem together. */
  readonly problems: ReadonlySignal<readonly RegionProblem[]>;
  /** The account's own images of the Regions that were read. */
  readonly images: ReadonlySignal<readonly ListedImage[]>;
  readonly shown: ReadonlySignal<readonly ListedImage[]>;
  readonly selected: ReadonlySignal<readonly ListedImage[]>;
  /** The names of images that were to be selected, and are not in their Region. */
  readonly missing: ReadonlySignal<readonly string[]>;
  readonly filter: ReadonlySignal<ImageFilter>;
  readonly choices: ReadonlySignal<ReturnType<typeof choicesOf>>;
  readonly tags: TagReader;
  readonly setRegions: (regions: readonly RegionCode[]) => void;
  readonly setFilter: (change: Partial<ImageFilter>) => void;
  readonly select: (images: readonly ListedImage[]) => void;
  /** Selects all that are shown as well. */
  readonly selectShown: () => void;
  /** Selects the images of the same kinds as those that are selected. */
  readonly selectAlike: () => void;
  /** Reads Regions again; all of them where none is named. */
  readonly reload: (regions?: readonly RegionCode[]) => void;
  readonly end: () => void;
}

/** What is selected at first, as soon as it was read. */
export interface Asked {
  readonly region: RegionCode;
  readonly images: readonly string[];
}

/** A picker of an account's images in some Regions, which it begins to read. */
export function createImagePicker(
  client: Client,
  account: AccountScope,
  first: readonly RegionCode[],
  asked?: Asked,
): ImagePicker {
  const regions = signal<readonly RegionCode[]>([]);
  const places = signal<ReadonlyMap<RegionCode, Loaded<readonly ListedImage[]>>>(new Map());
  const keys = signal<ReadonlySet<string>>(new Set());
  const missing = signal<readonly string[]>([]);
  const filter = signal(noFilter);
  const tags = createTagReader(client, account);
  /** By Region, which question was the latest. */
  const questions = new Map<RegionCode, number>();
  let open = asked;

  const images = computed(() => {
    const known = regions.value.map((region) => places.value.get(region));
    return known.flatMap((each) => (each?.state === 'ready' ? each.value : []));
  });
  const problems = computed(() => problemsOf(regions.value, places.value));

  function note(region: RegionCode, state: Loaded<readonly ListedImage[]>): void {
    places.value = new Map(places.value).set(region, state);
  }
  async function read(region: RegionCode): Promise<void> {
    const asking = (questions.get(region) ?? 0) + 1;
    questions.set(region, asking);
    if (places.peek().get(region)?.state !== 'ready') note(region, { state: 'loading' });
    const answer = await client.call('images.list', {}, { scope: { ...account, region } });
    if (questions.get(region) !== asking) return;
    batch(() => {
      if (!answer.ok) {
        note(region, { state: 'problem', problem: answer.problem });
        return;
      }
      const value = answer.value.value.filter(isOwn).map((image) => listed(region, image));
      note(region, { state: 'ready', value });
      if (open?.region === region) preselect(open, value);
    });
  }
  function preselect({ images: names }: Asked, there: readonly ListedImage[]): void {
    open = undefined;
    const wanted = new Set(names);
    const found = there.filter(({ name }) => wanted.has(name));
    const known = new Set(found.map(({ name }) => name));
    select([...selected.peek(), ...found]);
    missing.value = [...wanted].filter((name) => !known.has(name));
  }
  function setRegions(wanted: readonly RegionCode[]): void {
    const added = wanted.filter((region) => !regions.peek().includes(region));
    regions.value = wanted;
    for (const region of added) {
      if (places.peek().get(region)?.state !== 'ready') void read(region);
    }
  }
  function select(chosen: readonly ListedImage[]): void {
    keys.value = new Set(chosen.map(({ key }) => key));
  }

  const selected = computed(() => images.value.filter(({ key }) => keys.value.has(key)));
  const shown = computed(() => filterImages(images.value, filter.value, tags.of));
  setRegions(first);
  return {
    account,
    regions,
    places,
    problems,
    images,
    shown,
    selected,
    missing,
    filter,
    choices: computed(() => choicesOf(images.value, tags.of)),
    tags,
    setRegions,
    setFilter(change) {
      filter.value = { ...filter.peek(), ...change };
    },
    select,
    selectShown() {
      select([...selected.peek(), ...shown.peek()]);
    },
    selectAlike() {
      select([...selected.peek(), ...imagesLike(images.peek(), selected.peek())]);
    },
    reload(some = regions.peek()) {
      for (const region of some) void read(region);
    },
    end() {
      questions.clear();
      tags.stop();
    },
  };
}

/** The Regions that cannot be read, those with the same problem together. */
export function problemsOf(
  regions: readonly RegionCode[],
  places: ReadonlyMap<RegionCode, Loaded<unknown>>,
): readonly RegionProblem[] {
  const found = new Map<string, RegionProblem>();
  for (const region of regions) {
    const place = places.get(region);
    if (place?.state !== 'problem') continue;
    const key = keyOf(place.problem);
    const others = found.get(key)?.regions ?? [];
    found.set(key, { problem: place.problem, regions: [...others, region] });
  }
  return [...found.values()];
}

/** Only an owner shares: the images of others are nothing to pick here. */
function isOwn({ visibility }: ImageListing): boolean {
  return visibility === 'private' || visibility === 'shared-with-others';
}

function listed(region: RegionCode, image: ImageListing): ListedImage {
  return { ...image, region, key: imageKey({ region, image: image.name }) };
}

/** The same for problems that differ in nothing but the Region. */
function keyOf(problem: Problem): string {
  return JSON.stringify({ ...problem, region: undefined });
}
