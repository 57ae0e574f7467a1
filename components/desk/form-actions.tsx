import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId } from 'preact/hooks';

interface FormActionsProps<Wish> {
  /** What the form asks for, or why it is not complete, in one sentence. */
  readonly reading: { readonly wish: Wish } | { readonly obstacle: string };
  /** Told what is wished for when its plan is to be made. */
  readonly onPlan: (wish: Wish) => void;
  readonly onLeave: () => void;
}

/** The bar of buttons under a form, with the reason why it cannot go on yet. */
export function FormActions<Wish>(props: FormActionsProps<Wish>) {
  const { reading, onPlan, onLeave } = props;
  const reasonId = useId();
  const obstacle = 'obstacle' in reading ? reading.obstacle : undefined;
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
              key="plan"
              variant="primary"
              disabled={obstacle !== undefined}
              {...(obstacle !== undefined && { ariaDescribedby: reasonId })}
              onClick={() => 'wish' in reading && onPlan(reading.wish)}
            >
              Make the plan
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </div>
  );
}

/** The button under what cannot be filled in: it leads away. */
export function CloseAction({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <div class="desk-actions">
      <Box float="right">
        <Button onClick={onLeave}>Close</Button>
      </Box>
    </div>
  );
}
