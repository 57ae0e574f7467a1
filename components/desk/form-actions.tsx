import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId } from 'preact/hooks';

interface FormActionsProps {
  /** Why the form is not complete, in one sentence; nothing when it is. */
  readonly obstacle: string | undefined;
  /** The words of the button that goes on. */
  readonly act: string;
  readonly onAct: () => void;
  readonly onLeave: () => void;
}

/** The bar of buttons under a form, with the reason why it cannot go on yet. */
export function FormActions({ obstacle, act, onAct, onLeave }: FormActionsProps) {
  const reasonId = useId();
  return (
    <div class="desk-actions">
      <SpaceBetween size="xs">
        {obstacle !== undefined && (
          <Box key="reason" float="right" color="text-body-secondary">
            <span id={reasonId}>{obstacle}</span>
          </Box>
        )}
        <Box key="buttons" float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button key="leave" variant="link" onClick={onLeave}>
              Cancel
            </Button>
            <Button
              key="act"
              variant="primary"
              disabled={obstacle !== undefined}
              {...(obstacle !== undefined && { ariaDescribedby: reasonId })}
              onClick={onAct}
            >
              {act}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </div>
  );
}
