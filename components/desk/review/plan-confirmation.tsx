import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '../../../lib/jobs/plan-store';
import { askAccount, TypedName } from '../typed-fields';
import { NotifyField } from './notify-field';
import type { PlanReview } from './plan-review';

interface PlanConfirmationProps<Of extends Plan> {
  readonly model: PlanReview<Of>;
  /** The name that has to be typed, if the plan is such. */
  readonly name: string | undefined;
  /** What it means to type the name, as a sentence. */
  readonly description: string;
}

/** What has to be typed before a plan is carried out, and how its end is told. */
export function PlanConfirmation<Of extends Plan>(props: PlanConfirmationProps<Of>) {
  const { model, name, description } = props;
  return (
    <Container header={<Header variant="h2">Confirmation</Header>}>
      <SpaceBetween size="m">
        {askAccount(model)}
        {name !== undefined && (
          <TypedName
            key="name"
            name={name}
            description={description}
            value={model.typed.value}
            onType={model.type}
          />
        )}
        <NotifyField key="notify" model={model} />
      </SpaceBetween>
    </Container>
  );
}
