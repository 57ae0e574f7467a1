import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import type { SafetySettings } from '../../../../lib/safety/settings';
import { describeRetention, retentionOf, retentionOptions } from './model';
import type { Change } from './safety-section';

interface RetentionProps {
  readonly settings: SafetySettings;
  readonly change: Change;
}

/** For how long the activity log keeps what was done. */
export function RetentionContainer({ settings: { retentionDays }, change }: RetentionProps) {
  return (
    <Container header={<Header variant="h2">Activity log</Header>}>
      <FormField
        label="Keep entries"
        description="Older ones are deleted from this computer. Nothing changes in AWS."
      >
        <Select
          selectedOption={{
            value: String(retentionDays),
            label: describeRetention(retentionDays),
          }}
          options={retentionOptions}
          onChange={({ detail }) => {
            const chosen = retentionOf(detail.selectedOption.value);
            if (chosen !== undefined) change({ retentionDays: chosen });
          }}
        />
      </FormField>
    </Container>
  );
}
