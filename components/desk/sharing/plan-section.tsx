import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { ProblemAlert } from '../problem-alert';
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
          <AccountConfirmation model={model} />
          <Confirmation model={model} />
          <PlanTable plan={planning.plan} />
        </SpaceBetween>
      );
  }
}

function Confirmation({ model }: { readonly model: ShareModel }) {
  const number = model.toConfirm.value;
  if (number === undefined) return null;
  return (
    <FormField
      label={`Type ${number} to confirm`}
      description={`${number} accounts lose access to this image.`}
    >
      <Input
        value={model.typed.value}
        inputMode="numeric"
        autoComplete={false}
        onChange={({ detail }) => model.type(detail.value)}
      />
    </FormField>
  );
}

function AccountConfirmation({ model }: { readonly model: ShareModel }) {
  const account = model.accountToConfirm.value;
  if (account === undefined) return null;
  return (
    <FormField
      label={`Type the account ID ${account} to confirm`}
      description="The page does not say which account it shows: you chose this one. Compare it with the account menu of the console."
    >
      <Input
        value={model.typedAccount.value}
        inputMode="numeric"
        autoComplete={false}
        onChange={({ detail }) => model.typeAccount(detail.value)}
      />
    </FormField>
  );
}
