import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Job } from '../../../lib/jobs/job';
import { ConfirmModal } from '../settings/credentials/confirm-modal';
import { actLabels, actsOf, type JobAct } from './steering';

interface JobActionsProps {
  readonly job: Job;
  /** Whether other jobs have the same buttons beside, so that each names its own. */
  readonly many?: boolean;
  readonly onAct: (act: JobAct) => void;
  /** Further buttons, before these. */
  readonly children?: ComponentChildren;
}

/** The buttons that steer a job. What is removed from the history is asked for. */
export function JobActions({ job, many = false, onAct, children }: JobActionsProps) {
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {children}
        {actsOf(job).map((act) => (
          <Button
            key={act}
            variant={many ? 'inline-link' : 'normal'}
            ariaLabel={many ? `${actLabels[act]}: ${job.title}` : actLabels[act]}
            onClick={() => (act === 'remove' ? setRemoving(true) : onAct(act))}
          >
            {many && act === 'remove' ? 'Remove' : actLabels[act]}
          </Button>
        ))}
      </SpaceBetween>
      <ConfirmModal
        visible={removing}
        title="Remove from history?"
        act="Remove"
        onCancel={() => setRemoving(false)}
        onConfirm={() => {
          setRemoving(false);
          onAct('remove');
        }}
      >
        What “{job.title}” has done remains as it is. Its results are forgotten, and it can no
        longer be undone from here. The activity log keeps its changes.
      </ConfirmModal>
    </>
  );
}
