import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { commandsOfPlan } from '../../../lib/lifecycle/commands';
import { actOfPlan, effectsOfPlan, nameToType } from '../../../lib/lifecycle/explain';
import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import { limitsOfResources, resourcesOf } from '../../../lib/lifecycle/resources';
import { sourcesOf } from '../../../lib/lifecycle/sources';
import { present } from '../../../lib/present';
import type { JobOrigin } from '../../../lib/jobs/job';
import type { Scope } from '../../../lib/scope';
import { CopyAs } from '../copy-as';
import { GateOfImages } from '../findings/gate-of-images';
import { useDesk } from '../parts';
import { PlanConfirmation } from '../review/plan-confirmation';
import { PlanFacts } from '../review/plan-facts';
import type { PlanReview } from '../review/plan-review';
import { Reviewed } from '../review/reviewed';
import { TasksTable } from '../review/tasks-table';
import { ConcernsTable } from './concerns-table';
import { Doubts } from './doubts';
import { createLifecycleReview, type Asked } from './review-model';

interface LifecycleReviewProps {
  readonly scope: Scope;
  readonly asked: Asked;
  /** Asks for the id of the account: only a person says that the page shows it. */
  readonly confirmAccount?: true | undefined;
  /** From which job the plan is made, and how. */
  readonly origin?: JobOrigin;
  /**
   * Leaves the review: before the plan is carried out to change it, afterwards for good. Told which
   * of the two it is.
   */
  readonly onBack: (over: boolean) => void;
}

/** A plan: what it does and causes, what it cannot do and why, and then its job. */
export function LifecycleReview(props: LifecycleReviewProps) {
  const { scope, asked, confirmAccount, origin, onBack } = props;
  const desk = useDesk();
  const [model, setModel] = useState<PlanReview<LifecyclePlan>>();
  useEffect(() => {
    const made = createLifecycleReview(desk, scope, asked, present({ confirmAccount, origin }));
    setModel(made);
    return made.end;
    // One review for each time that the view is shown, whatever is drawn again around it.
  }, []);
  return (
    model && (
      <Reviewed model={model} actOf={actOfPlan} onBack={onBack}>
        {(plan) => <Planned model={model} plan={plan} />}
      </Reviewed>
    )
  );
}

function Planned(props: {
  readonly model: PlanReview<LifecyclePlan>;
  readonly plan: LifecyclePlan;
}) {
  const { model, plan } = props;
  const { steps, doubts, leftOut, scope, title } = plan;
  const sources = useMemo(() => sourcesOf(plan), [plan]);
  return (
    <SpaceBetween size="l">
      {steps.length > 0 && (
        <PlanFacts
          key="facts"
          label="Plan"
          subject={title}
          scope={scope}
          regions={[...new Set(steps.map(({ region }) => region))]}
          effects={effectsOfPlan(plan)}
        />
      )}
      {leftOut.length > 0 && (
        <ConcernsTable
          key="left-out"
          concerns={leftOut}
          partition={scope.partition}
          heading={steps.length === 0 ? 'What is in the way' : 'Left out'}
          description="AWS would refuse these, so they are not in the plan."
        />
      )}
      {doubts.length > 0 && <Doubts key="doubts" doubts={doubts} />}
      <GateOfImages key="gate" account={scope} images={sources} />
      {steps.length > 0 && <TasksTable key="steps" tasks={steps} />}
      {steps.length > 0 && (
        <CopyAs
          key="copy-as"
          print={() => commandsOfPlan(plan)}
          written={{ resources: resourcesOf(plan), limits: limitsOfResources(plan.act) }}
        />
      )}
      {steps.length > 0 && (
        <PlanConfirmation
          key="confirmation"
          model={model}
          name={nameToType(plan)}
          description="Nothing brings back what is deleted."
        />
      )}
    </SpaceBetween>
  );
}
