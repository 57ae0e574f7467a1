import type { Image } from '../../../lib/images/image';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { ActionsSection } from '../actions';
import { actsOf } from './acts';

interface ActionsProps {
  readonly image: Image;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
}

/** What can become of an image, and what cannot, with the reason. */
export function Actions({ image, openDesk }: ActionsProps) {
  return <ActionsSection actions={actsOf(image)} onAct={({ target }) => openDesk(target)} />;
}
