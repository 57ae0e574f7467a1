import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import {
  hasEnded,
  itemsOfKind,
  type JobDetails,
  type JobItem,
  type JobOrigin,
} from '../../../lib/jobs/job';
import { stepsLeft } from '../../../lib/lifecycle/rest';
import type { DesiredImage } from '../../../lib/sharing/plan';
import { desiredAgain, desiredOfRest } from '../../../lib/sharing/revise';
import { desiredToUndo } from '../jobs/items';
import { LifecycleReview } from '../lifecycle/lifecycle-review';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { Review } from './review';
import { useReview } from './use-review';

type Revision = JobOrigin['as'];

/** What each way to make a plan from a job is called. */
export const revisionHeadings: Readonly<Record<Revision, string>> = {
  undo: 'Undo a job',
  retry: 'Try the rest of a job again',
  again: 'Do a job again',
};

const descriptions: Readonly<Record<Revision, string>> = {
  undo: 'Brings back what was before, where the job changed it. Nothing changes before you confirm.',
  retry:
    'What the job left undone, planned from how AWS is now. Nothing changes before you confirm.',
  again:
    'What the job was to reach, planned from how AWS is now. Nothing changes before you confirm.',
};

const desiredBy: Readonly<
  Record<Revision, (items: readonly JobItem[]) => readonly DesiredImage[]>
> = {
  undo: desiredToUndo,
  retry: (items) => desiredOfRest(itemsOfKind(items, 'share')),
  again: (items) => desiredAgain(itemsOfKind(items, 'share')),
};

interface ReviseViewProps {
  readonly job: string;
  readonly as: Revision;
}

/** A new plan from what a job did, to be reviewed like any other. */
export function ReviseView({ job, as }: ReviseViewProps) {
  const { client } = useDesk();
  const model = useMemo(
    () => createLoader(() => client.call('jobs.get', { id: job })),
    [client, job],
  );
  useEffect(() => void model.load(), [model]);
  const loaded = model.loaded.value;
  return (
    <SpaceBetween size="l">
      <Header key="header" variant="h1" description={descriptions[as]}>
        {revisionHeadings[as]}
      </Header>
      {loaded.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Reading the job…
        </StatusIndicator>
      )}
      {loaded.state === 'problem' && (
        <ProblemAlert key="problem" problem={loaded.problem} onRetry={() => void model.load()} />
      )}
      {loaded.state === 'ready' && <Revised key="ready" details={loaded.value} as={as} />}
    </SpaceBetween>
  );
}

function Revised({ details, as }: { readonly details: JobDetails; readonly as: Revision }) {
  const desired = useMemo(() => desiredBy[as](details.items), [details, as]);
  const left = useMemo(() => stepsLeft(itemsOfKind(details.items, 'image-step')).length, [details]);
  if (!hasEnded(details.job)) {
    return (
      <Alert type="info" header="This job is not over yet.">
        Wait until it ends, or cancel it first.
      </Alert>
    );
  }
  if (as === 'retry' && left > 0) return <RestOfSteps details={details} left={left} />;
  return desired.length === 0 ? (
    <Alert type="info" header={nothingLeft[as]} />
  ) : (
    <RevisedPlan details={details} as={as} desired={desired} />
  );
}

const nothingLeft: Readonly<Record<Revision, string>> = {
  undo: 'This job changed nothing that could be undone.',
  retry: 'This job left nothing undone.',
  again: 'This job had nothing to do.',
};

/** What a job about the life of images has left undone. */
function RestOfSteps({ details, left }: { readonly details: JobDetails; readonly left: number }) {
  const { go } = useDesk();
  const { scope: account, id, regions } = details.job;
  return (
    <LifecycleReview
      scope={{ ...account, region: regions[0] ?? '' }}
      asked={{ job: id, left }}
      origin={{ job: id, as: 'retry' }}
      onBack={() => go({ view: 'job', id })}
    />
  );
}

function RevisedPlan(props: {
  readonly details: JobDetails;
  readonly as: Revision;
  readonly desired: readonly DesiredImage[];
}) {
  const { details, as, desired } = props;
  const { go } = useDesk();
  const { scope: account, id, regions } = details.job;
  const region = desired[0]?.region ?? regions[0] ?? '';
  const review = useReview({ ...account, region }, desired, { origin: { job: id, as } });
  return review && <Review model={review} onBack={() => go({ view: 'job', id })} />;
}
