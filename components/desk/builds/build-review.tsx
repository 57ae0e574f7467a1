import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'preact/hooks';
import { cloneResources, limitsOfCloneResources } from '../../../lib/builds/clone/resources';
import { effectsOfTask } from '../../../lib/builds/effects';
import { commandsOf } from '../../../lib/builds/commands';
import { actOfPlan, explainWarning } from '../../../lib/builds/explain';
import type { BuildPlan, BuildTask } from '../../../lib/builds/plan';
import type { RegionCode, Scope } from '../../../lib/scope';
import { CopyAs } from '../copy-as';
import { useDesk } from '../parts';
import { PlanConfirmation } from '../review/plan-confirmation';
import { PlanFacts } from '../review/plan-facts';
import { Reviewed } from '../review/reviewed';
import { TasksTable } from '../review/tasks-table';
import { ClonePreview } from './clone-preview';
import { DeletionPreview } from './deletion-preview';
import { createBuildReview, type BuildPlanRequest, type BuildReviewModel } from './review-model';

export type { BuildPlanRequest } from './review-model';

export interface BuildReviewProps {
  readonly scope: Scope;
  readonly request: BuildPlanRequest;
  /** Asks for the id of the account: only a person says that the page shows it. */
  readonly confirmAccount?: true | undefined;
  /**
   * Leaves the review: before the plan is carried out to change it, afterwards for good. Told which
   * of the two it is.
   */
  readonly onBack: (over: boolean) => void;
}

/** A plan about a build: what it changes, what it warns of, its commands, and then its job. */
export function BuildReview({ scope, request, confirmAccount, onBack }: BuildReviewProps) {
  const desk = useDesk();
  const [model, setModel] = useState<BuildReviewModel>();
  useEffect(() => {
    const made = createBuildReview(desk, scope, request, confirmAccount && { confirmAccount });
    setModel(made);
    return made.end;
    // One review for each time that the view is shown, whatever is drawn again around it.
  }, []);
  return (
    model && (
      <Reviewed model={model} actOf={actOfPlan} onBack={onBack}>
        {(plan) => <Plan model={model} plan={plan} />}
      </Reviewed>
    )
  );
}

function Plan({ model, plan }: { readonly model: BuildReviewModel; readonly plan: BuildPlan }) {
  const { tasks, warnings, subject, scope } = plan;
  const resources = cloneResources(tasks);
  return (
    <SpaceBetween size="l">
      <PlanFacts
        key="facts"
        label={subject.arn.includes(':image-pipeline/') ? 'Pipeline' : 'Image'}
        subject={subject.label}
        scope={scope}
        regions={[...new Set([subject.region, ...tasks.flatMap(regionsOf)])]}
        effects={[...new Set(tasks.flatMap(effectsOfTask))]}
      />
      {warnings.length > 0 && (
        <SpaceBetween key="warnings" size="s">
          {warnings.map((warning) => {
            const sentence = explainWarning(warning);
            return <Alert key={sentence} type="warning" header={sentence} />;
          })}
        </SpaceBetween>
      )}
      {tasks.length > 0 && <TasksTable key="tasks" tasks={tasks} />}
      <DeletionPreview key="deletion" tasks={tasks} />
      <ClonePreview key="clone" tasks={tasks} />
      {tasks.length > 0 && (
        <CopyAs
          key="commands"
          print={() => commandsOf(tasks)}
          {...(resources.length > 0 && { written: { resources, limits: limitsOfCloneResources } })}
        />
      )}
      {tasks.length > 0 && (
        <PlanConfirmation
          key="confirmation"
          model={model}
          name={model.nameToConfirm.value}
          description="Nothing brings back what is deleted."
        />
      )}
    </SpaceBetween>
  );
}

/** The Regions in which a task changes something: AWS does what it says in others as well. */
function regionsOf(task: BuildTask): readonly RegionCode[] {
  if (task.act === 'distribute' || task.act === 'create-image')
    return [task.region, ...task.regions];
  if (task.act !== 'delete' || !task.resources) return [task.region];
  const { amis, snapshots } = task.resources;
  return [task.region, ...[...amis, ...snapshots].map((each) => each.split('/')[0] ?? each)];
}
