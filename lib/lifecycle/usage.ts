import type { Image } from '../images/image';
import { sourceImageTag } from '../images/lineage';
import { inParallel } from '../in-parallel';
import { present } from '../present';
import type { Problem, ProblemKind } from '../problems/problem';
import { ok, type Result } from '../result';
import type { AccountId, Scope } from '../scope';
import type { ImageBuilder } from './builder';
import type { Fleet } from './fleet';
import type { PlanReads } from './planning/parts';

/** An own image, and who has it. Times are epoch milliseconds. */
export interface OwnImage extends Pick<
  Image,
  'arn' | 'name' | 'displayName' | 'state' | 'platform' | 'createdAt' | 'baseImageArn'
> {
  readonly sharedWith: readonly AccountId[];
  /** Why it could not be read who it is shared with. */
  readonly unread?: Problem;
  /** The ARN of the image that its tags say it was made from. */
  readonly source?: string;
  /** Why its tags could not be read. */
  readonly tagsUnread?: Problem;
}

/** The images that an account owns in a Region, and what uses them there. */
export interface RegionUsage {
  readonly images: readonly OwnImage[];
  readonly fleets: readonly Fleet[];
  readonly builders: readonly Pick<ImageBuilder, 'name' | 'state' | 'imageArn'>[];
}

/** What is read of AWS for it. Nothing of it changes anything. */
export type UsageReads = Pick<
  PlanReads,
  'listImages' | 'listFleets' | 'listBuilders' | 'listShares' | 'listTags'
>;

/** How many images are read at a time; the pace at which calls go is not decided here. */
const atATime = 4;

/** Problems that every further call would have as well. */
const ending: ReadonlySet<ProblemKind> = new Set([
  'needs-credentials',
  'wrong-account',
  'expired',
  'credentials-refused',
  'locked',
  'clock-skew',
  'offline',
]);

/**
 * Reads what uses the own images of a Region. An image of which it cannot be read who has it is
 * among them, with the problem; where that is so of all of them, the reading has the problem.
 */
export async function readUsage(
  place: Scope,
  reads: UsageReads,
  progress: (read: number, total: number) => Promise<void>,
): Promise<Result<RegionUsage>> {
  const [images, fleets, builders] = await Promise.all([
    reads.listImages(place),
    reads.listFleets(place),
    reads.listBuilders(place),
  ]);
  if (!images.ok) return images;
  if (!fleets.ok) return fleets;
  if (!builders.ok) return builders;
  const own = images.value.filter(({ owner }) => owner === place.account);
  const shared = await readShares(place, own, reads, progress);
  if (!shared.ok) return shared;
  const tagged = await readSources(place, shared.value, reads);
  if (!tagged.ok) return tagged;
  return ok({
    images: tagged.value,
    fleets: fleets.value,
    builders: builders.value.map(({ name, state, imageArn }) => ({
      name,
      state,
      ...present({ imageArn }),
    })),
  });
}

async function readShares(
  place: Scope,
  images: readonly Image[],
  { listShares }: UsageReads,
  progress: (read: number, total: number) => Promise<void>,
): Promise<Result<readonly OwnImage[]>> {
  let read = 0;
  const answers = await inParallel(images, atATime, async (image) => {
    const shares = await listShares(place, image.name);
    read += 1;
    await progress(read, images.length);
    return { image, shares };
  });
  const own: OwnImage[] = [];
  for (const { image, shares } of answers) {
    if (shares.ok) {
      const given = shares.value.filter(({ fleet, imageBuilder }) => fleet || imageBuilder);
      own.push({ ...factsOf(image), sharedWith: given.map(({ account }) => account) });
    } else if (ending.has(shares.problem.kind)) {
      return shares;
      // It has gone since the images were listed.
    } else if (shares.problem.kind !== 'not-found') {
      own.push({ ...factsOf(image), sharedWith: [], unread: shares.problem });
    }
  }
  const failure = answers.find(({ shares }) => !shares.ok)?.shares;
  return failure && !failure.ok && own.length > 0 && own.every(({ unread }) => unread)
    ? failure
    : ok(own);
}

/**
 * Reads the tags of the images alone that may take the place of another: those that are younger
 * than the oldest that nobody has.
 */
async function readSources(
  place: Scope,
  images: readonly OwnImage[],
  { listTags }: UsageReads,
): Promise<Result<readonly OwnImage[]>> {
  const free = images.filter(({ sharedWith, unread }) => sharedWith.length === 0 && !unread);
  const oldest = Math.min(...free.map(({ createdAt = Infinity }) => createdAt));
  const answers = await inParallel(images, atATime, async (image) => {
    if ((image.createdAt ?? 0) <= oldest) return { image };
    return { image, tags: await listTags(place, image) };
  });
  const own: OwnImage[] = [];
  for (const { image, tags } of answers) {
    if (!tags) own.push(image);
    else if (tags.ok) {
      const source = tags.value.find(({ key }) => key === sourceImageTag)?.value;
      own.push({ ...image, ...present({ source }) });
    } else if (ending.has(tags.problem.kind)) return tags;
    else own.push({ ...image, tagsUnread: tags.problem });
  }
  return ok(own);
}

function factsOf(image: Image): Omit<OwnImage, 'sharedWith'> {
  const { arn, name, state, displayName, platform, createdAt, baseImageArn } = image;
  return { arn, name, state, ...present({ displayName, platform, createdAt, baseImageArn }) };
}
