import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { ProblemAlert } from '../problem-alert';
import { askAccount, TypedNumber } from '../typed-fields';
import type { ShareModel } from './model';
import { PlanTable } from './plan-table';

/** What will be changed and what that causes, made anew with every change of the form. */
export function PlanSection({ model }: { readonly model: ShareModel }) {
  const applying = model.applying.value;
  return (
    <Container
      header={
        <Header variant="h2" description="Compared with what AWS says now.">
          Plan
        </Header>
      }
    >
      {applying.state === 'running' ? (
        <PlanTable plan={applying.plan} />
      ) : (
        <LivePlan model={model} />
      )}
    </Container>
  );
}

function LivePlan({ model }: { readonly model: ShareModel }) {
  const planning = model.planning.value;
  const applying = model.applying.value;
  switch (planning.state) {
    case 'none':
      return <>The plan appears here when the accounts above are complete.</>;
    case 'reading':
      return <StatusIndicator type="loading">Reading the current sharing…</StatusIndicator>;
    case 'problem': {
      // Said above already, as the reason why the change was not made.
      const said = applying.state === 'idle' && applying.problem?.kind === planning.problem.kind;
      return said ? (
        <>There is no plan until this is solved.</>
      ) : (
        <ProblemAlert
          problem={planning.problem}
          scope={model.task.scope}
          onRetry={model.planAgain}
        />
      );
    }
    case 'ready':
      return (
        <SpaceBetween size="m">
          <Confirmations model={model} />
          <PlanTable plan={planning.plan} />
        </SpaceBetween>
      );
  }
}

/** What must be typed before the plan may be carried out. */
function Confirmations({ model }: { readonly model: ShareModel }) {
  const number = model.toConfirm.value;
  if (number === undefined && model.accountToConfirm.value === undefined) return null;
  return (
    <SpaceBetween size="m">
      {askAccount(model)}
      {number !== undefined && (
        <TypedNumber
          key="number"
          number={number}
          description={`${number} accounts lose access to this image.`}
          value={model.typed.value}
          onType={model.type}
        />
      )}
    </SpaceBetween>
  );
}
