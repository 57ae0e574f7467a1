import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SharePlan } from '../../../lib/sharing/plan';
import { losingAccounts } from '../../../lib/sharing/warnings';
import { askAccount, TypedNumber } from '../typed-fields';
import type { ReviewModel } from './model';
import { NotifyField } from './notify-field';
import { AccountList } from './warnings';

/** All of them as far as a page can show: who loses access is what is confirmed. */
const mostLosing = 2000;

interface ConfirmationProps {
  readonly model: ReviewModel;
  readonly plan: SharePlan;
}

/** What has to be typed before a plan is carried out, and how its end is told. */
export function Confirmation({ model, plan }: ConfirmationProps) {
  const number = model.toConfirm.value;
  const losing = losingAccounts(plan.items);
  const exact = model.desired.some((each) => each.exact);
  return (
    <Container header={<Header variant="h2">Confirmation</Header>}>
      <SpaceBetween size="m">
        {losing.length > 0 && (
          <ExpandableSection
            key="losing"
            defaultExpanded={exact}
            headerText={
              losing.length === 1
                ? '1 account loses access'
                : `${losing.length} accounts lose access`
            }
          >
            <AccountList accounts={losing.map((each) => each.account)} most={mostLosing} />
          </ExpandableSection>
        )}
        {askAccount(model)}
        {number !== undefined && (
          <TypedNumber
            key="number"
            number={number}
            description={`This makes ${number} changes.`}
            value={model.typed.value}
            onType={model.type}
          />
        )}
        <NotifyField key="notify" model={model} />
      </SpaceBetween>
    </Container>
  );
}
