import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { judgeGate } from '../../../lib/findings/gate-verdict';
import type { ImageGate } from '../../../lib/findings/image-gate';
import { dayOf, type FindingsBook } from '../../../lib/findings/judgement';
import { sourceBuildOf } from '../../../lib/images/lineage';
import { inParallel } from '../../../lib/in-parallel';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountScope, Scope } from '../../../lib/scope';
import { createTagReader, type TaggedImage } from '../images/tags-model';
import { createLoader, type Loaded } from '../loader';
import { cancelGate, findPlaces, readGate, type GatePlaces } from './gate-reading';

/** An image with what is known of the rules for it. */
export interface GatedImage {
  readonly image: TaggedImage;
  readonly gate: ImageGate;
}

/** How far checking is: the tags of images first, then the builds that they name. */
export interface GateWork {
  readonly of: 'images' | 'builds';
  readonly done: number;
  readonly total: number;
}

/** What the rules of the gate say of AppStream images. It is told, and stops nothing. */
export interface ImageGatesModel {
  /** What is recorded; without rules nothing else is asked for. */
  readonly book: ReadonlySignal<Loaded<FindingsBook>>;
  readonly images: ReadonlySignal<readonly GatedImage[]>;
  /** Nothing while nothing is read. */
  readonly work: ReadonlySignal<GateWork | undefined>;
  /** Why the tags of images could not be read. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Whether there is something to check, or to check again. */
  readonly canCheck: ReadonlySignal<boolean>;
  /** Reads the rules, and of few images what takes next to no call. */
  readonly load: () => Promise<void>;
  /** Reads the tags of all images, and the findings of the builds that they name. */
  readonly check: () => Promise<void>;
  /** Stops; what was read stays. */
  readonly cancel: () => void;
  readonly hear: (event: ProductEvent) => void;
  readonly end: () => void;
}

interface ImageGatesParts {
  readonly client: Client;
  readonly now: () => number;
}

/** What is known of a build that tags name. */
interface KnownBuild {
  readonly places?: GatePlaces;
  /** Of a whole reading, which does not change as long as the book does not. */
  readonly gate?: Extract<ImageGate, { state: 'unknown' | 'evaluated' }>;
  /** Why it could not be read. */
  readonly problem?: Problem;
}

/** So few images are looked at without being asked: a call for each, as they are shown together. */
const fewImages = 3;

/** How many builds are read at a time: each with the one before it. */
const buildsAtOnce = 2;

/** A text for images, by which a plan that is made again is told from one of other images. */
export function gatesKey(images: readonly TaggedImage[]): string {
  return images.map(({ arn }) => arn).join(' ');
}

/** A model of images of an account, which `load` starts. */
export function createImageGates(
  { client, now }: ImageGatesParts,
  account: AccountScope,
  images: readonly TaggedImage[],
): ImageGatesModel {
  const book = createLoader(() => client.call('findings.book', {}));
  const tags = createTagReader(client, account);
  const builds = signal<ReadonlyMap<string, KnownBuild>>(new Map());
  const work = signal<GateWork | undefined>(undefined);
  const reading = new Map<string, GatePlaces>();
  let run = 0;

  const gated = computed(() => images.map((image) => ({ image, gate: gateOf(image) })));
  const shown = computed(() => {
    const progress = tags.progress.value;
    return progress
      ? { of: 'images' as const, done: progress.read, total: progress.total }
      : work.value;
  });

  function gateOf(image: TaggedImage): ImageGate {
    const known = tags.of(image);
    if (!known) return { state: 'unread' };
    const source = sourceBuildOf(known);
    if (source.kind === 'none') return { state: 'no-build' };
    if (source.kind === 'odd') return { state: 'odd-tag' };
    const { build, scope } = source;
    const { gate, problem } = builds.value.get(build) ?? {};
    if (gate) return gate;
    return problem
      ? { state: 'unknown', build, reason: reasonOf(problem, scope) }
      : { state: 'found', build };
  }
  function note(build: string, more: KnownBuild): void {
    builds.value = new Map(builds.peek()).set(build, more);
  }

  /** Reads what the rules say of a build; unless `all` is wanted, only what takes next to no call. */
  async function readBuild(build: string, scope: Scope, all: boolean, own: number): Promise<void> {
    const loaded = book.loaded.peek();
    let places = builds.peek().get(build)?.places;
    if (!places) {
      const found = await findPlaces(client, scope, build);
      if (own !== run) return;
      if (!found.ok) return note(build, { problem: found.problem });
      places = found.value;
      note(build, { places });
    }
    if (loaded.state !== 'ready' || (!all && !places.isShort)) return;
    reading.set(build, places);
    const read = await readGate(client, scope, places, {
      ended: () => own !== run,
      progress: () => undefined,
    });
    if (own !== run) return;
    reading.delete(build);
    if (!read) return;
    if (!read.ok) return note(build, { places, problem: read.problem });
    const { previous } = places;
    const about = { build, ...(previous !== undefined && { previous }) };
    if (read.value.state === 'unknown') {
      return note(build, { places, gate: { ...about, ...read.value } });
    }
    const place = { build, today: dayOf(now()) };
    // The findings themselves are not kept here: those of many builds would be too much.
    const verdict = judgeGate(read.value.basis, loaded.value, place);
    note(build, {
      // What was read whole is kept: to read it once more takes no call.
      places: { ...places, isShort: true },
      gate: { state: 'evaluated', ...about, verdict },
    });
  }

  async function readBuilds(all: boolean, own: number): Promise<void> {
    const wanted = new Map<string, Scope>();
    for (const image of images) {
      const source = sourceBuildOf(tags.of(image) ?? []);
      if (source.kind !== 'build' || builds.peek().get(source.build)?.gate) continue;
      wanted.set(source.build, source.scope);
    }
    if (wanted.size === 0) return;
    work.value = { of: 'builds', done: 0, total: wanted.size };
    let done = 0;
    await inParallel([...wanted], buildsAtOnce, async ([build, scope]) => {
      if (own !== run) return;
      await readBuild(build, scope, all, own);
      if (own !== run) return;
      done += 1;
      work.value = { of: 'builds', done, total: wanted.size };
    });
    if (own === run) work.value = undefined;
  }

  async function go(all: boolean): Promise<void> {
    stop();
    const own = run;
    await tags.read(images);
    if (own === run) await readBuilds(all, own);
  }
  function stop(): void {
    run += 1;
    tags.stop();
    for (const places of reading.values()) cancelGate(client, places);
    reading.clear();
    work.value = undefined;
  }
  async function load(): Promise<void> {
    await book.load();
    const loaded = book.loaded.peek();
    if (loaded.state !== 'ready' || loaded.value.rules.length === 0) return;
    if (images.length <= fewImages) await go(false);
  }
  return {
    book: book.loaded,
    images: gated,
    work: shown,
    problem: tags.problem,
    canCheck: computed(() => gated.value.some(({ gate }) => isOpen(gate, builds.value))),
    load,
    check: () => go(true),
    cancel: stop,
    hear({ event }) {
      if (event !== 'findings-book-changed') return;
      // What was said is void; what is kept is held to the new rules.
      const known = [...builds.peek()].map(
        ([build, { places }]) => [build, places ? { places } : {}] as const,
      );
      void (async () => {
        stop();
        await book.load();
        builds.value = new Map(known);
        await readBuilds(false, run);
      })();
    },
    end() {
      // Whoever else reads one of the builds goes on.
      run += 1;
      tags.stop();
    },
  };
}

/** Whether checking may tell more of an image than is known. */
function isOpen(gate: ImageGate, builds: ReadonlyMap<string, KnownBuild>): boolean {
  if (gate.state === 'unread' || gate.state === 'found') return true;
  return gate.state === 'unknown' && builds.get(gate.build)?.gate === undefined;
}

/** Why the findings of a build could not be read, and where they are. */
function reasonOf(problem: Problem, { account, region }: Scope): string {
  return `${explainProblem(problem).summary} The build is of account ${account} in ${region}.`;
}
