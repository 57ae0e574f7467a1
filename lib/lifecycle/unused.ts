import { explainProblem } from '../problems/explain';
import { countOf } from '../words';
import { runsOnImage } from './fleet';
import { usualQuotas } from './refusals';
import type { OwnImage, RegionUsage } from './usage';

/** How old an image is at least that nobody needs, unless a person says otherwise, in days. */
export const usualDays = 90;

const day = 86_400_000;

/** From when on an image is old. */
export interface AgeRule {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly days: number;
}

/** An image that nothing holds: it may go. */
export interface Candidate {
  readonly image: OwnImage;
  /** Why it may go, in sentences. */
  readonly reasons: readonly string[];
  /** What speaks against it all the same, in sentences. */
  readonly against: readonly string[];
  /** The name of a newer image that takes its place. */
  readonly newer?: string;
}

/** An image that stays, and why, in one sentence. */
export interface Kept {
  readonly image: OwnImage;
  readonly why: string;
}

/** The own images of a Region: the oldest first of those that may go, the others by name. */
export function sortUsage(
  usage: RegionUsage,
  rule: AgeRule,
): { readonly candidates: readonly Candidate[]; readonly kept: readonly Kept[] } {
  const candidates: Candidate[] = [];
  const kept: Kept[] = [];
  for (const image of usage.images) {
    const why = whyKept(image, usage, rule);
    if (why === undefined) candidates.push(candidateOf(image, usage, rule));
    else kept.push({ image, why });
  }
  return {
    candidates: candidates.toSorted((a, b) => (a.image.createdAt ?? 0) - (b.image.createdAt ?? 0)),
    kept: kept.toSorted((a, b) => a.image.name.localeCompare(b.image.name)),
  };
}

/** Why an image stays, in one sentence; nothing when it may go. */
function whyKept(image: OwnImage, { fleets }: RegionUsage, rule: AgeRule): string | undefined {
  const { state, sharedWith, unread, createdAt } = image;
  if (state === 'DELETING') return 'AWS deletes it already.';
  if (state !== 'AVAILABLE' && state !== 'FAILED') return `AWS is working on it: it is ${state}.`;
  const names = fleets.filter((fleet) => runsOnImage(fleet, image)).map(({ name }) => name);
  if (names.length === 1) return `The fleet ${names.join()} runs on it.`;
  if (names.length > 1) return `${names.length} fleets run on it: ${names.join(', ')}.`;
  if (sharedWith.length === 1) return `It is shared with account ${sharedWith.join()}.`;
  if (sharedWith.length > 1) return `It is shared with ${sharedWith.length} accounts.`;
  if (unread) {
    return `Who it is shared with could not be read. ${explainProblem(unread).summary}`;
  }
  if (createdAt === undefined) return 'AWS does not say when it was made.';
  return rule.now - createdAt > rule.days * day
    ? undefined
    : `It is ${ageOf(createdAt, rule)} old, not more than ${countOf(rule.days, 'day')}.`;
}

function candidateOf(image: OwnImage, usage: RegionUsage, rule: AgeRule): Candidate {
  const newer = newerThan(image, usage.images);
  const builders = usage.builders.filter(({ imageArn }) => imageArn === image.arn);
  return {
    image,
    reasons: [
      ...(image.state === 'FAILED' ? ['It has failed: nobody can use it.'] : []),
      `It is ${ageOf(image.createdAt ?? rule.now, rule)} old, no fleet runs on it, and it is shared with nobody.`,
      ...(newer ? [newer.sentence] : []),
    ],
    against: [
      ...(newer || image.state === 'FAILED' ? [] : [withoutNewer(image, usage.images)]),
      ...builders.map(
        ({ name, state }) => `The image builder ${name} (${state}) was started from it.`,
      ),
    ],
    ...(newer && { newer: newer.name }),
  };
}

function withoutNewer(image: OwnImage, all: readonly OwnImage[]): string {
  const unread = all.filter((each) => isNewer(each, image) && each.tagsUnread).length;
  return unread === 0
    ? 'No newer image is known that takes its place.'
    : `No newer image is known that takes its place. The tags of ${countOf(unread, 'newer image')} could not be read.`;
}

/**
 * A newer image that takes the place of an image, and why: it was copied, updated or cloned from it
 * as its tags say, or was made on it as AWS says, or is called the same but for a number.
 */
function newerThan(
  image: OwnImage,
  all: readonly OwnImage[],
): { readonly name: string; readonly sentence: string } | undefined {
  const newer = all
    .filter((each) => isNewer(each, image) && each.state === 'AVAILABLE')
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const made = newer.find(
    ({ source, baseImageArn }) => source === image.arn || baseImageArn === image.arn,
  );
  if (made) return { name: made.name, sentence: `The newer image ${made.name} was made from it.` };
  const stem = stemOf(image.name);
  const alike = newer.find(
    ({ name, platform }) => stemOf(name) === stem && platform === image.platform,
  );
  return (
    alike && {
      name: alike.name,
      sentence: `The newer image ${alike.name} is called the same but for its number.`,
    }
  );
}

function isNewer({ createdAt }: OwnImage, than: OwnImage): boolean {
  return createdAt !== undefined && than.createdAt !== undefined && createdAt > than.createdAt;
}

/**
 * A name without the date, the number or the version at its end, in lower case: `office` of
 * `Office-2026-06`. A number that nothing sets apart belongs to the name: `server2019`.
 */
export function stemOf(name: string): string {
  const end = /[-_.](?:v?\d+|copy|update|clone)$/;
  let stem = name.toLowerCase();
  while (end.test(stem)) stem = stem.replace(end, '');
  return stem;
}

function ageOf(createdAt: number, { now }: AgeRule): string {
  return countOf(Math.max(0, Math.floor((now - createdAt) / day)), 'day');
}

/** How many images count against AWS's usual quota now, and once some are gone. */
export interface QuotaUse {
  readonly used: number;
  readonly after: number;
}

/** How the quota of a Region is used before and after images of these names are gone. */
export function quotaUse(
  { images }: Pick<RegionUsage, 'images'>,
  gone: ReadonlySet<string>,
): QuotaUse {
  const counting = images.filter(({ state }) => state !== 'DELETING');
  return {
    used: counting.length,
    after: counting.filter(({ name }) => !gone.has(name)).length,
  };
}

/** The use of the quota in words: `7 of 10 images, and 4 of 10 once these are gone.` */
export function describeQuota({ used, after }: QuotaUse): string {
  const quota = usualQuotas.images;
  // More than the usual quota is only where AWS has given more.
  const of = (count: number) =>
    used > quota ? countOf(count, 'image') : `${count} of ${countOf(quota, 'image')}`;
  const end = used > quota ? ` AWS's usual quota is ${quota}; this account has more.` : '';
  return used === after
    ? `${of(used)} used.${end}`
    : `${of(used)} used, and ${of(after)} once the selected ones are gone.${end}`;
}
