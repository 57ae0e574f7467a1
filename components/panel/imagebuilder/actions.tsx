import { useId } from 'preact/hooks';
import type { PossibleAct } from '../../../lib/builds/acts';
import type { BuildShown } from '../../../lib/builds/build';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { Button } from '../../light/button';
import { Section } from '../section';

interface ActionsProps {
  readonly build: BuildShown;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
}

/** What can be done with a build, and what cannot, with the reason. */
export function Actions({ build, openDesk }: ActionsProps) {
  const { acts } = build;
  const obstacles = [...new Set(acts.flatMap(({ obstacle }) => obstacle ?? []))];
  return (
    <Section title="Actions">
      <div class="buttons">
        {acts
          .filter(({ obstacle }) => obstacle === undefined)
          .map((each) => (
            <Button
              key={each.act}
              onClick={() => {
                const target = targetOf(each.act, build);
                if (target) openDesk(target);
              }}
            >
              {each.label}
            </Button>
          ))}
      </div>
      {obstacles.map((obstacle) => (
        <Refused
          key={obstacle}
          why={obstacle}
          acts={acts.filter((each) => each.obstacle === obstacle)}
        />
      ))}
    </Section>
  );
}

/** Buttons that cannot be pressed now, all for one reason. */
function Refused({ why, acts }: { readonly why: string; readonly acts: readonly PossibleAct[] }) {
  const id = useId();
  return (
    <div class="refused">
      <div class="buttons">
        {acts.map(({ act, label }) => (
          <Button key={act} disabled describedBy={id} onClick={() => undefined}>
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

function targetOf(act: PossibleAct['act'], { arn, pipeline }: BuildShown): DeskTarget | undefined {
  if (act === 'share' || act === 'clone') return { view: `build-${act}`, build: arn };
  if (act === 'import') return { view: 'image-import', build: arn };
  if (act !== 'run') return { view: 'build-act', act, build: arn };
  return pipeline?.arn === undefined ? undefined : { view: 'pipeline-run', pipeline: pipeline.arn };
}
