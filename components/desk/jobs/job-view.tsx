import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import { hashOf } from '../../../lib/desk/route';
import { hasEnded, itemsOfKind, type JobDetails, type JobOrigin } from '../../../lib/jobs/job';
import { awaitedIn } from '../../../lib/lifecycle/at-builder';
import { unendedBuilders } from '../../../lib/lifecycle/left-behind';
import { imagesMade } from '../../../lib/lifecycle/undo';
import type { Scope } from '../../../lib/scope';
import { AtBuilder } from '../lifecycle/at-builder';
import { LeftBehind } from '../lifecycle/left-behind';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useWhenShown } from '../use-when-shown';
import { JobFacts } from './facts';
import { ItemsTable } from './items-table';
import { JobActions } from './job-actions';
import { ReportMenu } from './report-menu';
import { createJobModel, type JobModel } from './job-model';
import { Running } from './running';
import { revisionsOf } from './items';

interface JobViewProps {
  readonly id: string;
  readonly scope: Scope | undefined;
}

/** One job: how it stands, all that it does, and what can be done with it afterwards. */
export function JobView({ id, scope }: JobViewProps) {
  const { client, later, now } = useDesk();
  const model = useMemo(() => createJobModel(id, { client, later, now }), [client, id, later, now]);
  useEffect(() => void model.load(), [model]);
  useEvents(model.follow);
  useWhenShown(model.load);
  const loaded = model.details.value;
  const gone =
    model.gone.value || (loaded.state === 'problem' && loaded.problem.kind === 'not-found');
  if (gone) return <Gone scope={scope} />;
  return (
    <SpaceBetween size="l">
      {loaded.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Reading the job…
        </StatusIndicator>
      )}
      {loaded.state === 'problem' && (
        <ProblemAlert key="problem" problem={loaded.problem} onRetry={() => void model.load()} />
      )}
      {loaded.state === 'ready' && (
        <Shown key="ready" details={loaded.value} model={model} scope={scope} />
      )}
    </SpaceBetween>
  );
}

function Gone({ scope }: Pick<JobViewProps, 'scope'>) {
  const { dialog } = useDesk();
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Job</Header>
      <Alert type="info" header="This job is not in the history.">
        It was removed, or it is older than what is kept. Its changes are in the activity log.{' '}
        <Link href={hashOf({ view: 'jobs', ...(scope && { scope }) }, dialog)}>Show all jobs</Link>
      </Alert>
    </SpaceBetween>
  );
}

function Shown(props: {
  readonly details: JobDetails;
  readonly model: JobModel;
  readonly scope: Scope | undefined;
}) {
  const { details, model, scope } = props;
  const { job, items } = details;
  const { go } = useDesk();
  const awaited = useMemo(() => awaitedIn(details), [details]);
  const problem = model.problem.value;
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        actions={
          <JobActions
            job={job}
            onAct={(act) =>
              void model
                .act(job.id, act)
                .then(
                  (done) =>
                    done && act === 'remove' && go({ view: 'jobs', ...(scope && { scope }) }),
                )
            }
          >
            {hasEnded(job) && <Revisions key="revisions" details={details} scope={scope} />}
            <ReportMenu key="report" details={details} />
          </JobActions>
        }
      >
        <span class="desk-who">{job.title}</span>
      </Header>
      {problem && <ProblemAlert key="problem" problem={problem} onRetry={model.dismiss} />}
      <JobFacts key="facts" job={job} scope={scope} />
      {!hasEnded(job) && <Running key="running" job={details.job} model={model} />}
      {awaited && <AtBuilder key="at-builder" awaited={awaited} />}
      {hasEnded(job) &&
        unendedBuilders(details).map((unended) => <LeftBehind key={unended.name} {...unended} />)}
      <ItemsTable key="items" items={items} />
    </SpaceBetween>
  );
}

const revisionLabels: Readonly<Record<JobOrigin['as'], string>> = {
  undo: 'Undo',
  retry: 'Try the failed again',
  again: 'Run again',
};

/** The ways on to another plan: that page shows what would change, and asks. */
function Revisions(props: { readonly details: JobDetails; readonly scope: Scope | undefined }) {
  const { details, scope } = props;
  const { go } = useDesk();
  const { job, items } = details;
  const ways = useMemo(() => revisionsOf(items), [items]);
  const made = useMemo(() => imagesMade(job.scope, itemsOfKind(items, 'image-step')), [job, items]);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {made && (
        <Button key="delete" onClick={() => go({ view: 'images-act', act: 'delete', ...made })}>
          {revisionLabels.undo}
        </Button>
      )}
      {ways.map((as) => (
        <Button
          key={as}
          onClick={() => go({ view: 'revise', job: job.id, as, ...(scope && { scope }) })}
        >
          {revisionLabels[as]}
        </Button>
      ))}
    </SpaceBetween>
  );
}
