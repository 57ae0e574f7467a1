import type { Image } from '../images/image';
import type { Standing } from '../jobs/work';
import type { ImageBuilder, Software } from './builder';
import { isOf, standingOfImage, taken, unavailable, type ItemState } from './standing';
import type { BuilderEnd } from './wish';
import type { OrderOf } from './work-parts';

/** The states of an image builder that it reaches only once it has run. */
const hasRun: ReadonlySet<string> = new Set(['RUNNING', 'STOPPING', 'STOPPED', 'SNAPSHOTTING']);

/** How far the creation of an image builder is. What had its name before is somebody else's. */
export function standingOfBuilder(
  builder: ImageBuilder | undefined,
  { image, instanceType }: OrderOf<'create-builder'>['builder'],
  state: ItemState,
): Standing {
  if (!builder) return 'planned';
  const from = builder.imageArn;
  const isOurs =
    (builder.instanceType ?? instanceType) === instanceType &&
    (from === undefined || (image.arn === undefined ? isOf(from, image.name) : from === image.arn));
  if (state === 'pending' || !isOurs) return taken(`an image builder ${builder.name}`);
  if (builder.state === 'DELETING') return 'changed';
  if (builder.state === 'FAILED') return unavailable(builder);
  return hasRun.has(builder.state) ? 'right' : 'underway';
}

/** How far the installation of license-included software is. */
export function standingOfSoftware(
  software: readonly Software[],
  wanted: readonly string[],
  state: ItemState,
): Standing {
  const found = wanted.map((name) => software.find((each) => each.name === name));
  const isAll = (...statuses: readonly string[]) =>
    found.every((each) => each !== undefined && statuses.includes(each.status));
  if (isAll('INSTALLED')) return 'right';
  if (isAll('INSTALLED', 'PENDING_INSTALLATION')) return 'underway';
  if (state === 'pending') return 'planned';
  if (found.some((each) => each?.status === 'PENDING_INSTALLATION')) return 'underway';
  const broken = found.find((each) => each?.status === 'FAILED_TO_INSTALL');
  return broken ? unavailable({ ...broken, state: broken.status }, `${broken.name}: `) : 'planned';
}

/**
 * How far a person is on an image builder, and AWS with the image that comes of it. Its image is
 * there only when the image builder is done with it as well: until then it cannot be stopped.
 */
export function standingOfAwaited(
  image: Image | undefined,
  builder: ImageBuilder | undefined,
  name: string,
): Standing {
  if (!image) {
    if (!builder) return { failed: { kind: 'not-found', what: `Image builder ${name}` } };
    return builder.state === 'FAILED' ? unavailable(builder) : { awaits: name };
  }
  const isOlder =
    image.createdAt !== undefined &&
    builder?.createdAt !== undefined &&
    image.createdAt < builder.createdAt;
  if (isOlder || (image.imageBuilder ?? name) !== name) return taken(`an image ${image.name}`);
  const standing = standingOfImage(image);
  return standing === 'right' && builder?.state === 'SNAPSHOTTING' ? 'underway' : standing;
}

/**
 * Whether an image builder is still to be stopped or deleted. It is kept while its image is not
 * AVAILABLE: what a person has done on it would be lost.
 */
export function standingOfEnd(
  act: 'stop-builder' | 'delete-builder',
  builder: ImageBuilder | undefined,
  image: Image | undefined,
  { builder: name, image: imageName }: OrderOf<'delete-builder'>,
): Standing {
  if (!builder) return act === 'delete-builder' ? 'right' : 'changed';
  if (act === 'delete-builder' && builder.state === 'DELETING') return 'underway';
  if (act === 'stop-builder') {
    if (builder.state === 'STOPPED') return 'right';
    if (builder.state === 'STOPPING') return 'underway';
    if (builder.state === 'DELETING') return 'changed';
  }
  const obstacle = obstacleToEnd(image, name, imageName);
  return obstacle === undefined
    ? 'planned'
    : { failed: { kind: 'not-available', detail: obstacle } };
}

/** Whether an image builder that a person wants to end is still to be stopped or deleted. */
export function standingOfChosenEnd(
  builder: ImageBuilder | undefined,
  { end, createdAt }: Pick<OrderOf<'end-builder'>, 'end' | 'createdAt'>,
): Standing {
  if (!builder) return end === 'delete' ? 'right' : 'changed';
  // Another one has its name by now.
  if (createdAt !== undefined && (builder.createdAt ?? createdAt) !== createdAt) {
    return end === 'delete' ? 'right' : 'changed';
  }
  if (builder.state === 'DELETING') return end === 'delete' ? 'underway' : 'changed';
  if (end === 'stop' && builder.state === 'STOPPED') return 'right';
  if (end === 'stop' && builder.state === 'STOPPING') return 'underway';
  const obstacle = obstacleToChosenEnd(builder, end);
  return obstacle === undefined
    ? 'planned'
    : { failed: { kind: 'not-available', detail: obstacle } };
}

/**
 * Why AWS does not end an image builder as it is, in one sentence; nothing when it does. While its
 * image is made it is kept, whoever wants it gone.
 */
export function obstacleToChosenEnd(
  { name, state }: Pick<ImageBuilder, 'name' | 'state'>,
  end: BuilderEnd,
): string | undefined {
  if (state === 'SNAPSHOTTING') {
    return `An image is being made on ${name}. Wait until that is over.`;
  }
  if (state === 'RUNNING' || (end === 'delete' && (state === 'STOPPED' || state === 'FAILED'))) {
    return undefined;
  }
  return `${name} is ${state}. ${
    end === 'stop'
      ? 'Only an image builder that is RUNNING can be stopped.'
      : 'Wait until it is RUNNING, STOPPED or FAILED.'
  }`;
}

/** Why an image builder is kept, in one sentence; nothing when its image is there. */
export function obstacleToEnd(
  image: Image | undefined,
  builder: string,
  name: string,
): string | undefined {
  if (!image) return `The image builder ${builder} is kept: there is no image ${name}.`;
  if ((image.imageBuilder ?? builder) !== builder) {
    return `The image builder ${builder} is kept: the image ${name} was made on another one.`;
  }
  return image.state === 'AVAILABLE'
    ? undefined
    : `The image builder ${builder} is kept: the image ${name} is ${image.state}, not AVAILABLE.`;
}
