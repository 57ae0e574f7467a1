import type { Image } from '../images/image';
import type { Scope } from '../scope';
import { refusal, refusalsOfOwner, refusalsOfState, type Refusal } from './refusals';

interface Place {
  readonly scope: Scope;
  readonly images: readonly Image[];
}

/** The image of a name in a Region: the account's own, or else one that it can use. */
export function imageNamed({ scope, images }: Place, name: string): Image | undefined {
  const named = images.filter((image) => image.name === name);
  return named.find(({ owner }) => owner === scope.account) ?? named[0];
}

/**
 * Why nothing can be made of the image of a name, whatever it is that shall be made. `what` is what
 * was wanted with it: `copied`.
 */
export function refusalsOfSource(place: Place, name: string, what: string): readonly Refusal[] {
  const image = imageNamed(place, name);
  const { account, region } = place.scope;
  if (!image) {
    return [refusal('image-gone', `There is no image ${name} in ${region}. Pick another image.`)];
  }
  return [...refusalsOfOwner(image, account, what), ...refusalsOfState(image, what)];
}
