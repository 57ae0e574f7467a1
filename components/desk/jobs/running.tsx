import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'preact/hooks';
import type { Job } from '../../../lib/jobs/job';
import { useDesk } from '../parts';
import type { JobModel } from './job-model';
import { JobStanding } from './job-standing';

/** How far a job is, why it waits, and whether its end is told. */
export function Running(props: { readonly job: Job; readonly model: JobModel }) {
  const { job, model } = props;
  const { requestNotifications } = useDesk();
  const [refused, setRefused] = useState(false);
  const tell = async (on: boolean): Promise<void> => {
    // Straight from the click, as the browser demands.
    const allowed = !on || (await requestNotifications());
    setRefused(!allowed);
    if (allowed) await model.notify(job.id, on);
  };
  return (
    <Container header={<Header variant="h2">Progress</Header>}>
      <SpaceBetween size="m">
        <JobStanding
          key="standing"
          job={job}
          onContinue={() => void model.act(job.id, 'continue')}
        />
        <Toggle
          key="notify"
          checked={job.notify === true}
          description="With a notification of the browser, wherever you are then."
          onChange={({ detail }) => void tell(detail.checked)}
        >
          Tell me when it ends
        </Toggle>
        {refused && (
          <div key="refused" role="alert">
            <Alert type="warning" header="The browser does not allow notifications.">
              The job goes on all the same: its end is shown here and on the toolbar button.
            </Alert>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
