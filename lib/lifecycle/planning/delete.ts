import { inParallel } from '../../in-parallel';
import type { ImageShare } from '../../images/image';
import { ok, type Result } from '../../result';
import { scopeKey, type Scope } from '../../scope';
import { imageKey } from '../../sharing/plan';
import type { ExportTask } from '../builder';
import { runsOnImage, type Fleet } from '../fleet';
import { sortRefusals, type Concern, type LifecycleDraft } from '../plan';
import { refusal, type Refusal } from '../refusals';
import { refusalsOfDelete, type UseFacts } from '../refusals-of-images';
import type { ImageStep } from '../step';
import { describeDeletions } from '../titles';
import type { ImageAt, WishOf } from '../wish';
import { ownImage, type FullFacts, type Planner, type PlanningParts } from './parts';

/** What of a plan is about one image. */
type Part = Omit<LifecycleDraft, 'title'>;

type NamedFleet = UseFacts['fleets'][number];

/** What is read once for all images of a Region that are to go. */
interface Uses {
  readonly fleetsOn: (
    place: Scope,
    image: Parameters<typeof runsOnImage>[1],
  ) => Promise<Result<readonly NamedFleet[]>>;
  /** The names of the AMIs that AWS is making of an image, as far as the account may see that. */
  readonly exportsOf: (place: Scope, arn: string) => Promise<readonly string[]>;
}

/** How many images are read at a time; the pace at which calls go is not decided here. */
const atATime = 4;

/** Plans deletions. An image that something holds is left out, with what holds it. */
export const planDelete: Planner<'delete'> = async (_, wish, parts) => {
  const images = [...new Map(wish.images.map((image) => [imageKey(image), image])).values()];
  const uses = usesReader(parts);
  let read = 0;
  const planned = await inParallel(images, atATime, async (image) => {
    const part = await planOne(image, wish, uses, parts);
    read += 1;
    await parts.progress(read, images.length);
    return part;
  });
  const draft = { steps: [] as ImageStep[], doubts: [] as Concern[], leftOut: [] as Concern[] };
  for (const part of planned) {
    if (!part.ok) return part;
    draft.steps.push(...part.value.steps);
    draft.doubts.push(...part.value.doubts);
    draft.leftOut.push(...part.value.leftOut);
  }
  const going = new Set(draft.steps.map(({ chain }) => chain));
  const deleted = images.filter((image) => going.has(imageKey(image)));
  const title = describeDeletions(deleted.length > 0 ? deleted : images);
  return ok({ title, ...draft });
};

async function planOne(
  { region, image: name }: ImageAt,
  { unshare }: Pick<WishOf<'delete'>, 'unshare'>,
  { fleetsOn, exportsOf }: Uses,
  { facts, placeOf, reads }: PlanningParts,
): Promise<Result<Part>> {
  const place = placeOf(region);
  const known = await facts(place);
  if (!known.ok) return known;
  const image = seenImage(known.value, name);
  const { account } = place;
  const leftOut = (refusals: readonly Refusal[]): Result<Part> =>
    ok({ steps: [], doubts: [], leftOut: sortRefusals(name, region, refusals).certain });
  if (!image) return leftOut([gone(name, region)]);
  if (image.owner !== account) {
    return leftOut(
      refusalsOfDelete(image, { shares: [], fleets: [], builders: [], exports: [] }, place),
    );
  }
  const [shared, fleets, exports] = await Promise.all([
    reads.listShares(place, name),
    fleetsOn(place, image),
    exportsOf(place, image.arn),
  ]);
  // It may have gone since the images were listed.
  if (!shared.ok && shared.problem.kind === 'not-found') return leftOut([gone(name, region)]);
  if (!shared.ok) return shared;
  if (!fleets.ok) return fleets;
  const shares = shared.value.filter((each) => each.fleet || each.imageBuilder);
  const builders = known.value.builders.filter(({ imageArn }) => imageArn === image.arn);
  const { certain, doubts } = sortRefusals(name, region, [
    ...(unshare ? [] : refusalOfShares(shares)),
    ...refusalsOfDelete(image, { shares: [], fleets: fleets.value, builders, exports }, place),
  ]);
  if (certain.length > 0) return ok({ steps: [], doubts: [], leftOut: certain });
  return ok({ steps: stepsOf({ region, image: name }, shares), doubts, leftOut: [] });
}

/** Nobody loses access to an image that stays: what is taken away comes first, and deletes last. */
function stepsOf({ region, image }: ImageAt, shares: readonly ImageShare[]): readonly ImageStep[] {
  const step = {
    kind: 'image-step',
    of: 'delete',
    chain: imageKey({ region, image }),
    region,
  } as const;
  return [
    ...shares.map(({ account, fleet, imageBuilder }): ImageStep => ({
      ...step,
      act: 'unshare',
      image,
      with: account,
      fleet,
      imageBuilder,
    })),
    { ...step, act: 'delete', image },
  ];
}

/** An own image of a name, or else one of others that is seen under it. */
function seenImage(facts: FullFacts, name: string) {
  return ownImage(facts, name) ?? facts.images.find((image) => image.name === name);
}

function gone(name: string, region: string): Refusal {
  return refusal(
    'image-gone',
    `There is no image ${name} in ${region}. It may be deleted already.`,
  );
}

/** In one sentence: an image may be shared with a hundred accounts. */
function refusalOfShares(shares: readonly ImageShare[]): readonly Refusal[] {
  const [first, ...others] = shares;
  if (!first) return [];
  const whom =
    others.length === 0
      ? `account ${first.account}`
      : `${shares.length} accounts: ${shares.map(({ account }) => account).join(', ')}`;
  return [
    refusal(
      'shared',
      `The image is shared with ${whom}. Stop sharing it first, which this plan can do.`,
    ),
  ];
}

/** Fleets and exports of each place are read once, and the stacks of those alone that matter. */
function usesReader({ reads }: Pick<PlanningParts, 'reads'>): Uses {
  const known = new Map<string, Promise<Result<readonly Fleet[]>>>();
  const exported = new Map<string, Promise<Result<readonly ExportTask[]>>>();
  return {
    async exportsOf(place, arn) {
      const key = scopeKey(place);
      const reading = exported.get(key) ?? reads.listExports(place);
      exported.set(key, reading);
      const tasks = await reading;
      // Who may not see exports may delete images all the same: AWS looks by itself.
      return (tasks.ok ? tasks.value : [])
        .filter(({ imageArn, state }) => imageArn === arn && state === 'EXPORTING')
        .map(({ amiName }) => amiName);
    },
    async fleetsOn(place, image) {
      const key = scopeKey(place);
      const reading = known.get(key) ?? reads.listFleets(place);
      known.set(key, reading);
      const fleets = await reading;
      if (!fleets.ok) return fleets;
      const named: NamedFleet[] = [];
      for (const fleet of fleets.value.filter((each) => runsOnImage(each, image))) {
        const stacks = await reads.listStacks(place, fleet.name);
        if (!stacks.ok) return stacks;
        named.push({ name: fleet.name, state: fleet.state, stacks: stacks.value });
      }
      return ok(named);
    },
  };
}
