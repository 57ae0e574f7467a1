import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { hashOf } from '../../../lib/desk/route';
import {
  describeRate,
  describeState,
  describeTimeLeft,
  percentOf,
  stateTone,
  type JobTone,
} from '../../../lib/jobs/describe';
import { hasEnded, type Job, type JobOrigin } from '../../../lib/jobs/job';
import { describeOutcome } from '../../../lib/jobs/signs';
import type { Scope } from '../../../lib/scope';
import { useDesk } from '../parts';

/** The indicators of the tones. */
export const toneTypes: Readonly<Record<JobTone, StatusIndicatorProps.Type>> = {
  success: 'success',
  error: 'error',
  warning: 'warning',
  running: 'in-progress',
  waiting: 'pending',
  stopped: 'stopped',
};

/** How a job stands, in words. */
export function JobStatus({ job }: { readonly job: Job }) {
  return (
    <div class="desk-outcome">
      <StatusIndicator type={toneTypes[stateTone(job)]}>{describeState(job)}</StatusIndicator>
    </div>
  );
}

/** How far a job is, or how it went. */
export function JobShare({ job }: { readonly job: Job }) {
  if (hasEnded(job)) return <Box color="text-body-secondary">{describeOutcome(job)}</Box>;
  const pace = [describeRate(job), describeTimeLeft(job)].filter(Boolean).join(', ');
  return (
    <ProgressBar
      value={percentOf(job)}
      ariaLabel={`Progress of ${job.title}`}
      {...(pace !== '' && { additionalInfo: pace })}
    />
  );
}

/** Leads to the page of a job, in the scope that the desk is in. */
export function JobLink(props: {
  readonly job: Pick<Job, 'id' | 'title'>;
  readonly scope: Scope | undefined;
}) {
  const { job, scope } = props;
  const { dialog } = useDesk();
  const route = { view: 'job', id: job.id, ...(scope && { scope }) } as const;
  return <Link href={hashOf(route, dialog)}>{job.title}</Link>;
}

const originWords: Readonly<Record<JobOrigin['as'], string>> = {
  undo: 'Undo of',
  retry: 'The rest of',
  again: 'Again what was',
};

/** From which job another one was made; `title` is that of the earlier one, if it is still known. */
export function Origin(props: {
  readonly origin: JobOrigin;
  readonly title: string | undefined;
  readonly scope: Scope | undefined;
}) {
  const { origin, title, scope } = props;
  return (
    <>
      {originWords[origin.as]}{' '}
      <JobLink job={{ id: origin.job, title: title ?? 'an earlier job' }} scope={scope} />
    </>
  );
}
