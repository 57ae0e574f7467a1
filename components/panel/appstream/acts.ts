import type { Image, ImageRef } from '../../../lib/images/image';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import type { Action } from '../actions';
import { isOwn } from './judge';

/** What can be done with an image in the desk. */
export interface PanelAct extends Action {
  /** Where in the desk it is done. */
  readonly target: DeskTarget;
}

/**
 * What becomes of an image in the desk, each with the first of what is in its way as far as the
 * image itself tells. The desk knows more: the rules of `lib/lifecycle/refusals*` need facts of the
 * Region, and a page is given none of them.
 */
export function actsOf(image: Image): readonly PanelAct[] {
  const { name, arn } = image;
  const ref: ImageRef = { name, ...(arn !== '' && { arn }) };
  const foreign = obstacleOfOwner(image);
  const state = obstacleOfState(image);
  return [
    act(
      'Clone image',
      { view: 'image-act', act: 'clone', image: ref },
      obstacleOfGrant(image) ?? state,
    ),
    act('Copy to Regions', { view: 'images-act', act: 'copy', image: ref }, foreign ?? state),
    act(
      'Update image',
      { view: 'images-act', act: 'update', image: ref },
      foreign ?? state ?? obstacleOfPlatform(image),
    ),
    act(
      'Delete image',
      { view: 'images-act', act: 'delete', image: ref },
      // An image that has failed can be deleted too.
      foreign ?? (image.state === 'DELETING' ? 'AWS deletes this image already.' : undefined),
    ),
  ];
}

function act(label: string, target: DeskTarget, obstacle: string | undefined): PanelAct {
  return { label, target, ...(obstacle !== undefined && { obstacle }) };
}

function obstacleOfOwner(image: Image): string | undefined {
  if (isOwn(image)) return undefined;
  const whose = image.owner === undefined ? 'AWS' : `account ${image.owner}`;
  return `This image belongs to ${whose}. Only an image of this account can be copied, updated or deleted; clone it to get one.`;
}

function obstacleOfState({ state }: Image): string | undefined {
  return state === 'AVAILABLE'
    ? undefined
    : `Only an image that is AVAILABLE can be cloned, copied or updated; this one is ${state}.`;
}

function obstacleOfGrant({ visibility, granted }: Image): string | undefined {
  return visibility === 'shared-with-me' && granted?.imageBuilder === false
    ? 'Its owner shares this image for fleets only. Ask for image builders as well to clone it.'
    : undefined;
}

function obstacleOfPlatform({ platform }: Image): string | undefined {
  return platform === undefined || platform.startsWith('WINDOWS')
    ? undefined
    : 'AWS updates only images of Windows, and this one is of Linux.';
}
