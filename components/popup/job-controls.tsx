import type { Job } from '../../lib/jobs/job';
import { actLabels, actsOf, type JobAct } from '../desk/jobs/steering';
import { Button } from '../light/button';

interface JobControlsProps {
  readonly job: Job;
  readonly onAct: (act: Exclude<JobAct, 'remove'>) => void;
}

/** Steers a job that is not over. */
export function JobControls({ job, onAct }: JobControlsProps) {
  return actsOf(job).map(
    (act) =>
      act !== 'remove' && (
        <Button key={act} label={`${actLabels[act]}: ${job.title}`} onClick={() => onAct(act)}>
          {actLabels[act]}
        </Button>
      ),
  );
}
