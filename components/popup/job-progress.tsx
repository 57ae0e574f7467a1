import {
  describeProgress,
  describeRate,
  describeState,
  describeTimeLeft,
  percentOf,
  stateTone,
  type JobTone,
} from '../../lib/jobs/describe';
import { hasEnded, type Job } from '../../lib/jobs/job';
import { Progress } from '../light/progress';
import { StatusIndicator } from '../light/status-indicator';

const tones: Readonly<Record<JobTone, Parameters<typeof StatusIndicator>[0]['tone']>> = {
  success: 'success',
  error: 'error',
  warning: 'warning',
  running: 'pending',
  waiting: 'pending',
  stopped: 'pending',
};

/** How a job stands: its state in words, and while it goes on how far it is. */
export function JobProgress({ job }: { readonly job: Job }) {
  const text = describeProgress(job);
  const facts = [text, describeRate(job), describeTimeLeft(job)].filter(
    (fact) => fact !== undefined,
  );
  return (
    <div class="job-progress">
      <StatusIndicator tone={tones[stateTone(job)]}>{describeState(job)}</StatusIndicator>
      {!hasEnded(job) && (
        <>
          <Progress label={job.title} percent={percentOf(job)} text={text} />
          <div class="quiet">{facts.join(', ')}</div>
          {job.current !== undefined && <div class="quiet current">{job.current}</div>}
        </>
      )}
    </div>
  );
}
