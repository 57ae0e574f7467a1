import { useMemo } from 'preact/hooks';
import type { AccountNames } from '../../lib/accounts/alias';
import type { Job } from '../../lib/jobs/job';
import type { Client } from '../../lib/messaging/client';
import { createSteering } from '../desk/jobs/steering';
import { AccountTitle } from '../light/account-name';
import { Button } from '../light/button';
import { Failure } from './failure';
import { JobControls } from './job-controls';
import { JobProgress } from './job-progress';

interface JobListProps {
  readonly jobs: readonly Job[];
  readonly names: AccountNames;
  readonly client: Client;
  readonly onShow: (id: string) => void;
  readonly onOpenDesk: (id: string) => void;
}

/** The jobs that are under way or have just ended. Closing the popup stops none. */
export function JobList({ jobs, names, client, onShow, onOpenDesk }: JobListProps) {
  const steering = useMemo(() => createSteering(client, async () => {}), [client]);
  const problem = steering.problem.value;
  return (
    <section class="stack" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">Jobs</h2>
      {problem && <Failure problem={problem} />}
      <ul class="plain stack">
        {jobs.map((job) => {
          const known = names.get(job.scope.account);
          return (
            <li key={job.id} class="card">
              <Button variant="link" onClick={() => onShow(job.id)}>
                {job.title}
              </Button>
              <div class="quiet">
                {known && <AccountTitle {...known} />} Account {job.scope.account}
              </div>
              <JobProgress job={job} />
              <div class="buttons">
                <JobControls job={job} onAct={(act) => void steering.act(job.id, act)} />
                <Button
                  variant="link"
                  label={`Open in the desk: ${job.title}`}
                  onClick={() => onOpenDesk(job.id)}
                >
                  Open in the desk
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
