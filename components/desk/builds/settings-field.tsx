import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import type { AccountNames } from '../../../lib/accounts/alias';
import type { DistributionSettings } from '../../../lib/builds/wish';
import type { Scope } from '../../../lib/scope';
import { useAccounts } from '../accounts';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { describeAccount } from '../words';

interface SettingsFieldProps {
  readonly scope: Scope;
  /** The ARN of what is chosen; empty when nothing is. */
  readonly value: string;
  /** What it means to choose none, where that can be. */
  readonly none?: string;
  readonly onPick: (settings: string) => void;
}

/** Distribution settings to choose from, each with the Regions and accounts that it reaches. */
export function SettingsField({ scope, value, none, onPick }: SettingsFieldProps) {
  const { client } = useDesk();
  const { names } = useAccounts();
  const model = useMemo(
    () => createLoader(() => client.call('build-actions.settings', {}, { scope })),
    // One reading for each time that the view is shown.
    [client],
  );
  useEffect(() => void model.load(), [model]);
  const loaded = model.loaded.value;
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading the distribution settings…</StatusIndicator>;
  }
  if (loaded.state === 'problem') {
    return (
      <ProblemAlert problem={loaded.problem} scope={scope} onRetry={() => void model.load()} />
    );
  }
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...loaded.value.map((settings) => optionOf(settings, names)),
  ];
  return (
    <FormField
      label="Distribution settings"
      description="Where the image is copied to. They are made in the console of Image Builder."
    >
      <Select
        triggerVariant="option"
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        filteringType="auto"
        filteringAriaLabel="Find distribution settings"
        placeholder="Choose distribution settings"
        empty="This account has no distribution settings in this Region"
        onChange={({ detail }) => {
          if (detail.selectedOption.value !== undefined) onPick(detail.selectedOption.value);
        }}
      />
    </FormField>
  );
}

function optionOf(settings: DistributionSettings, names: AccountNames) {
  const { arn, name, description, regions, accounts, containersOnly } = settings;
  const reach = [
    regions.join(', '),
    accounts.length > 0
      ? `copies to ${accounts.map((account) => describeAccount(account, names)).join(', ')}`
      : 'this account alone',
  ];
  return {
    value: arn,
    label: name,
    description: reach.join('; '),
    ...(description !== undefined && { tags: [description] }),
    // Only AMIs are distributed again.
    ...(containersOnly && { disabled: true, disabledReason: 'Of container images, not of AMIs' }),
  };
}
