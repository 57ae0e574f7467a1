import type { Image } from '../../images/image';
import { withSource } from '../../images/lineage';
import { present } from '../../present';
import { ok, type Result } from '../../result';
import { shareQuota } from '../../sharing/plan';
import { countOf } from '../../words';
import { sortRefusals } from '../plan';
import { doubt, refusal, refusalsOfRegion, type Refusal } from '../refusals';
import { refusalsOfCopy } from '../refusals-of-images';
import { imageNamed, refusalsOfSource } from '../image-named';
import { describeCopies } from '../titles';
import type { ImageAt, WishOf } from '../wish';
import {
  planEach,
  saidOnce,
  withPlanned,
  type PlannedOne,
  type Planner,
  type PlanningParts,
} from './parts';

type Copy = WishOf<'copy'>['copies'][number];

/** From how many accounts on a person is asked whether the copy shall be shared with all of them. */
const manyAccounts = 50;

/** Plans copies. One that AWS would refuse is left out, with its reason. */
export const planCopy: Planner<'copy'> = async (_, wish, parts) => {
  const remainders = readingRemainders(wish, parts);
  const planned = await planEach(
    wish.copies,
    ({ to }) => to.region,
    (copy, names) => planOne(copy, wish, names, remainders, parts),
    parts,
  );
  if (!planned.ok) return planned;
  const { made, doubts, ...draft } = planned.value;
  return ok({
    title: describeCopies(made.length > 0 ? made : wish.copies),
    ...draft,
    // That many have an image is said once, however many copies of it there are.
    doubts: saidOnce(doubts, ({ subject, region, refusal: { kind } }) =>
      kind === 'shared' ? `${region}/${subject}` : undefined,
    ),
  });
};

async function planOne(
  { from, to }: Copy,
  wish: WishOf<'copy'>,
  names: string[],
  remainders: (image: Image, from: ImageAt) => Promise<Result<Remainder>>,
  parts: PlanningParts,
): Promise<Result<PlannedOne>> {
  const refused = (refusals: readonly Refusal[]) =>
    ok({
      steps: [],
      doubts: [],
      leftOut: sortRefusals(to.image, to.region, refusals).certain,
    });
  const nowhere = refusalsOfRegion(to.region);
  if (nowhere.length > 0) return refused(nowhere);
  const source = await parts.facts(parts.placeOf(from.region));
  if (!source.ok) return source;
  const image = imageNamed(source.value, from.image);
  const unfit = refusalsOfSource(source.value, from.image, 'copied');
  if (!image || unfit.length > 0) return refused(unfit);
  const destination = await parts.facts(parts.placeOf(to.region));
  if (!destination.ok) return destination;
  const description = wish.description ?? image.description;
  const refusals = names.includes(to.image)
    ? [refusal('name', `This plan makes two images ${to.image} in ${to.region}.`)]
    : refusalsOfCopy(
        image,
        { image: to.image, ...present({ description }) },
        withPlanned(destination.value, names),
      );
  const { certain, doubts } = sortRefusals(to.image, to.region, refusals);
  if (certain.length > 0) return refused(refusals);
  names.push(to.image);
  const remainder = await remainders(image, from);
  if (!remainder.ok) return remainder;
  const { steps, many } = remainder.value;
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
      ...steps.map((each) => ({ ...step, ...each, image: to.image })),
    ],
    doubts: [
      ...doubts,
      ...(many ? [{ subject: from.image, region: from.region, refusal: many }] : []),
    ],
    leftOut: [],
  });
}

type Remainder = Extract<Awaited<ReturnType<typeof readRemainder>>, { readonly ok: true }>['value'];

/** Reads what becomes of copies once they are there, of each image once. */
function readingRemainders(wish: WishOf<'copy'>, parts: PlanningParts) {
  const known = new Map<string, Promise<Result<Remainder>>>();
  return (image: Image, from: ImageAt): Promise<Result<Remainder>> => {
    const reading = known.get(image.arn) ?? readRemainder(image, from, wish, parts);
    known.set(image.arn, reading);
    return reading;
  };
}

async function readRemainder(
  image: Image,
  { region }: ImageAt,
  { tags, shares }: WishOf<'copy'>,
  { reads, placeOf }: PlanningParts,
) {
  const place = placeOf(region);
  const [kept, given] = await Promise.all([
    tags ? reads.listTags(place, image) : ok([]),
    shares ? reads.listShares(place, image.name) : ok([]),
  ]);
  if (!kept.ok) return kept;
  if (!given.ok) return given;
  const accounts = given.value.filter(({ fleet, imageBuilder }) => fleet || imageBuilder);
  return ok({
    steps: [
      ...(tags
        ? [{ act: 'tag', tags: withSource(kept.value, { image: image.arn }) } as const]
        : []),
      ...accounts.map(({ account, fleet, imageBuilder }) => ({
        act: 'share' as const,
        with: account,
        fleet,
        imageBuilder,
      })),
    ],
    many:
      accounts.length < manyAccounts
        ? undefined
        : doubt(
            'shared',
            `It is shared with ${countOf(accounts.length, 'account')}, and each of them gets its copies. Check that all of them still need it. AWS's usual quota is ${shareQuota} accounts an image.`,
          ),
  });
}
