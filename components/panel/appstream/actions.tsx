import { useId } from 'preact/hooks';
import type { Image } from '../../../lib/images/image';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { Button } from '../../light/button';
import { Section } from '../section';
import { actsOf, type PanelAct } from './acts';

interface ActionsProps {
  readonly image: Image;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
}

/** What can become of an image, and what cannot, with the reason. */
export function Actions({ image, openDesk }: ActionsProps) {
  const acts = actsOf(image);
  const free = acts.filter(({ obstacle }) => obstacle === undefined);
  const obstacles = [...new Set(acts.flatMap(({ obstacle }) => obstacle ?? []))];
  return (
    <Section title="Actions">
      {free.length > 0 && (
        <div class="buttons">
          {free.map(({ label, target }) => (
            <Button key={label} onClick={() => openDesk(target)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {obstacles.map((why) => (
        <Refused key={why} why={why} acts={acts.filter(({ obstacle }) => obstacle === why)} />
      ))}
    </Section>
  );
}

/** Buttons that cannot be pressed now, all for one reason. */
function Refused({ why, acts }: { readonly why: string; readonly acts: readonly PanelAct[] }) {
  const id = useId();
  return (
    <div class="refused">
      <div class="buttons">
        {acts.map(({ label }) => (
          <Button key={label} disabled describedBy={id} onClick={() => undefined}>
            {label}
          </Button>
        ))}
      </div>
      <p id={id} class="quiet">
        {why}
      </p>
    </div>
  );
}
