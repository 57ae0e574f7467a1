import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { hasEnded, type Job } from '../../../lib/jobs/job';
import type { Problem } from '../../../lib/problems/problem';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { JobStanding } from './job-standing';

type Act = 'pause' | 'continue' | 'cancel';

const labels: Readonly<Record<Act, string>> = {
  pause: 'Pause',
  continue: 'Continue',
  cancel: 'Cancel',
};

/** What can be done with a job now, in the order of the buttons. A wish counts as fulfilled. */
function actsOf(job: Job): readonly Act[] {
  if (hasEnded(job) || job.wish === 'cancel') return [];
  const waits = job.state === 'paused' ? job.wish !== 'continue' : job.wish === 'pause';
  return [waits ? 'continue' : 'pause', 'cancel'];
}

/** How far a job is and why it waits, with the buttons that steer it. */
export function JobProgress({ job }: { readonly job: Job }) {
  const { client } = useDesk();
  const [failure, setFailure] = useState<{ readonly act: Act; readonly problem: Problem }>();
  const steer = async (act: Act): Promise<void> => {
    const answer = await client.call(`jobs.${act}`, { id: job.id });
    setFailure(answer.ok ? undefined : { act, problem: answer.problem });
  };
  return (
    <SpaceBetween size="m">
      <JobStanding key="standing" job={job} onContinue={() => void steer('continue')} />
      {failure && (
        <ProblemAlert
          key="failure"
          problem={failure.problem}
          onRetry={() => void steer(failure.act)}
        />
      )}
      <SpaceBetween key="acts" direction="horizontal" size="xs">
        {actsOf(job).map((act) => (
          <Button key={act} onClick={() => void steer(act)}>
            {labels[act]}
          </Button>
        ))}
      </SpaceBetween>
    </SpaceBetween>
  );
}
