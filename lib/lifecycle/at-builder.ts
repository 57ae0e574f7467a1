import type { ScriptOrder } from '../cloning/script/order';
import { hasEnded, isFinal, isWanted, itemsOfKind, type JobDetails } from '../jobs/job';
import type { Scope } from '../scope';
import { failureOf, type ImageBuilder } from './builder';
import { placeOf } from './work-parts';

/** What a job waits for a person to do: where, and with which script. */
export interface AwaitedImage {
  readonly place: Scope;
  readonly builder: string;
  readonly image: string;
  readonly order: ScriptOrder;
}

/** What a job waits for at an image builder; nothing while it is not that far, or further. */
export function awaitedIn({ job, items }: JobDetails): AwaitedImage | undefined {
  if (hasEnded(job)) return undefined;
  const steps = itemsOfKind(items, 'image-step');
  for (const { task, state, seq } of steps) {
    if (task.act !== 'await-image' || isFinal(state)) continue;
    const before = steps.filter((each) => each.task.chain === task.chain && each.seq < seq);
    if (before.every((each) => isWanted(each.state))) {
      const { builder, image, order } = task;
      return { place: placeOf(job.scope, task), builder, image, order };
    }
  }
  return undefined;
}

/** An image builder, and the image that comes of it. */
export interface AtBuilder {
  /** Nothing when it is gone. */
  readonly builder?: ImageBuilder;
  /** AWS's state of the image; nothing while nobody has begun to make it. */
  readonly image?: string;
}

/** How it stands at an image builder, for the person who is to work there. */
export interface BuilderStanding {
  readonly kind: 'open' | 'starting' | 'stopped' | 'making' | 'made' | 'over';
  /** In short sentences. */
  readonly sentence: string;
}

/** Says whether a person can go to an image builder, and if not, why. */
export function standingAt(
  { builder, image }: AtBuilder,
  { builder: name, image: imageName }: Pick<AwaitedImage, 'builder' | 'image'>,
): BuilderStanding {
  if (image === 'AVAILABLE') {
    return { kind: 'made', sentence: `The image ${imageName} is AVAILABLE.` };
  }
  if (image === 'FAILED') {
    return {
      kind: 'over',
      sentence: `AWS could not make the image ${imageName}. The job ends when it looks next, and keeps the image builder.`,
    };
  }
  if (image !== undefined) {
    return {
      kind: 'making',
      sentence: `AWS is making the image ${imageName}, which is ${image}. There is nothing left to do at the image builder.`,
    };
  }
  if (!builder) {
    return {
      kind: 'over',
      sentence: `The image builder ${name} is gone, and there is no image ${imageName}. The job ends when it looks next.`,
    };
  }
  switch (builder.state) {
    case 'RUNNING':
      return { kind: 'open', sentence: `The image builder ${name} is RUNNING.` };
    case 'FAILED':
      return {
        kind: 'over',
        sentence: `The image builder ${name} has failed. ${failureOf(builder)}`,
      };
    case 'STOPPING':
    case 'STOPPED':
      return {
        kind: 'stopped',
        sentence: `The image builder ${name} is ${builder.state}. What was done on it is still there: start it to go on.`,
      };
    case 'DELETING':
      return {
        kind: 'over',
        sentence: `The image builder ${name} is DELETING, and there is no image ${imageName}.`,
      };
    default:
      return {
        kind: 'starting',
        sentence: `The image builder ${name} is ${builder.state}. It can be opened once it is RUNNING.`,
      };
  }
}
