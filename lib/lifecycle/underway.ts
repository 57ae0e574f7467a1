import type { Image } from '../images/image';
import type { AccountId } from '../scope';

/** What tells of an image whether AWS is at it, and how it came about. */
type Making = Pick<Image, 'owner' | 'state' | 'imageBuilder'>;

/** How many images of an account are being copied into the Region whose images these are. */
export function copiesUnderway(images: readonly Making[], account: AccountId): number {
  return images.filter(({ owner, state }) => owner === account && state === 'COPYING').length;
}

/**
 * How many updated images of an account AWS is making in the Region whose images these are. One that
 * names an image builder is made there, by a person. Source: the model on `ImageBuilderName`.
 * Assumption: which of the two states AWS gives to an image that it updates.
 */
export function updatesUnderway(images: readonly Making[], account: AccountId): number {
  return images.filter(
    ({ owner, state, imageBuilder }) =>
      owner === account &&
      imageBuilder === undefined &&
      (state === 'PENDING' || state === 'CREATING'),
  ).length;
}
