import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { imageOfBuild, readBuildArn } from '../../../../lib/builds/arn';
import type { Package } from '../../../../lib/builds/build';
import type { DeskRoute } from '../../../../lib/desk/route';
import { scanObstacle, type ScanObstacle } from '../../../../lib/findings/comparable';
import { compareVulnerabilities, type Comparison } from '../../../../lib/findings/compare';
import { evaluateGate, type GateOutcome } from '../../../../lib/findings/gate';
import { judgeComparison } from '../../../../lib/findings/judge';
import type { JudgedComparison } from '../../../../lib/findings/judged';
import { dayOf, type FindingsBook } from '../../../../lib/findings/judgement';
import type { ProductEvent } from '../../../../lib/messaging/protocol';
import type { Scope } from '../../../../lib/scope';
import { createLoader, type Loaded } from '../../loader';
import type { DeskParts } from '../../parts';
import { createSideModel, type SideModel } from './side-model';

/** The route of a comparison. */
export type CompareRoute = Extract<DeskRoute, { view: 'findings-compare' }>;

/** The two builds: what was, and what is compared with it. */
export const sideNames = ['base', 'target'] as const;

export type SideName = (typeof sideNames)[number];

/** A build, and the scope of the account that owns it. */
export interface BuildPlace {
  readonly build: string;
  readonly scope: Scope;
}

/** What is installed in a build; `null` when AWS keeps no list. */
export type Inventory = Loaded<readonly Package[] | null>;

/** Comparing the findings of two builds, from the first page to what the gate says. */
export interface CompareModel {
  /** The same twice when a build is compared with itself. */
  readonly sides: Readonly<Record<SideName, SideModel>>;
  readonly inventories: Readonly<Record<SideName, ReadonlySignal<Inventory>>>;
  /** Why a build that was read to its end cannot be compared. */
  readonly obstacles: Readonly<Record<SideName, ReadonlySignal<ScanObstacle | undefined>>>;
  /** The builds that are taken for ones without findings because somebody said so. */
  readonly emptied: ReadonlySignal<ReadonlySet<SideName>>;
  readonly book: ReadonlySignal<Loaded<FindingsBook>>;
  /** Nothing before both builds are there and can be compared. */
  readonly comparison: ReadonlySignal<Comparison | undefined>;
  readonly judged: ReadonlySignal<JudgedComparison | undefined>;
  readonly outcomes: ReadonlySignal<readonly GateOutcome[]>;
  /** Starts it all. */
  readonly read: () => void;
  readonly readBook: () => void;
  readonly hear: (event: ProductEvent) => void;
  /** Takes a build, of whose scan AWS keeps no findings, for one that has none. */
  readonly takeAsEmpty: (side: SideName) => void;
  /** Asks for nothing more. */
  readonly leave: () => void;
}

type CompareParts = Pick<DeskParts, 'client' | 'now'>;

/** Makes the model of a comparison; `read` starts it. */
export function createCompareModel(
  { client, now }: CompareParts,
  places: Readonly<Record<SideName, BuildPlace>>,
): CompareModel {
  const { base: before, target: after } = places;
  const same = before.build === after.build;
  const target = createSideModel(client, after.build, after.scope);
  // Read once, and here once.
  const base = same ? target : createSideModel(client, before.build, before.scope);
  const sides = { base, target };
  const models = [...new Set([base, target])];
  const targetInventory = inventoryOf(after);
  const baseInventory = same ? targetInventory : inventoryOf(before);
  const listings = [...new Set([baseInventory, targetInventory])];
  const emptied = signal<ReadonlySet<SideName>>(new Set());
  const book = createLoader(() => client.call('findings.book', {}));

  function inventoryOf({ build, scope }: BuildPlace) {
    return createLoader(async () => {
      const answer = await client.call('findings.inventory', { build }, { scope });
      // A worker that was stopped answers when it is asked again.
      return !answer.ok && answer.problem.kind === 'interrupted'
        ? client.call('findings.inventory', { build }, { scope })
        : answer;
    });
  }

  const obstacleOf = (side: SideName) =>
    computed(() => {
      const { state, head } = sides[side].reading.value;
      if (state !== 'over' || !head) return undefined;
      const obstacle = scanObstacle(head);
      return obstacle === 'elsewhere' && emptied.value.has(side) ? undefined : obstacle;
    });
  const obstacles = { base: obstacleOf('base'), target: obstacleOf('target') };
  const ready = computed(() =>
    sideNames.every(
      (side) => sides[side].reading.value.state === 'over' && obstacles[side].value === undefined,
    ),
  );
  const packages = computed(() => {
    const [first, second] = [baseInventory.loaded.value, targetInventory.loaded.value];
    // One list alone tells nothing.
    return first.state === 'ready' && second.state === 'ready' && first.value && second.value
      ? { base: first.value, target: second.value }
      : undefined;
  });
  const comparison = computed(() => {
    if (!ready.value) return undefined;
    const start = performance.now();
    const compared = compareVulnerabilities(
      { vulnerabilities: base.vulnerabilities(), packages: packages.value?.base },
      { vulnerabilities: target.vulnerabilities(), packages: packages.value?.target },
    );
    // What the bench looks at.
    performance.measure('image-desk-compare', { start });
    return compared;
  });
  const judged = computed(() => {
    const compared = comparison.value;
    const kept = book.loaded.value;
    if (!compared) return undefined;
    return judgeComparison(compared, kept.state === 'ready' ? kept.value.judgements : [], {
      image: readBuildArn(after.build)?.name,
      today: dayOf(now()),
    });
  });
  const outcomes = computed(() => {
    const kept = book.loaded.value;
    const all = judged.value?.vulnerabilities;
    return kept.state === 'ready' && all ? evaluateGate(kept.value.rules, all) : [];
  });

  return {
    sides,
    inventories: { base: baseInventory.loaded, target: targetInventory.loaded },
    obstacles,
    emptied,
    book: book.loaded,
    comparison,
    judged,
    outcomes,
    read() {
      for (const each of models) void each.read();
      for (const each of listings) void each.load();
      void book.load();
    },
    readBook: () => void book.load(),
    hear({ event }) {
      if (event === 'findings-book-changed') void book.load();
      if (event !== 'credentials-changed') return;
      for (const each of models) if (each.reading.peek().state === 'problem') void each.read();
      for (const each of listings) {
        if (each.loaded.peek().state === 'problem') void each.load();
      }
    },
    takeAsEmpty(side) {
      const taken = same ? sideNames : [side];
      emptied.value = new Set([...emptied.peek(), ...taken]);
    },
    leave() {
      for (const each of models) each.leave();
    },
  };
}

/** The ARN of the build of an image that somebody has said is in production. */
export function pinnedBuild(book: FindingsBook, build: string): string | undefined {
  const image = imageOfBuild(build);
  return book.pins.find((each) => each.image === image)?.build;
}
