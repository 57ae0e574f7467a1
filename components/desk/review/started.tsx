import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hashOf, type DeskRoute } from '../../../lib/desk/route';
import { hasEnded, type Job } from '../../../lib/jobs/job';
import type { Scope } from '../../../lib/scope';
import { FocusHeading } from '../focus-heading';
import { JobProgress } from '../jobs/job-progress';
import { useDesk } from '../parts';

interface StartedProps {
  readonly job: Job;
  readonly scope: Scope;
}

/** The job of a plan, from its start to its end, with the way to its page. */
export function Started({ job, scope }: StartedProps) {
  const { dialog, go } = useDesk();
  const route: DeskRoute = { view: 'job', id: job.id, scope };
  const over = hasEnded(job);
  return (
    <Container
      header={
        <Header variant="h2" description={job.title}>
          <FocusHeading key={over ? 'over' : 'running'}>
            {over ? 'Result' : 'Being carried out'}
          </FocusHeading>
        </Header>
      }
    >
      <SpaceBetween size="m">
        <JobProgress key="progress" job={job} />
        <div key="page">
          {over ? '' : 'This goes on when you leave the page. '}
          <Link
            href={hashOf(route, dialog)}
            onFollow={(event) => {
              event.preventDefault();
              go(route);
            }}
          >
            {over ? 'Show the result of each change' : 'Show each change'}
          </Link>
        </div>
      </SpaceBetween>
    </Container>
  );
}
