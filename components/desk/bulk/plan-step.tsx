import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId } from 'preact/hooks';

interface PlanStepProps {
  /** Why no plan can be made yet. */
  readonly obstacle: string | undefined;
  readonly onPlan: () => void;
}

/** The third step: the plan, as soon as there is something to make it of. */
export function PlanStep({ obstacle, onPlan }: PlanStepProps) {
  const reasonId = useId();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Reads how the images are shared now, and shows what would change. Nothing is changed yet."
        >
          3. Plan
        </Header>
      }
    >
      <SpaceBetween size="xs" direction="horizontal" alignItems="center">
        <Button
          key="make"
          variant="primary"
          disabled={obstacle !== undefined}
          {...(obstacle !== undefined && { ariaDescribedby: reasonId })}
          onClick={onPlan}
        >
          Make the plan
        </Button>
        {obstacle !== undefined && (
          <Box key="reason" color="text-body-secondary">
            <span id={reasonId}>{obstacle}</span>
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
