import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Identity } from '../../../lib/credentials/identity';
import type { Scope } from '../../../lib/scope';
import { RegionsField, regionsError } from '../regions-field';
import { AccountField, scopeOf } from '../scope-fields';
import type { CleanUp } from './clean-up-model';

interface CleanUpFieldsProps {
  readonly identities: readonly Identity[];
  readonly model: CleanUp;
  readonly days: string;
  /** Whether what was typed is no number of days. */
  readonly isWrong: boolean;
  readonly onlySuperseded: boolean;
  readonly onAccount: (scope: Scope) => void;
  readonly onDays: (days: string) => void;
  readonly onOnlySuperseded: (only: boolean) => void;
}

/** Where images are looked for, and which of them may go. */
export function CleanUpFields(props: CleanUpFieldsProps) {
  const { identities, model, days, isWrong, onlySuperseded } = props;
  return (
    <Container>
      <SpaceBetween size="m">
        <ColumnLayout key="where" columns={2}>
          <AccountField
            identities={identities}
            account={model.account}
            onPick={(identity) => props.onAccount(scopeOf(identity))}
          />
          <RegionsField
            partition={model.account.partition}
            regions={model.regions.value}
            error={regionsError(model.regions.value)}
            onPick={model.setRegions}
          />
        </ColumnLayout>
        <FormField
          key="days"
          label="Older than, in days"
          errorText={isWrong ? 'Enter a whole number of days.' : ''}
        >
          <Input
            value={days}
            inputMode="numeric"
            autoComplete={false}
            invalid={isWrong}
            onChange={({ detail }) => props.onDays(detail.value)}
          />
        </FormField>
        <Checkbox
          key="superseded"
          checked={onlySuperseded}
          description="One that was copied, updated or cloned from it, or that is called the same but for its number."
          onChange={({ detail }) => props.onOnlySuperseded(detail.checked)}
        >
          Only images of which there is a newer one
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}
