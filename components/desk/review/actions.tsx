import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId } from 'preact/hooks';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import type { Plan } from '../../../lib/jobs/plan-store';
import type { PlanReview } from './plan-review';

interface ReviewActionsProps<Of extends Plan> {
  readonly model: PlanReview<Of>;
  /** The words of the button that carries the plan out; `undefined` is the plan to come. */
  readonly actOf: (plan: Of | undefined) => string;
  /** Why nothing can be changed in this account, whatever the plan says. */
  readonly readOnly: Problem | undefined;
  /** Told whether the plan was carried out. */
  readonly onBack: (over: boolean) => void;
}

/** The bar of buttons, with the reason why the plan cannot be carried out yet. */
export function ReviewActions<Of extends Plan>(props: ReviewActionsProps<Of>) {
  const { model, actOf, readOnly, onBack } = props;
  const reasonId = useId();
  const { state } = model.applying.value;
  const over = state === 'started' || state === 'unclear';
  const obstacle = readOnly ? explainProblem(readOnly).summary : model.obstacle.value;
  const reason = state === 'idle' ? obstacle : undefined;
  return (
    <div class="desk-actions">
      <SpaceBetween size="xs">
        {reason !== undefined && (
          <Box key="reason" float="right" color="text-body-secondary">
            <span id={reasonId}>{reason}</span>
          </Box>
        )}
        <Box key="buttons" float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              key="back"
              variant={over ? 'normal' : 'link'}
              disabled={state === 'starting'}
              onClick={() => onBack(over)}
            >
              {over ? 'Done' : 'Back'}
            </Button>
            {!over && (
              <Button
                key="apply"
                variant="primary"
                loading={state === 'starting'}
                disabled={reason !== undefined}
                {...(reason !== undefined && { ariaDescribedby: reasonId })}
                onClick={() => void model.apply()}
              >
                {actOf(model.plan.value)}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </div>
  );
}
