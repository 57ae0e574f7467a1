import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { readBuildArn } from '../../../lib/builds/arn';
import { isFinal } from '../../../lib/builds/describe';
import type { BuildOverview, ImageBuild } from '../../../lib/builds/build';
import type { BuildFocus } from '../../../lib/console/builds';
import { linkPlaceOf, linksFrom, type Links } from '../../../lib/console/links';
import type { Problem } from '../../../lib/problems/problem';
import { accountIdPattern, type AccountId } from '../../../lib/scope';
import type { PanelParts } from '../console';
import { holdsForAll } from '../judge';
import { createReader, type Reader, type Reading } from '../reading';
import { createPanelSession, type PageSeen, type PanelModel } from '../session';
import { createBuildReads, type BuildReadings, type Part } from './build-reads';
import { createPace, type Outcome } from './pace';

/** What a look at the console page has shown. */
export interface BuildSight extends PageSeen {
  readonly address: string;
  readonly focus: BuildFocus | undefined;
}

/** What the panel is about: one build, or the latest of many. */
export type Shown =
  | { readonly kind: 'build' | 'version' | 'pipeline'; readonly arn: string }
  | { readonly kind: 'list' };

/** What the panel of the Image Builder console shows and can be told. */
export interface BuildModel extends PanelModel, BuildReadings {
  /** Nothing when the page does not tell, and nobody has picked anything. */
  readonly shown: ReadonlySignal<Shown | undefined>;
  /** Whether the build that is shown was picked instead of what the page is about. */
  readonly picked: ReadonlySignal<boolean>;
  /** Whether the account of the page owns the build that is shown, as far as its ARN tells. */
  readonly own: ReadonlySignal<boolean>;
  /** Whether what is shown is being read. */
  readonly busy: ReadonlySignal<boolean>;
  /** Whether the build still runs, so that it is read again by itself. */
  readonly live: ReadonlySignal<boolean>;
  readonly overview: ReadonlySignal<Reading<BuildOverview>>;
  /** Whether the picker is open. */
  readonly picking: ReadonlySignal<boolean>;
  readonly versions: Reader<'builds.images'>['reading'];
  /** The version whose builds can be picked, and these. */
  readonly version: ReadonlySignal<string | undefined>;
  readonly builds: Reader<'builds.list'>['reading'];
  /** Makes links to other pages of the same session. */
  readonly links: ReadonlySignal<Links>;
  /** A problem that no section is spared from: it is told once. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  readonly look: (sight: BuildSight) => void;
  readonly pick: (build: string) => void;
  /** Goes back to what the page is about. */
  readonly unpick: () => void;
  readonly togglePicker: () => void;
  readonly pickVersion: (version: string) => void;
  readonly showRun: (run: string) => void;
  readonly open: (part: Part) => void;
  readonly moreFindings: () => void;
}

/** The state behind one panel of the Image Builder console. */
export function createBuildModel(parts: PanelParts): BuildModel {
  const { client, now, later, hidden, ended } = parts;
  const shown = signal<Shown>();
  const picked = signal<{ readonly build: string; readonly insteadOf: string }>();
  const picking = signal(false);
  const version = signal<string>();
  const address = signal('');
  const versions = createReader(client, 'builds.images');
  const builds = createReader(client, 'builds.list');
  const reads = createBuildReads(client);
  const overview = createReader(client, 'builds.overview');
  let sight: BuildSight | undefined;

  const account = computed(() => session.chosen.value ?? session.session.value.account);
  const own = computed(() => {
    const what = shown.value;
    const owner = what?.kind === 'build' ? readBuildArn(what.arn)?.owner : undefined;
    // Of what account the page is, is not always told; then AWS has to say it.
    return account.value === undefined || owner === account.value;
  });
  const live = computed(() => {
    const build = reads.details.value.held?.value;
    return build !== undefined && !isFinal(build.status);
  });

  /** Nobody sees a collapsed panel or a page in the background. */
  const isSeen = () => session.isOpen() && !hidden() && !ended.aborted;

  const pace = createPace({
    now,
    later,
    wanted: () => live.peek() && isSeen(),
    read: () => readBuild(reads.follow),
  });
  ended.addEventListener('abort', pace.reset);

  const readBuild = (read: typeof reads.follow) => {
    const what = shown.peek();
    if (what?.kind !== 'build') return;
    pace.began();
    read(what.arn, own.peek(), session.hints());
  };

  const readShown = () => {
    const what = shown.peek();
    if (!isSeen()) session.outdate();
    else if (what?.kind === 'build') readBuild(reads.read);
    else if (what) overview.read({ input: overviewOf(what), hints: session.hints() });
    if (isPicking.peek()) readPicker();
  };

  const isPicking = computed(() => picking.value || shown.value === undefined);

  const readPicker = () => {
    if (!isSeen()) return;
    versions.read({ input: {}, hints: session.hints() });
    readVersion();
  };

  const readVersion = () => {
    const of = version.peek();
    if (of !== undefined) builds.read({ input: { version: of }, hints: session.hints() });
  };

  const turnTo = (next: Shown | undefined) => {
    pace.reset();
    reads.clear('another');
    overview.clear();
    picking.value = false;
    shown.value = next;
    readShown();
  };

  /** Turns to what the page is about, or to what was picked since; tells if it turned. */
  const follow = (): boolean => {
    const focus = sight?.focus;
    if (picked.peek() && focus && keyOf(focus) !== picked.peek()?.insteadOf) {
      picked.value = undefined;
    }
    const build = picked.peek()?.build;
    const next: Shown | undefined = build === undefined ? focus : { kind: 'build', arn: build };
    if (keyOf(next) === keyOf(shown.peek())) return false;
    turnTo(next);
    return true;
  };

  const session = createPanelSession(parts, {
    accounts: () =>
      accountsOf(reads.details.value.held?.value, reads.policy.value.held?.value.text ?? ''),
    follow,
    read(again) {
      if (follow()) return;
      // What goes on is read in its own time.
      if (again && live.peek()) pace.look();
      else readShown();
    },
    forget(why) {
      pace.reset();
      versions.clear();
      builds.clear();
      overview.clear();
      reads.clear(why === 'elsewhere' ? 'another' : 'unread');
      if (why === 'credentials') return;
      picked.value = undefined;
      picking.value = false;
      version.value = undefined;
      shown.value = undefined;
    },
  });

  /** What the last answers said, to tell whether the next ones say anything new. */
  let said = '';
  let wasLive = false;
  effect(() => {
    if (reads.busy.value) return;
    const readings = [reads.details.value, reads.runs.value, reads.steps.value];
    const text = JSON.stringify(readings.map(({ held }) => held?.value));
    const refused = readings.some(
      ({ problem }) => problem?.kind === 'throttled' || problem?.kind === 'aws-fault',
    );
    const outcome: Outcome = refused ? 'refused' : text === said ? 'same' : 'changed';
    said = text;
    // Its findings are told when it has ended.
    if (wasLive && !live.value && reads.details.value.held) reads.countFindings();
    wasLive = live.value;
    pace.ended(outcome);
  });

  return {
    ...session,
    ...reads,
    shown,
    picked: computed(() => picked.value !== undefined),
    own,
    busy: computed(() => reads.busy.value || overview.reading.value.busy),
    live,
    overview: overview.reading,
    picking: isPicking,
    versions: versions.reading,
    version,
    builds: builds.reading,
    links: computed(() => linksFrom(linkPlaceOf(address.value) ?? { partition: 'aws' })),
    problem: computed(
      () =>
        reads.problem.value ??
        [overview.reading, versions.reading, builds.reading]
          .map(({ value }) => value.problem)
          .find((problem) => problem && holdsForAll(problem)),
    ),
    look(next) {
      sight = next;
      address.value = new URL(next.address).origin;
      session.look(next);
    },
    pick(build) {
      picked.value = { build, insteadOf: keyOf(sight?.focus) };
      follow();
    },
    unpick() {
      picked.value = undefined;
      follow();
    },
    togglePicker() {
      picking.value = !picking.peek();
      if (picking.peek()) readPicker();
    },
    pickVersion(next) {
      builds.clear();
      version.value = next;
      readVersion();
    },
    showRun: reads.show,
    open: reads.open,
    moreFindings: reads.moreFindings,
    toggle() {
      session.toggle();
      pace.look();
    },
    hear(event) {
      session.hear(event);
      if (event.event === 'build-changed' && concerns(event.target, shown.peek())) readShown();
    },
    resume() {
      session.resume();
      pace.look();
    },
  };
}

function keyOf(shown: Shown | undefined): string {
  if (!shown) return '';
  return 'arn' in shown ? shown.arn : shown.kind;
}

/** Every account that is shown with a build and its policy. */
function accountsOf(build: ImageBuild | undefined, policy: string): readonly AccountId[] {
  const regions = build?.distribution?.regions ?? [];
  const told = [
    build?.owner,
    ...(build?.outputs ?? []).map((output) => ('account' in output ? output.account : undefined)),
    ...regions.flatMap(({ targetAccounts, principals, fastLaunch, launchTemplates }) => [
      ...targetAccounts,
      ...principals,
      ...[...fastLaunch, ...launchTemplates].map(({ account }) => account),
    ]),
    ...(policy.match(/\b\d{12}\b/g) ?? []),
  ];
  return told.flatMap((each) => (each !== undefined && accountIdPattern.test(each) ? [each] : []));
}

/** Whether a change of a build, an image or a pipeline may show in what is shown. */
function concerns(target: string, shown: Shown | undefined): boolean {
  if (!shown) return false;
  // Any of the builds that are listed may be the one.
  if (shown.kind !== 'build') return true;
  return shown.arn === target || shown.arn.startsWith(`${target}/`);
}

/** What the latest builds are asked for by. */
function overviewOf(shown: Shown) {
  if (shown.kind === 'pipeline') return { pipeline: shown.arn };
  return shown.kind === 'version' ? { version: shown.arn } : {};
}
