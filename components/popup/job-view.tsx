import { useEffect, useState } from 'preact/hooks';
import { describeItem, explainItem, percentOf } from '../../lib/jobs/describe';
import { factsOfTask } from '../../lib/jobs/facts';
import { hasEnded, type Job, type JobItem } from '../../lib/jobs/job';
import { describeOutcome } from '../../lib/jobs/signs';
import { createJobModel, type JobModel } from '../desk/jobs/job-model';
import { later } from '../desk/later';
import { Button } from '../light/button';
import { Spinner } from '../light/spinner';
import { Failure } from './failure';
import { JobControls } from './job-controls';
import { JobProgress } from './job-progress';
import type { ViewParts } from './parts';
import { View } from './view';
import { Waiting } from './waiting';

interface JobViewProps extends ViewParts {
  readonly id: string;
}

/** How many changes that failed are listed; the desk has them all. */
const mostFailed = 20;

/** One job: how far it is, and how it ended. */
export function JobView({ id, ...parts }: JobViewProps) {
  const { client, listen, now, goHome, openDesk } = parts;
  const [model, setModel] = useState<JobModel>();
  useEffect(() => {
    const ended = new AbortController();
    const made = createJobModel(id, { client, later, now });
    listen(made.follow, ended.signal);
    setModel(made);
    void made.load();
    return () => ended.abort();
  }, [id]);
  return (
    <View title="Job" backTo="Image Desk" onBack={goHome}>
      {model && <Details model={model} openDesk={openDesk} />}
      <div class="buttons">
        <Button onClick={() => openDesk({ view: 'job', id })}>Open in the desk</Button>
      </div>
    </View>
  );
}

interface DetailsProps extends Pick<ViewParts, 'openDesk'> {
  readonly model: JobModel;
}

function Details({ model, openDesk }: DetailsProps) {
  const details = model.details.value;
  const problem = model.problem.value;
  if (model.gone.value) return <p>This job was removed from the history.</p>;
  if (details.state === 'loading') return <Spinner>Reading the job</Spinner>;
  if (details.state === 'problem') {
    return (
      <Failure
        problem={details.problem}
        action={<Button onClick={() => void model.load()}>Try again</Button>}
      />
    );
  }
  const { job, items } = details.value;
  return (
    <>
      <p>
        <strong>{job.title}</strong>
      </p>
      <div class="quiet">
        Account {job.scope.account}, {job.regions.join(', ')}
      </div>
      <JobProgress job={job} />
      <p class="visually-hidden" role="status">
        {announce(job)}
      </p>
      {problem && <Failure problem={problem} />}
      {hasEnded(job) ? (
        <p class="counts">{describeOutcome(job)}</p>
      ) : (
        <>
          <Waiting job={job} openDesk={openDesk} />
          <div class="buttons">
            <JobControls job={job} onAct={(act) => void model.act(job.id, act)} />
          </div>
          <p class="quiet">You can close this popup: the job goes on.</p>
        </>
      )}
      <Failed items={items} />
    </>
  );
}

function Failed({ items }: { readonly items: readonly JobItem[] }) {
  const failed = items.filter(({ state }) => state === 'failed' || state === 'drift');
  if (failed.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="failed-heading">
      <h2 id="failed-heading">Not done ({failed.length})</h2>
      <ul class="list">
        {failed.slice(0, mostFailed).map((item) => (
          <li key={item.seq}>
            <strong>{titleOf(item)}</strong>: {explainItem(item) ?? `${describeItem(item)}.`}
          </li>
        ))}
        {failed.length > mostFailed && <li>and {failed.length - mostFailed} more in the desk</li>}
      </ul>
    </section>
  );
}

function titleOf({ task }: JobItem): string {
  const { who, subject } = factsOfTask(task);
  return who === undefined ? subject : `${who}, ${subject}`;
}

/** What a screen reader is told: each quarter of the way, and the end. */
function announce(job: Job): string {
  if (hasEnded(job)) return `The job has ended. ${describeOutcome(job)}`;
  const quarter = Math.floor(percentOf(job) / 25) * 25;
  return job.state === 'paused' ? 'The job waits.' : `${quarter}% done`;
}
