import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'preact/hooks';
import { actOfPlan, explainWarning } from '../../../lib/builds/explain';
import type { BuildPlan } from '../../../lib/builds/plan';
import type { Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ReadOnlyNotice } from '../read-only-notice';
import { ReviewActions } from '../review/actions';
import { Applied } from '../review/applied';
import { NotifyField } from '../review/notify-field';
import { TypedAccount, TypedName } from '../typed-fields';
import { useReadOnly } from '../use-safety';
import { CommandsSection } from './commands-section';
import { DeletionPreview } from './deletion-preview';
import { PlanFacts } from './plan-facts';
import { createBuildReview, type BuildPlanRequest, type BuildReviewModel } from './review-model';
import { TasksTable } from './tasks-table';

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
  return model ? <Reviewed model={model} onBack={onBack} /> : null;
}

function Reviewed(props: { readonly model: BuildReviewModel } & Pick<BuildReviewProps, 'onBack'>) {
  const { model, onBack } = props;
  const readOnly = useReadOnly(model.scope);
  return (
    <>
      <SpaceBetween size="l">
        {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={model.scope} />}
        <Applied key="applied" model={model} />
        <Planned key="planned" model={model} />
      </SpaceBetween>
      <ReviewActions
        model={model}
        actOf={(plan) => (plan ? actOfPlan(plan) : 'Carry it out')}
        readOnly={readOnly}
        onBack={onBack}
      />
    </>
  );
}

function Planned({ model }: { readonly model: BuildReviewModel }) {
  const planning = model.planning.value;
  switch (planning.state) {
    case 'reading':
      return <StatusIndicator type="loading">Reading how it stands at AWS…</StatusIndicator>;
    case 'problem':
      return (
        <ProblemAlert problem={planning.problem} scope={model.scope} onRetry={model.planAgain} />
      );
    case 'ready':
      return <Plan model={model} plan={planning.plan} />;
  }
}

function Plan({ model, plan }: { readonly model: BuildReviewModel; readonly plan: BuildPlan }) {
  const { state } = model.applying.value;
  if (state !== 'idle' && state !== 'starting') return null;
  const { tasks, warnings } = plan;
  return (
    <SpaceBetween size="l">
      <PlanFacts key="facts" plan={plan} />
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
      {tasks.length > 0 && <CommandsSection key="commands" tasks={tasks} />}
      {tasks.length > 0 && <Confirmation key="confirmation" model={model} />}
    </SpaceBetween>
  );
}

function Confirmation({ model }: { readonly model: BuildReviewModel }) {
  const name = model.nameToConfirm.value;
  const account = model.accountToConfirm.value;
  return (
    <Container header={<Header variant="h2">Confirmation</Header>}>
      <SpaceBetween size="m">
        {account !== undefined && (
          <TypedAccount
            key="account"
            account={account}
            value={model.typedAccount.value}
            onType={model.typeAccount}
          />
        )}
        {name !== undefined && (
          <TypedName
            key="name"
            name={name}
            description="Nothing brings back what is deleted."
            value={model.typed.value}
            onType={model.type}
          />
        )}
        <NotifyField key="notify" model={model} />
      </SpaceBetween>
    </Container>
  );
}
