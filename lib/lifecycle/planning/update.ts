import { withSource } from '../../images/lineage';
import { present } from '../../present';
import { reasonOf } from '../../problems/explain';
import type { Problem, ProblemKind } from '../../problems/problem';
import { ok, type Result } from '../../result';
import { sortRefusals } from '../plan';
import { refusal, type Refusal } from '../refusals';
import { refusalsOfUpdate } from '../refusals-of-images';
import { imageNamed, refusalsOfSource } from '../image-named';
import { describeUpdates } from '../titles';
import type { WishOf } from '../wish';
import { planEach, withPlanned, type PlannedOne, type Planner, type PlanningParts } from './parts';

type Update = WishOf<'update'>['updates'][number];

/** Plans updates. One for which AWS has nothing newer is left out, as a dry run tells. */
export const planUpdate: Planner<'update'> = async (_, wish, parts) => {
  const planned = await planEach(
    wish.updates,
    ({ from }) => from.region,
    (update, names) => planOne(update, wish, names, parts),
    parts,
  );
  if (!planned.ok) return planned;
  const { made, ...draft } = planned.value;
  return ok({ title: describeUpdates(made.length > 0 ? made : wish.updates), ...draft });
};

async function planOne(
  update: Update,
  wish: Pick<WishOf<'update'>, 'tags'>,
  names: string[],
  { facts, placeOf, reads }: PlanningParts,
): Promise<Result<PlannedOne>> {
  const { from, image: name } = update;
  const place = placeOf(from.region);
  const refused = (refusals: readonly Refusal[]) =>
    ok({
      steps: [],
      doubts: [],
      // By the image that stays as it is: there will be none of the new name.
      leftOut: sortRefusals(from.image, from.region, refusals).certain,
    });
  const known = await facts(place);
  if (!known.ok) return known;
  const image = imageNamed(known.value, from.image);
  const unfit = refusalsOfSource(known.value, from.image, 'updated');
  if (!image || unfit.length > 0) return refused(unfit);
  const kept = wish.tags ? await reads.listTags(place, image) : ok([]);
  if (!kept.ok) return kept;
  const order = {
    source: from.image,
    image: name,
    tags: wish.tags ? withSource(kept.value, { image: image.arn }) : [],
    ...present({
      displayName: update.displayName ?? image.displayName,
      description: update.description ?? image.description,
    }),
  };
  const refusals = names.includes(name)
    ? [refusal('name', `This plan makes two images ${name} in ${from.region}.`)]
    : refusalsOfUpdate(image, order, withPlanned(known.value, names));
  const { certain, doubts } = sortRefusals(name, from.region, refusals);
  if (certain.length > 0) return refused(refusals);
  const newer = await reads.canUpdate(place, order);
  if (!newer.ok) return isOfImage(newer.problem) ? refused([notUpdated(newer.problem)]) : newer;
  if (!newer.value) return refused([nothingNewer]);
  names.push(name);
  return ok({
    steps: [
      {
        kind: 'image-step',
        of: 'update',
        act: 'update',
        chain: `${from.region}/${name}`,
        region: from.region,
        ...order,
      },
    ],
    doubts,
    leftOut: [],
  });
}

const nothingNewer = refusal(
  'nothing-newer',
  'AWS has nothing newer for it: no Windows update, driver or agent. It stays as it is.',
);

function notUpdated(problem: Problem): Refusal {
  return refusal('nothing-newer', `AWS does not update it. ${reasonOf(problem)}`);
}

/** What AWS says of one image; anything else is in the way of the whole plan. */
const ofImage: ReadonlySet<ProblemKind> = new Set([
  'rejected',
  'not-available',
  'not-found',
  'name-taken',
  'quota',
  'unknown',
]);

function isOfImage({ kind }: Problem): boolean {
  return ofImage.has(kind);
}
