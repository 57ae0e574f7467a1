import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId } from 'preact/hooks';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import { useDesk } from '../parts';
import type { ShareModel } from './model';
import { hasRest } from './outcomes';
import type { ShareMode } from './subject';

/** The button of each way, named after the act. */
const acts: Readonly<Record<ShareMode, string>> = {
  share: 'Share image',
  edit: 'Update permissions',
  stop: 'Stop sharing',
  revoke: 'Revoke access',
};

interface ShareActionsProps {
  readonly model: ShareModel;
  /** Why nothing can be changed in this account, whatever the form says. */
  readonly readOnly: Problem | undefined;
}

/** The bar of buttons, with the reason why the act cannot be done yet. */
export function ShareActions({ model, readOnly }: ShareActionsProps) {
  const { dialog, closeWindow, go } = useDesk();
  const reasonId = useId();
  const { scope, mode } = model.task;
  const applying = model.applying.value;
  const leave = () => (dialog ? closeWindow() : go({ view: 'images', scope }));
  const ready = model.subject.value.state === 'ready';
  const obstacle = readOnly ? explainProblem(readOnly).summary : model.obstacle.value;
  const left = applying.state === 'ended' && hasRest(applying.items);
  // What runs goes on by itself: this window is not needed for it.
  const acting = ready && applying.state === 'idle';
  const reason = acting ? obstacle : undefined;
  return (
    <div class="desk-actions">
      <SpaceBetween size="xs">
        {reason !== undefined && (
          <Box float="right" color="text-body-secondary">
            <span id={reasonId}>{reason}</span>
          </Box>
        )}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {acting ? (
              <Button key="leave" variant="link" onClick={leave}>
                Cancel
              </Button>
            ) : (
              <Button key="close" onClick={leave}>
                Close
              </Button>
            )}
            {left && (
              <Button key="again" variant="primary" onClick={() => model.retryRest()}>
                Try the rest again
              </Button>
            )}
            {acting && (
              <Button
                key="act"
                variant="primary"
                disabled={obstacle !== undefined}
                {...(reason !== undefined && { ariaDescribedby: reasonId })}
                onClick={() => void model.apply()}
              >
                {acts[mode]}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </div>
  );
}
