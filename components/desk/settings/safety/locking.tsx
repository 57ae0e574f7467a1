import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useEffect, useState } from 'preact/hooks';
import type { SafetyView } from '../../../../lib/safety/settings';
import { readMinutes } from './model';
import type { Change } from './safety-section';

interface LockingProps {
  readonly view: SafetyView;
  readonly change: Change;
}

/** The longest idle time that a person can set, in minutes. */
const longestIdle = 480;

const hourOptions = Array.from({ length: 12 }, (_, index) => hourOption(index + 1));

/** When held credentials are put out of reach. */
export function LockingContainer({ view, change }: LockingProps) {
  const { holdHours } = view.settings;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="When Image Desk puts the credentials that it holds out of reach."
        >
          Locking
        </Header>
      }
    >
      <ColumnLayout columns={2}>
        <IdleField view={view} change={change} />
        <FormField
          label="Hold credentials for at most"
          description="However much longer AWS would accept them."
        >
          <Select
            selectedOption={hourOption(holdHours)}
            options={hourOptions}
            onChange={({ detail }) => change({ holdHours: Number(detail.selectedOption.value) })}
          />
        </FormField>
      </ColumnLayout>
    </Container>
  );
}

function IdleField({ view, change }: LockingProps) {
  const minutes = view.effective.idleMinutes;
  const longest = view.company.policy.idleMinutes ?? longestIdle;
  const [text, setText] = useState(String(minutes));
  useEffect(() => setText(String(minutes)), [minutes]);
  const reading = readMinutes(text, longest);
  const keep = () => {
    if (reading.ok && reading.minutes !== minutes) change({ idleMinutes: reading.minutes });
  };
  return (
    <FormField
      label="Minutes until locking"
      description={
        longest === longestIdle
          ? `Without any input, from 1 to ${longestIdle}. Kept when you leave the field.`
          : `Without any input, from 1 to ${longest}: your company allows no more. Kept when you leave the field.`
      }
      errorText={reading.ok ? '' : reading.sentence}
    >
      <Input
        value={text}
        inputMode="numeric"
        autoComplete={false}
        onChange={({ detail }) => setText(detail.value)}
        onBlur={keep}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') keep();
        }}
      />
    </FormField>
  );
}

function hourOption(hours: number) {
  return { value: String(hours), label: hours === 1 ? '1 hour' : `${hours} hours` };
}
