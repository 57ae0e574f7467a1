import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import {
  describeProgress,
  describeRate,
  describeState,
  describeTimeLeft,
  percentOf,
  stateTone,
} from '../../../lib/jobs/describe';
import { explainPause } from '../../../lib/jobs/explain';
import { leftOf, type Job } from '../../../lib/jobs/job';
import { describeOutcome } from '../../../lib/jobs/signs';
import { wayOnLabels } from '../../../lib/problems/explanation';
import type { Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { takeWayOn } from '../problem-alert';

interface JobStandingProps {
  readonly job: Job;
  /** Goes on with a job that waits, when what was in its way is gone. */
  readonly onContinue: () => void;
}

/** How far a job is, how fast it goes, and why it waits. */
export function JobStanding({ job, onContinue }: JobStandingProps) {
  const { counts, current } = job;
  const ended = counts.total - leftOf(job);
  const pace = [describeRate(job), describeTimeLeft(job)].filter(Boolean).join(', ');
  return (
    <SpaceBetween size="s">
      <ProgressBar
        key="bar"
        label={describeState(job)}
        value={percentOf(job)}
        description={describeProgress(job)}
        {...(pace !== '' && { additionalInfo: pace })}
      />
      {job.state === 'running' && current !== undefined && (
        <Box key="current" color="text-body-secondary">
          {current}
        </Box>
      )}
      {ended > 0 && <Box key="counts">{describeOutcome(job)}</Box>}
      {/* Always there, because only what changes inside of it is read out. */}
      <div key="pause" role="status">
        <Paused job={job} onContinue={onContinue} />
      </div>
    </SpaceBetween>
  );
}

function Paused({ job, onContinue }: JobStandingProps) {
  const desk = useDesk();
  const { pause, state, wish } = job;
  if (state !== 'paused' || !pause || wish !== undefined) return null;
  const { summary, advice, wayOn } = explainPause(pause);
  return (
    <Alert
      type={stateTone(job) === 'warning' ? 'warning' : 'info'}
      header={summary}
      action={
        wayOn && (
          <Button onClick={() => takeWayOn(wayOn, pause.problem, scopeOf(job), desk, onContinue)}>
            {wayOnLabels[wayOn]}
          </Button>
        )
      }
    >
      {advice}
    </Alert>
  );
}

/** Where credentials are asked for: the account counts, any of its Regions will do. */
function scopeOf({ scope, regions: [region] }: Job): Scope | undefined {
  return region === undefined ? undefined : { ...scope, region };
}
