import type { Image, ImageShare, Tags } from '../images/image';
import type { JobItem } from '../jobs/job';
import type { Standing } from '../jobs/work';
import { samePermissions } from '../sharing/plan';
import { failureOf, type ExportTask } from './builder';
import type { ImageStep, StepAct } from './step';
import type { OrderOf } from './work-parts';

/** How a job is with one of its items. */
export type ItemState = JobItem['state'];

/**
 * How far AWS is with an image that it makes of another image or of an AMI. What had its name
 * before is somebody else's, and so is what an image builder has made. Source: the model on
 * `ImageBuilderName`: it is null for an image that was copied or updated.
 */
export function standingOfMade(
  image: Image | undefined,
  order: { readonly displayName?: string; readonly description?: string },
  state: ItemState,
): Standing {
  if (!image) return 'planned';
  const isOurs =
    image.imageBuilder === undefined &&
    isAsAsked(order.displayName, image.displayName) &&
    isAsAsked(order.description, image.description);
  return state === 'pending' || !isOurs ? taken(`an image ${image.name}`) : standingOfImage(image);
}

function isAsAsked(asked: string | undefined, shown: string | undefined): boolean {
  return asked === undefined || asked === shown;
}

/** How far AWS is with an image that is there. */
export function standingOfImage(image: Image): Standing {
  switch (image.state) {
    case 'AVAILABLE':
      return 'right';
    case 'FAILED':
      return unavailable(image);
    case 'DELETING':
      return 'changed';
    default:
      return 'underway';
  }
}

/** Whether an image has the tags that it shall have, among others. */
export function standingOfTags(tags: Tags, wanted: Tags): Standing {
  const now = new Map(tags.map(({ key, value }) => [key, value]));
  return wanted.every(({ key, value }) => now.get(key) === value) ? 'right' : 'planned';
}

/** How the clocks of this computer and of AWS may differ, in milliseconds. */
export const skew = 300_000;

/** How far AWS is with an AMI, and which it has made. Without the id of its task it is the newest since it was asked for. */
export function standingOfExport(
  tasks: readonly ExportTask[],
  { image, ami }: Pick<OrderOf<'export'>, 'image' | 'ami'>,
  { state, made, at }: Pick<JobItem, 'state' | 'made' | 'at'>,
): Standing {
  const named = tasks.filter(
    ({ amiName, imageArn }) => amiName === ami && (imageArn === undefined || isOf(imageArn, image)),
  );
  if (state === 'pending') {
    return named.some((task) => !isBroken(task)) ? taken(`an AMI ${ami}`) : 'planned';
  }
  const task =
    made === undefined
      ? named.find(({ createdAt }) => createdAt === undefined || createdAt >= at - skew)
      : named.find(({ id }) => id === made);
  if (!task) return 'planned';
  if (isBroken(task)) return unavailable(task);
  if (task.state !== 'COMPLETED') return 'underway';
  return task.ami === undefined ? 'right' : { made: task.ami };
}

function isBroken({ state }: ExportTask): boolean {
  return state === 'FAILED' || state === 'TIMED_OUT';
}

/** Whether an image is shared with an account as a step wants it, or no longer. */
export function standingOfShare(
  shares: readonly ImageShare[],
  step: ImageStep & { readonly act: 'share' | 'unshare' },
): Standing {
  const now = shares.find(({ account }) => account === step.with);
  const given = { fleet: step.fleet, imageBuilder: step.imageBuilder };
  const [before, after] = step.act === 'share' ? [undefined, given] : [given, undefined];
  if (samePermissions(now, after)) return 'right';
  return samePermissions(now, before) ? 'planned' : 'changed';
}

/** Whether an image is still to be deleted. */
export function standingOfDeletion(image: Image | undefined): Standing {
  if (!image) return 'right';
  return image.state === 'DELETING' ? 'underway' : 'planned';
}

/** The steps that have AWS make something, under a name that must be free. */
export const makingActs: ReadonlySet<StepAct['act']> = new Set([
  'create-builder',
  'copy',
  'update',
  'import',
  'export',
]);

/** Whether an ARN is that of an image of a name. */
export function isOf(arn: string, image: string): boolean {
  return arn.endsWith(`:image/${image}`);
}

/** What is to be made is there, and not by this job: `an image office`. */
export function taken(what: string): Standing {
  const detail = `There is ${what} by now that this job has not made.`;
  return { changed: { kind: 'name-taken', detail } };
}

/** What AWS has given up, and why, after the start of a sentence. */
export function unavailable(broken: Parameters<typeof failureOf>[0], start = ''): Standing {
  return { failed: { kind: 'not-available', detail: `${start}${failureOf(broken)}` } };
}
