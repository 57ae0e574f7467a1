import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ImageBuild } from '../../../lib/builds/build';
import { obstacleToSharing } from '../../../lib/builds/acts';
import { readPolicy, samePolicy } from '../../../lib/builds/policy';
import {
  explainPrincipal,
  readPrincipals,
  type PrincipalReading,
} from '../../../lib/builds/principals';
import type { BuildSharing } from '../../../lib/builds/sharing';
import { placeOfBuild } from '../../../lib/builds/sharing-facts';
import type { Client } from '../../../lib/messaging/client';
import type { BuildSharingWish } from '../../../lib/operations/build-sharing';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import {
  canTake,
  changesOf,
  holdersOf,
  launchable,
  type HolderRow,
  type RowChange,
} from './share-rows';

/** A build and who has it, as it was read last. */
export type BuildSubject =
  | { readonly state: 'loading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  /** Nothing of it can be shared. */
  | { readonly state: 'obstacle'; readonly sentence: string }
  | { readonly state: 'ready'; readonly build: ImageBuild; readonly sharing: BuildSharing };

/** By which of two ways new principals get the image. */
export type ShareWay = 'resource-share' | 'policy';

/** What is wrong with a policy that is being written, in one sentence with its place. */
export interface PolicyDraft {
  readonly text: string;
  readonly error: string | undefined;
}

/** Sharing a build, from the first keystroke to what is asked of the plan. */
export interface BuildShareModel {
  readonly subject: ReadonlySignal<BuildSubject>;
  /** Who has it now. */
  readonly rows: ReadonlySignal<readonly HolderRow[]>;
  readonly changes: ReadonlySignal<ReadonlyMap<string, RowChange>>;
  readonly text: ReadonlySignal<string>;
  readonly reading: ReadonlySignal<PrincipalReading>;
  readonly way: ReadonlySignal<ShareWay>;
  readonly image: ReadonlySignal<boolean>;
  readonly launch: ReadonlySignal<boolean>;
  /** How many AMIs others can be let launch. */
  readonly amis: ReadonlySignal<number>;
  /** The policy as it is being written; nothing while it is left alone. */
  readonly policy: ReadonlySignal<PolicyDraft | undefined>;
  /** Why there is no plan to be made yet; nothing when there is. */
  readonly obstacle: ReadonlySignal<string | undefined>;
  /** What a plan is made of while it is reviewed. */
  readonly reviewed: ReadonlySignal<BuildSharingWish | undefined>;
  readonly load: () => Promise<void>;
  readonly type: (text: string) => void;
  readonly choose: (way: ShareWay) => void;
  readonly setImage: (on: boolean) => void;
  readonly setLaunch: (on: boolean) => void;
  readonly change: (principal: string, change: RowChange) => void;
  /** Leaves a row as it is. */
  readonly undo: (principal: string) => void;
  /** Takes the image and its AMIs away from everybody, or leaves everybody as they are. */
  readonly stop: (on: boolean) => void;
  readonly writePolicy: (text: string | undefined) => void;
  readonly review: () => void;
  /** Goes back to the form, over what there is by then. */
  readonly leaveReview: () => Promise<void>;
}

/** The most principals of a plan, as its contract has it. */
const mostPrincipals = 500;

/** Makes the model of sharing a build; `load` starts it. */
export function createBuildShareModel(
  client: Client,
  scope: Scope,
  build: string,
): BuildShareModel {
  const subject = signal<BuildSubject>({ state: 'loading' });
  const changes = signal<ReadonlyMap<string, RowChange>>(new Map());
  const text = signal('');
  const way = signal<ShareWay>('resource-share');
  const image = signal(true);
  const launch = signal(true);
  const written = signal<string | undefined>(undefined);
  const reviewed = signal<BuildSharingWish | undefined>(undefined);
  let loads = 0;

  const sharing = computed(() =>
    subject.value.state === 'ready' ? subject.value.sharing : undefined,
  );
  const rows = computed(() => (sharing.value ? holdersOf(sharing.value, scope.account) : []));
  const amis = computed(() => launchable(sharing.value?.amis ?? []).length);
  const reading = computed(() =>
    readPrincipals(text.value, scope.account, {
      accountsOnly: image.value && way.value === 'policy',
    }),
  );
  const policy = computed(() => {
    const content = written.value;
    return content === undefined ? undefined : { text: content, error: faultIn(content) };
  });
  const wish = computed((): BuildSharingWish => {
    const changed = changesOf(rows.value, changes.value);
    const added = reading.value.principals;
    const imageGive = unique([...changed.image.give, ...(image.value ? added : [])]);
    const launchGive = unique([
      ...changed.launch.give,
      ...(launch.value && amis.value > 0 ? added : []),
    ]);
    // Who is named in the text is given it, whatever the row of the same principal says.
    const imageTake = changed.image.take.filter((each) => !imageGive.includes(each));
    const launchTake = changed.launch.take.filter((each) => !launchGive.includes(each));
    return {
      build,
      ...(imageGive.length + imageTake.length > 0 && {
        image: { by: way.value, give: imageGive, take: imageTake },
      }),
      ...(written.value !== undefined && { policy: written.value }),
      ...(launchGive.length + launchTake.length > 0 && {
        launch: { give: launchGive, take: launchTake },
      }),
    };
  });
  const obstacle = computed(() => {
    const now = subject.value;
    if (now.state !== 'ready') return 'The image has not been read yet.';
    const [problem] = reading.value.problems;
    if (problem) return explainPrincipal(problem);
    return policy.value?.error ?? obstacleOf(wish.value, now.build.status);
  });

  /** `settle` follows at once, so that the form is drawn once and nothing moves under a pointer. */
  async function load(settle?: () => void): Promise<void> {
    loads += 1;
    const asked = loads;
    const fault = faultOfPlace(scope, build);
    if (fault !== undefined) {
      subject.value = { state: 'obstacle', sentence: fault };
      return;
    }
    subject.value = { state: 'loading' };
    const [found, who] = await Promise.all([
      client.call('builds.get', { build }, { scope }),
      client.call('build-sharing.state', { build }, { scope }),
    ]);
    if (asked !== loads) return;
    batch(() => {
      changes.value = new Map();
      subject.value = !found.ok
        ? { state: 'problem', problem: found.problem }
        : !who.ok
          ? { state: 'problem', problem: who.problem }
          : subjectOf(found.value.value, who.value.value);
      settle?.();
    });
  }

  /** What was carried out need not be entered again. */
  function forgetDone(): void {
    const held = new Map(rows.peek().map((row) => [row.principal, row]));
    const hasAll = reading.peek().principals.every((each) => {
      const row = held.get(each);
      return row && (!image.peek() || row.ways.length > 0) && (!launch.peek() || row.lacks === 0);
    });
    if (hasAll) text.value = '';
    if (samePolicy(written.peek(), sharing.peek()?.policy.text)) written.value = undefined;
  }
  return {
    subject,
    rows,
    changes,
    text,
    reading,
    way,
    image,
    launch,
    amis,
    policy,
    obstacle,
    reviewed,
    load: () => load(),
    type(typed) {
      text.value = typed;
    },
    choose(chosen) {
      way.value = chosen;
    },
    setImage(on) {
      image.value = on;
    },
    setLaunch(on) {
      launch.value = on;
    },
    change(principal, change) {
      const known = changes.peek().get(principal);
      changes.value = new Map(changes.peek()).set(principal, { ...known, ...change });
    },
    undo(principal) {
      const rest = new Map(changes.peek());
      rest.delete(principal);
      changes.value = rest;
    },
    stop(on) {
      const all = on ? rows.peek().filter(canTake) : [];
      changes.value = new Map(
        all.map(({ principal }) => [principal, { image: false, launch: false }]),
      );
    },
    writePolicy(content) {
      written.value = content;
    },
    review() {
      if (obstacle.peek() === undefined) reviewed.value = wish.peek();
    },
    async leaveReview() {
      reviewed.value = undefined;
      await load(forgetDone);
    },
  };
}

/** Why a build cannot be shared from here at all, before anything is read. */
function faultOfPlace(scope: Scope, build: string): string | undefined {
  const { account } = placeOfBuild(build);
  if (account === scope.account) return undefined;
  const owner = account === '' ? 'AWS' : `account ${account}`;
  return `This image belongs to ${owner}: only its owner can share it.`;
}

function subjectOf(build: ImageBuild, sharing: BuildSharing): BuildSubject {
  const { policy, shares, amis } = sharing;
  const isShared = policy.text !== undefined || shares.length > 0 || amis.length > 0;
  const obstacle = obstacleToSharing(build.status);
  return obstacle === undefined || isShared
    ? { state: 'ready', build, sharing }
    : { state: 'obstacle', sentence: obstacle };
}

function obstacleOf(wish: BuildSharingWish, status: string): string | undefined {
  const { image, policy, launch } = wish;
  if (image && policy !== undefined) {
    return 'Change who has the image by the policy as JSON or above, not both at once.';
  }
  if (!image && policy === undefined && !launch) return 'Nothing is to be changed yet.';
  const gives = policy !== undefined || [image, launch].some((each) => each?.give.length);
  const ofState = gives ? obstacleToSharing(status) : undefined;
  if (ofState !== undefined) return ofState;
  const most = Math.max(
    ...[image, launch].flatMap((each) => [each?.give.length ?? 0, each?.take.length ?? 0]),
  );
  return most > mostPrincipals
    ? `One plan changes at most ${mostPrincipals} principals; these are ${most}.`
    : undefined;
}

function faultIn(policy: string): string | undefined {
  const read = readPolicy(policy);
  return read.ok ? undefined : explainProblem({ kind: 'policy-invalid', ...read.problem }).advice;
}

function unique(principals: readonly string[]): string[] {
  return [...new Set(principals)];
}
