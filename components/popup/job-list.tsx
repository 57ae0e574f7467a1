import { useMemo } from 'preact/hooks';
import type { AccountNames } from '../../lib/accounts/alias';
import type { Job } from '../../lib/jobs/job';
import type { Client } from '../../lib/messaging/client';
import type { DeskTarget } from '../../lib/operations/surfaces';
import { createSteering } from '../desk/jobs/steering';
import { AccountName } from '../light/account-name';
import { Button } from '../light/button';
import { Failure } from './failure';
import { JobControls } from './job-controls';
import { JobProgress } from './job-progress';
import { Waiting } from './waiting';

interface JobListProps {
  readonly jobs: readonly Job[];
  readonly names: AccountNames;
  readonly client: Client;
  readonly onShow: (id: string) => void;
  readonly openDesk: (target: DeskTarget) => void;
}

/** The jobs that are under way or have just ended. Closing the popup stops none. */
export function JobList({ jobs, names, client, onShow, openDesk }: JobListProps) {
  const steering = useMemo(() => createSteering(client, async () => {}), [client]);
  const problem = steering.problem.value;
  return (
    <section class="stack" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">Jobs</h2>
      {problem && <Failure problem={problem} />}
      <ul class="plain stack">
        {jobs.map((job) => (
          <li key={job.id} class="card">
            <Button variant="link" onClick={() => onShow(job.id)}>
              {job.title}
            </Button>
            <div class="quiet">
              <AccountName account={job.scope.account} known={names.get(job.scope.account)} />
            </div>
            <JobProgress job={job} />
            <Waiting job={job} openDesk={openDesk} />
            <div class="buttons">
              <JobControls job={job} onAct={(act) => void steering.act(job.id, act)} />
              <Button
                variant="link"
                label={`Open in the desk: ${job.title}`}
                onClick={() => openDesk({ view: 'job', id: job.id })}
              >
                Open in the desk
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
