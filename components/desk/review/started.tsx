import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hashOf, type DeskRoute } from '../../../lib/desk/route';
import { hasEnded, leftOf, type Job } from '../../../lib/jobs/job';
import { FocusHeading } from '../focus-heading';
import { useDesk } from '../parts';

/** The job of a plan, from its start to its end, with the way to its page. */
export function Started({ job }: { readonly job: Job }) {
  const { dialog, go } = useDesk();
  const route: DeskRoute = { view: 'job', id: job.id };
  const { total } = job.counts;
  const ended = total - leftOf(job);
  return (
    <Container
      header={
        <Header variant="h2">
          <FocusHeading>{hasEnded(job) ? 'Result' : 'Being carried out'}</FocusHeading>
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ProgressBar
          label={job.title}
          value={total === 0 ? 100 : (100 * ended) / total}
          description={`${ended} of ${total} done`}
        />
        <div>
          {!hasEnded(job) && 'This goes on when you close the page. '}
          <Link
            href={hashOf(route, dialog)}
            onFollow={(event) => {
              event.preventDefault();
              go(route);
            }}
          >
            Open the job
          </Link>
        </div>
      </SpaceBetween>
    </Container>
  );
}
