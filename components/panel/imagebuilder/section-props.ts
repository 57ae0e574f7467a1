import type { AccountNames } from '../../../lib/accounts/alias';
import type { ImageBuild } from '../../../lib/builds/build';
import type { Links } from '../../../lib/console/links';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import type { GoOn } from '../problem';

/** What every section about a build is given. */
export interface SectionProps {
  readonly build: ImageBuild;
  /** The names of the accounts that are shown, as far as they have some. */
  readonly names: AccountNames;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly link: Links;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: GoOn;
}
