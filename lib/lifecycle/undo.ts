import { isWanted, type JobItem } from '../jobs/job';
import type { AccountScope, Scope } from '../scope';
import { imageKey, type DesiredImage, type DesiredShare } from '../sharing/plan';
import type { ImageStep } from './step';
import type { ImageAt } from './wish';
import { placeOf } from './work-parts';

/** Images of one account, wherever they are. */
export interface ImagesOfAccount {
  /** The account, in the Region of the first image. */
  readonly scope: Scope;
  readonly images: readonly ImageAt[];
}

/**
 * The images that a job has made, to be deleted again; nothing when there are none. What was there
 * already when the job came to it is somebody else's, and is not among them.
 */
export function imagesMade(
  account: AccountScope,
  items: readonly JobItem<ImageStep>[],
): ImagesOfAccount | undefined {
  const made = items.flatMap(({ task, state }) => {
    const image = state === 'done' ? imageMadeBy(task) : undefined;
    return image === undefined ? [] : [{ scope: placeOf(account, task), image }];
  });
  const [first] = made;
  if (!first) return undefined;
  // All that a job makes belongs to one account: its own, or the one that it clones to.
  const images = made.filter(({ scope }) => scope.account === first.scope.account);
  return {
    scope: first.scope,
    images: images.map(({ scope: { region }, image }) => ({ region, image })),
  };
}

/** The name of the image that a step makes; nothing for one that makes something else. */
function imageMadeBy(step: ImageStep): string | undefined {
  switch (step.act) {
    case 'copy':
    case 'update':
    case 'await-image':
      return step.image;
    case 'import':
      return step.order.image;
    default:
      return undefined;
  }
}

/**
 * Who had images before a job took them away to delete them, where it has not deleted them: nothing
 * brings those back.
 */
export function sharedBefore(items: readonly JobItem<ImageStep>[]): readonly DesiredImage[] {
  const deleted = new Set(
    items
      .filter(({ task, state }) => task.act === 'delete' && isWanted(state))
      .map(({ task }) => task.chain),
  );
  const images = new Map<string, ImageAt & { readonly desired: DesiredShare[] }>();
  for (const { task, state } of items) {
    if (task.act !== 'unshare' || state !== 'done' || deleted.has(task.chain)) continue;
    const { region, image, with: account, fleet, imageBuilder } = task;
    const known = images.get(imageKey(task)) ?? { region, image, desired: [] };
    known.desired.push({ account, fleet, imageBuilder });
    images.set(imageKey(task), known);
  }
  return [...images.values()].map(({ region, image, desired }) => ({
    region,
    image: { name: image },
    desired,
  }));
}
