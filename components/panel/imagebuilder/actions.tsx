import type { PossibleAct } from '../../../lib/builds/acts';
import type { BuildShown } from '../../../lib/builds/build';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { ActionsSection } from '../actions';

interface ActionsProps {
  readonly build: BuildShown;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
}

/** What can be done with a build, and what cannot, with the reason. */
export function Actions({ build, openDesk }: ActionsProps) {
  return (
    <ActionsSection
      actions={build.acts}
      onAct={({ act }) => {
        const target = targetOf(act, build);
        if (target) openDesk(target);
      }}
    />
  );
}

function targetOf(act: PossibleAct['act'], { arn, pipeline }: BuildShown): DeskTarget | undefined {
  if (act === 'share' || act === 'clone') return { view: `build-${act}`, build: arn };
  if (act === 'import') return { view: 'image-import', build: arn };
  if (act !== 'run') return { view: 'build-act', act, build: arn };
  return pipeline?.arn === undefined ? undefined : { view: 'pipeline-run', pipeline: pipeline.arn };
}
