import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import type { Scope } from '../../../lib/scope';
import { FormActions } from '../form-actions';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import type { PlanReview } from '../review/plan-review';
import { ActFrame, type ActFormProps } from './act-frame';
import { ConcernsTable } from './concerns-table';
import { deletionRows, readDeleteForm } from './delete-form';
import { DeleteShares } from './delete-shares';
import { DeleteTable } from './delete-table';
import { createLifecycleReview } from './review-model';

type Route = Extract<LifecycleRoute, { readonly view: 'images-act' }>;

/** Deletes images: what holds each of them first, and what takes that away. */
export function DeleteView({ route: { scope, images, chosen } }: { readonly route: Route }) {
  return (
    <ActFrame
      act="delete"
      description="Shows what keeps each image from being deleted, and deletes the others."
      scope={scope}
      chosen={chosen}
    >
      {(form) => <Preflight scope={scope} images={images} {...form} />}
    </ActFrame>
  );
}

interface PreflightProps extends ActFormProps {
  readonly scope: Scope;
  readonly images: Route['images'];
}

function Preflight({ scope, images, onPlan, onLeave }: PreflightProps) {
  const desk = useDesk();
  const [model, setModel] = useState<PlanReview<LifecyclePlan>>();
  const [unshare, setUnshare] = useState(false);
  useEffect(() => {
    // What is in the way is what the plan would leave out, were all sharing stopped.
    const wish = { act: 'delete', images, unshare: true } as const;
    const made = createLifecycleReview(desk, scope, { wish });
    setModel(made);
    return made.end;
    // The images are those of the route, and another route is another view.
  }, []);
  if (!model) return null;
  const reading = readDeleteForm({ images, unshare }, model.planning.value);
  return (
    <>
      <Found
        key="found"
        scope={scope}
        images={images}
        model={model}
        unshare={unshare}
        onUnshare={setUnshare}
      />
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}

function Found(props: {
  readonly scope: Scope;
  readonly images: Route['images'];
  readonly model: PlanReview<LifecyclePlan>;
  readonly unshare: boolean;
  readonly onUnshare: (unshare: boolean) => void;
}) {
  const { scope, images, model, unshare, onUnshare } = props;
  const planning = model.planning.value;
  if (planning.state === 'reading') {
    return (
      <StatusIndicator type="loading">
        {`Reading what holds the images: ${planning.read} of ${planning.total}…`}
      </StatusIndicator>
    );
  }
  if (planning.state === 'problem') {
    return <ProblemAlert problem={planning.problem} scope={scope} onRetry={model.planAgain} />;
  }
  const { plan } = planning;
  const rows = deletionRows(images, plan);
  const shared = rows.filter(({ standing }) => standing.kind === 'shared');
  return (
    <SpaceBetween size="l">
      <DeleteTable key="images" scope={scope} rows={rows} onCheck={model.planAgain} />
      {plan.leftOut.length > 0 && (
        <ConcernsTable
          key="held"
          concerns={plan.leftOut}
          partition={scope.partition}
          heading="What is in the way"
          description="Image Desk does not change this. Remove it, then check again."
        />
      )}
      {shared.length > 0 && (
        <DeleteShares
          key="shared"
          rows={shared}
          steps={plan.steps}
          unshare={unshare}
          onUnshare={onUnshare}
        />
      )}
      {plan.doubts.length > 0 && (
        <ConcernsTable
          key="doubts"
          concerns={plan.doubts}
          heading="What you should know"
          description="This does not keep the images from being deleted."
        />
      )}
    </SpaceBetween>
  );
}
