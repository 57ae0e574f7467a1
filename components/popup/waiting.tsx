import { explainPause } from '../../lib/jobs/explain';
import type { Job } from '../../lib/jobs/job';
import type { DeskTarget } from '../../lib/operations/surfaces';
import { wayOnLabels, type WayOn } from '../../lib/problems/explanation';
import { Alert } from '../light/alert';
import { Button } from '../light/button';

interface WaitingProps {
  readonly job: Job;
  readonly openDesk: (target: DeskTarget) => void;
}

/** Why a job waits, and what helps; nothing when a person has paused it, or it goes on. */
export function Waiting({ job, openDesk }: WaitingProps) {
  const { state, pause, wish } = job;
  if (state !== 'paused' || !pause || pause.reason === 'user' || wish !== undefined) return null;
  const { summary, advice, wayOn } = explainPause(pause);
  const target = wayOn && targetOf(wayOn);
  return (
    <Alert
      kind="info"
      summary={summary}
      {...(target && {
        action: (
          <Button label={`${wayOnLabels[wayOn]}: ${job.title}`} onClick={() => openDesk(target)}>
            {wayOnLabels[wayOn]}
          </Button>
        ),
      })}
    >
      {advice}
    </Alert>
  );
}

/** Where in the desk a way on begins; nothing for those that are not taken there. */
function targetOf(wayOn: WayOn): DeskTarget | undefined {
  switch (wayOn) {
    case 'add-credentials':
    case 'unlock':
    case 'grant-access':
      return { view: 'settings' };
    case 'open-safety':
      return { view: 'settings', section: 'safety' };
    default:
      return undefined;
  }
}
