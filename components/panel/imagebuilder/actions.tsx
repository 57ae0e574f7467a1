import { useId } from 'preact/hooks';
import { actsFor, standing, type PossibleAct } from '../../../lib/builds/acts';
import type { ImageBuild } from '../../../lib/builds/build';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import type { AccountId } from '../../../lib/scope';
import { Button } from '../../light/button';
import { Section } from '../section';

interface ActionsProps {
  readonly build: ImageBuild;
  readonly account: AccountId;
  /** Opens the desk window, where every change is made. */
  readonly openDesk: (target: DeskTarget) => void;
}

/** What can be done with a build, and what cannot, with the reason. */
export function Actions({ build, account, openDesk }: ActionsProps) {
  const acts = [shareOf(build, account), ...actsFor(build, account)];
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
function Refused({ why, acts }: { readonly why: string; readonly acts: readonly Act[] }) {
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

type Act = Omit<PossibleAct, 'act'> & { readonly act: PossibleAct['act'] | 'share' };

/** Only an owner shares an image, and only one that there is. */
function shareOf({ owner, status }: ImageBuild, account: AccountId): Act {
  const share = { act: 'share', label: 'Share image' } as const;
  if (owner !== account) {
    return { ...share, obstacle: 'Only the account that owns this image can share it.' };
  }
  return status === 'AVAILABLE' || status === 'DEPRECATED'
    ? share
    : {
        ...share,
        obstacle: `Only an image that is AVAILABLE or DEPRECATED can be shared; ${standing(status)}.`,
      };
}

function targetOf(act: Act['act'], { arn, pipeline }: ImageBuild): DeskTarget | undefined {
  if (act === 'share') return { view: 'build-share', build: arn };
  if (act !== 'run') return { view: 'build-act', act, build: arn };
  return pipeline?.arn === undefined ? undefined : { view: 'pipeline-run', pipeline: pipeline.arn };
}
