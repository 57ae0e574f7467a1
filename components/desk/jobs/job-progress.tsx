import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { describeRate, describeTimeLeft, percentOf } from '../../../lib/jobs/describe';
import { leftOf, type Job } from '../../../lib/jobs/job';
import { describeOutcome } from '../../../lib/jobs/signs';
import { explainProblem } from '../../../lib/problems/explain';
import { JobStatus } from './cells';

/** How far a job is, how fast it goes, and why it waits. */
export function JobProgress({ job }: { readonly job: Job }) {
  const { counts, current, pause } = job;
  const pace = [describeRate(job), describeTimeLeft(job)].filter(Boolean).join(', ');
  const ended = counts.total - leftOf(job);
  const problem = pause?.problem && explainProblem(pause.problem);
  return (
    <>
      <ProgressBar
        value={percentOf(job)}
        label={`${ended} of ${counts.total} changes`}
        {...(pace !== '' && { additionalInfo: pace })}
        {...(current !== undefined && { description: current })}
      />
      <JobStatus job={job} />
      {ended > 0 && <Box color="text-body-secondary">{describeOutcome(job)}</Box>}
      {problem && <div>{`${problem.summary} ${problem.advice}`}</div>}
    </>
  );
}
