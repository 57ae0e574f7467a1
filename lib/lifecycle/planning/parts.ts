import type { RepositoryApplication } from '../../applications/application';
import type { Image } from '../../images/image';
import { ok, type Result } from '../../result';
import { scopeKey, type AccountId, type RegionCode, type Scope } from '../../scope';
import type { SourceAmi } from '../ami';
import type { ImageBuilder } from '../builder';
import type { Fleet } from '../fleet';
import type { Concern, LifecycleDraft } from '../plan';
import type { RefusalKind, RegionFacts } from '../refusals';
import type { ImportOrder } from '../step';
import type { LifecycleAct, WishOf } from '../wish';
import type { OrderOf, StepReads } from '../work-parts';

/** What is read of AWS for a plan. Nothing of it changes anything. */
export interface PlanReads extends Pick<
  StepReads,
  'listTags' | 'listShares' | 'listExports' | 'findAmi'
> {
  /** The images of a Region that the account can use: its own, shared ones and AWS's. */
  readonly listImages: (place: Scope) => Promise<Result<readonly Image[]>>;
  readonly listBuilders: (place: Scope) => Promise<Result<readonly ImageBuilder[]>>;
  readonly listFleets: (place: Scope) => Promise<Result<readonly Fleet[]>>;
  /** The stacks through which people reach a fleet, by name. */
  readonly listStacks: (place: Scope, fleet: string) => Promise<Result<readonly string[]>>;
  /** An AMI by its id, as EC2 shows it to the account. */
  readonly describeAmi: (place: Scope, id: string) => Promise<Result<SourceAmi | undefined>>;
  /** Asks AWS whether it has anything newer for an image. */
  readonly canUpdate: (place: Scope, order: OrderOf<'update'>) => Promise<Result<boolean>>;
  /** Asks AWS whether it would import an AMI; what is in the way is a problem. */
  readonly tryImport: (place: Scope, order: ImportOrder, ami: string) => Promise<Result<null>>;
  /** The applications that can be added: the person's and the company's. */
  readonly applications: () => Promise<readonly RepositoryApplication[]>;
}

/** What is in an account and Region: what refusals depend on, and the same in full. */
export interface FullFacts extends RegionFacts {
  readonly images: readonly Image[];
  readonly builders: readonly ImageBuilder[];
}

/** What planners are given. */
export interface PlanningParts {
  readonly reads: PlanReads;
  /** Another Region, or another account, of the plan's partition. */
  readonly placeOf: (region: RegionCode, account?: AccountId) => Scope;
  /** Each place is read once for a plan. */
  readonly facts: (place: Scope) => Promise<Result<FullFacts>>;
  /** Tells that one more of what is planned was read. */
  readonly progress: (read: number, total: number) => Promise<void>;
}

/** Makes the draft of a plan; a problem is why none can be made at all. */
export type Planner<Act extends LifecycleAct> = (
  scope: Scope,
  wish: WishOf<Act>,
  parts: PlanningParts,
) => Promise<Result<LifecycleDraft>>;

/** Reads the facts of places, each once. */
export function factsReader(
  reads: Pick<PlanReads, 'listImages' | 'listBuilders'>,
): PlanningParts['facts'] {
  const known = new Map<string, Promise<Result<FullFacts>>>();
  const read = async (place: Scope): Promise<Result<FullFacts>> => {
    const [images, builders] = await Promise.all([
      reads.listImages(place),
      reads.listBuilders(place),
    ]);
    if (!images.ok) return images;
    if (!builders.ok) return builders;
    return ok({ scope: place, images: images.value, builders: builders.value });
  };
  return (place) => {
    const key = scopeKey(place);
    const reading = known.get(key) ?? read(place);
    known.set(key, reading);
    return reading;
  };
}

/** An own image of a place by its name; nothing where there is none. */
export function ownImage({ images, scope }: FullFacts, name: string): Image | undefined {
  return images.find((image) => image.name === name && image.owner === scope.account);
}

/**
 * A Region with the images that a plan makes there itself: they take names and fill the quota as
 * well.
 */
export function withPlanned(facts: FullFacts, names: readonly string[]): RegionFacts {
  const { account } = facts.scope;
  const planned = names.map((name) => ({ name, owner: account, state: 'AVAILABLE' }));
  return { ...facts, images: [...facts.images, ...planned] };
}

/** What comes of one image of a wish. */
export type PlannedOne = Omit<LifecycleDraft, 'title'>;

/**
 * Plans the images of a wish, one after the other: what the first ones take in a Region counts
 * for those after them. `made` are those of which something comes.
 */
export async function planEach<Asked>(
  all: readonly Asked[],
  regionOf: (asked: Asked) => RegionCode,
  /** Is given the names that were taken before in the Region, and adds its own. */
  planOne: (asked: Asked, names: string[]) => Promise<Result<PlannedOne>>,
  { progress }: Pick<PlanningParts, 'progress'>,
): Promise<Result<PlannedOne & { readonly made: readonly Asked[] }>> {
  const each: PlannedOne[] = [];
  const made: Asked[] = [];
  const given = new Map<RegionCode, string[]>();
  for (const [index, asked] of all.entries()) {
    const region = regionOf(asked);
    const names = given.get(region) ?? [];
    given.set(region, names);
    const planned = await planOne(asked, names);
    if (!planned.ok) return planned;
    each.push(planned.value);
    if (planned.value.steps.length > 0) made.push(asked);
    await progress(index + 1, all.length);
  }
  return ok({
    steps: each.flatMap(({ steps }) => steps),
    doubts: aboutRegionOnce(each.flatMap(({ doubts }) => doubts)),
    leftOut: each.flatMap(({ leftOut }) => leftOut),
    made,
  });
}

/** What is said of a Region as a whole, whichever image of a plan it was said of. */
const ofRegion: ReadonlySet<RefusalKind> = new Set([
  'quota-images',
  'copies-underway',
  'updates-underway',
]);

/** What is said of a Region once, however many images of a plan it holds for. */
function aboutRegionOnce(doubts: readonly Concern[]): readonly Concern[] {
  return saidOnce(doubts, ({ region, refusal: { kind } }) =>
    ofRegion.has(kind) ? `${region}/${kind}` : undefined,
  );
}

/** Doubts without those whose key one before them has; what has no key is always said. */
export function saidOnce(
  doubts: readonly Concern[],
  keyOf: (doubt: Concern) => string | undefined,
): readonly Concern[] {
  const said = new Set<string>();
  return doubts.filter((each) => {
    const key = keyOf(each);
    if (key === undefined) return true;
    const isNew = !said.has(key);
    said.add(key);
    return isNew;
  });
}
