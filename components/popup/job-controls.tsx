import type { Job } from '../../lib/jobs/job';
import { hasEnded } from '../../lib/jobs/job';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';
import { Button } from '../light/button';

interface JobControlsProps {
  readonly job: Job;
  readonly client: Client;
  /** Told why a wish could not be noted. */
  readonly failed: (problem: Problem) => void;
}

/** Steers a job. What a person has asked for already is not offered again. */
export function JobControls({ job, client, failed }: JobControlsProps) {
  if (hasEnded(job) || job.wish === 'cancel') return null;
  const ask = async (wish: 'pause' | 'continue' | 'cancel') => {
    const noted = await client.call(`jobs.${wish}`, { id: job.id });
    if (!noted.ok) failed(noted.problem);
  };
  return (
    <>
      {job.state === 'running' && job.wish === undefined && (
        <Button label={`Pause ${job.title}`} onClick={() => void ask('pause')}>
          Pause
        </Button>
      )}
      {(job.state === 'paused' || job.wish === 'pause') && job.wish !== 'continue' && (
        <Button label={`Continue ${job.title}`} onClick={() => void ask('continue')}>
          Continue
        </Button>
      )}
      <Button label={`Cancel ${job.title}`} onClick={() => void ask('cancel')}>
        Cancel
      </Button>
    </>
  );
}
