import type { AccountNames } from '../../lib/accounts/alias';
import type { Job } from '../../lib/jobs/job';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';
import { AccountTitle } from '../light/account-name';
import { Button } from '../light/button';
import { JobControls } from './job-controls';
import { JobProgress } from './job-progress';

interface JobListProps {
  readonly jobs: readonly Job[];
  readonly names: AccountNames;
  readonly client: Client;
  readonly onShow: (id: string) => void;
  readonly onOpenDesk: (id: string) => void;
  readonly failed: (problem: Problem) => void;
}

/** The jobs that are under way or have just ended. Closing the popup stops none. */
export function JobList({ jobs, names, client, onShow, onOpenDesk, failed }: JobListProps) {
  if (jobs.length === 0) return null;
  return (
    <section class="jobs" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">Jobs</h2>
      <ul class="plain">
        {jobs.map((job) => {
          const known = names.get(job.scope.account);
          return (
            <li key={job.id} class="job">
              <Button variant="link" onClick={() => onShow(job.id)}>
                {job.title}
              </Button>
              <div class="quiet">
                {known && <AccountTitle {...known} />} Account {job.scope.account}
              </div>
              <JobProgress job={job} />
              <div class="buttons">
                <JobControls job={job} client={client} failed={failed} />
                <Button
                  variant="link"
                  label={`Open ${job.title} in the desk`}
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
