import type { Image } from '../../images/image';
import { withSource } from '../../images/lineage';
import { present } from '../../present';
import { failed, ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import { sortRefusals, type Concern, type LifecycleDraft } from '../plan';
import { refusal } from '../refusals';
import { refusalsOfCopy } from '../refusals-of-images';
import type { ImageStep } from '../step';
import { describeCopies } from '../titles';
import type { WishOf } from '../wish';
import { ownImage, type FullFacts, type Planner, type PlanningParts } from './parts';

type Copy = WishOf<'copy'>['copies'][number];

/** Plans copies. One that AWS would refuse is left out, with its reason. */
export const planCopy: Planner<'copy'> = async (_, wish, parts) => {
  const steps: ImageStep[] = [];
  const doubts: Concern[] = [];
  const leftOut: Concern[] = [];
  /** Those that this plan takes itself. */
  const given = new Map<string, string[]>();
  for (const [index, copy] of wish.copies.entries()) {
    const names = given.get(copy.to.region) ?? [];
    given.set(copy.to.region, names);
    const planned = await planOne(copy, wish, names, parts);
    if (!planned.ok) return planned;
    steps.push(...planned.value.steps);
    doubts.push(...planned.value.doubts);
    leftOut.push(...planned.value.leftOut);
    await parts.progress(index + 1, wish.copies.length);
  }
  return ok({ title: describeCopies(wish.copies), steps, doubts, leftOut });
};

async function planOne(
  { from, to }: Copy,
  wish: WishOf<'copy'>,
  names: string[],
  parts: PlanningParts,
): Promise<Result<Omit<LifecycleDraft, 'title'>>> {
  const source = await parts.facts(parts.placeOf(from.region));
  if (!source.ok) return source;
  const destination = await parts.facts(parts.placeOf(to.region));
  if (!destination.ok) return destination;
  const image = ownImage(source.value, from.image);
  if (!image) return failed({ kind: 'not-found', what: `Image ${from.image}` });
  const description = wish.description ?? image.description;
  const order = { image: to.image, ...present({ description }) };
  const { certain, doubts } = sortRefusals(
    to.image,
    to.region,
    refusalsOf(image, order, destination.value, names),
  );
  if (certain.length > 0) return ok({ steps: [], doubts: [], leftOut: certain });
  names.push(to.image);
  const more = await afterwards(image, parts.placeOf(from.region), wish, parts);
  if (!more.ok) return more;
  const step = {
    kind: 'image-step',
    of: 'copy',
    chain: `${to.region}/${to.image}`,
    region: to.region,
  } as const;
  return ok({
    steps: [
      {
        ...step,
        act: 'copy',
        source: from.image,
        image: to.image,
        from: from.region,
        ...present({ description }),
      },
      ...more.value.map((each) => ({ ...step, ...each, image: to.image })),
    ],
    doubts,
    leftOut: [],
  });
}

/** What becomes of a copy once it is there. */
async function afterwards(
  image: Image,
  place: Scope,
  { tags, shares }: Pick<WishOf<'copy'>, 'tags' | 'shares'>,
  { reads }: Pick<PlanningParts, 'reads'>,
) {
  const [kept, given] = await Promise.all([
    tags ? reads.listTags(place, image) : ok([]),
    shares ? reads.listShares(place, image.name) : ok([]),
  ]);
  if (!kept.ok) return kept;
  if (!given.ok) return given;
  return ok([
    ...(tags ? [{ act: 'tag', tags: withSource(kept.value, { image: image.arn }) } as const] : []),
    ...given.value
      .filter(({ fleet, imageBuilder }) => fleet || imageBuilder)
      .map(({ account, fleet, imageBuilder }) => ({
        act: 'share' as const,
        with: account,
        fleet,
        imageBuilder,
      })),
  ]);
}

/** With those of the plan itself, which takes names and fills the quota as well. */
function refusalsOf(
  image: Image,
  order: Parameters<typeof refusalsOfCopy>[1],
  facts: FullFacts,
  names: readonly string[],
) {
  const { account } = facts.scope;
  const planned = names.map((name) => ({ name, owner: account, state: 'PENDING' }));
  const refusals = refusalsOfCopy(image, order, {
    ...facts,
    images: [...facts.images, ...planned],
  });
  return names.includes(order.image)
    ? [refusal('name', `This plan makes two images ${order.image} in ${facts.scope.region}.`)]
    : refusals;
}
