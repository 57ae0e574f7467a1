import type { Image, ImageRef } from '../../../lib/images/image';
import { refusal, refusalsOfOwner, refusalsOfState } from '../../../lib/lifecycle/refusals';
import { isLinux } from '../../../lib/lifecycle/refusals-of-clone';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { isOwn } from './judge';

/** What can be done with an image in the desk. */
export interface PanelAct {
  readonly label: string;
  /** Where in the desk it is done. */
  readonly target: DeskTarget;
  /** Why it cannot be done now. */
  readonly obstacle?: string;
}

/** What becomes of an image in the desk, each with what is known to be in its way. */
export function actsOf(image: Image): readonly PanelAct[] {
  const { name, arn } = image;
  const ref: ImageRef = { name, ...(arn !== '' && { arn }) };
  const state = refusalsOfState(image, 'cloned, copied or updated');
  // Whoever asks owns it, or is any other account.
  const owner = isOwn(image) ? [] : refusalsOfOwner(image, '', 'copied, updated or deleted');
  const granted =
    image.visibility === 'shared-with-me' && image.granted && !image.granted.imageBuilder
      ? [
          refusal(
            'image-not-granted',
            'Its owner shares this image for fleets only. Ask for image builders as well to clone it.',
          ),
        ]
      : [];
  const platform = isLinux(image.platform)
    ? [refusal('image-platform', 'AWS updates images of Windows alone, and this one is of Linux.')]
    : [];
  const gone =
    image.state === 'DELETING' ? [refusal('image-gone', 'AWS deletes this image already.')] : [];
  return [
    act('Clone image', { view: 'image-act', act: 'clone', image: ref }, [...granted, ...state]),
    act('Copy to Regions', { view: 'images-act', act: 'copy', image: ref }, [...owner, ...state]),
    act('Update image', { view: 'images-act', act: 'update', image: ref }, [
      ...owner,
      ...state,
      ...platform,
    ]),
    act('Delete image', { view: 'images-act', act: 'delete', image: ref }, [...owner, ...gone]),
  ];
}

function act(
  label: string,
  target: DeskTarget,
  [first]: readonly { readonly sentence: string }[],
): PanelAct {
  return { label, target, ...(first && { obstacle: first.sentence }) };
}
