import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { Job } from '../../../lib/jobs/job';
import type { Problem } from '../../../lib/problems/problem';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { JobStanding } from './job-standing';
import { actLabels, actsOf, type JobAct } from './steering';

/** What steers a job that is not over. */
type Act = Exclude<JobAct, 'remove'>;

/** How far a job is and why it waits, with the buttons that steer it. */
export function JobProgress({ job: told }: { readonly job: Job }) {
  const { client } = useDesk();
  const [wished, setWished] = useState<{ readonly of: Job; readonly act: Act }>();
  // The runner tells of it at its next step; until then this is all that is known.
  const job = wished?.of === told ? { ...told, wish: wished.act } : told;
  const [failure, setFailure] = useState<{ readonly act: Act; readonly problem: Problem }>();
  const steer = async (act: Act): Promise<void> => {
    const answer = await client.call(`jobs.${act}`, { id: job.id });
    setFailure(answer.ok ? undefined : { act, problem: answer.problem });
    if (answer.ok) setWished({ of: told, act });
  };
  const acts = actsOf(job).filter((act): act is Act => act !== 'remove');
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
      {acts.length > 0 && (
        <SpaceBetween key="acts" direction="horizontal" size="xs">
          {acts.map((act) => (
            <Button key={act} onClick={() => void steer(act)}>
              {actLabels[act]}
            </Button>
          ))}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
