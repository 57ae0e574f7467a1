import Autosuggest from '@cloudscape-design/components/autosuggest';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { describePrincipal, type Identity } from '../../../../lib/credentials/identity';
import type { TargetEntry } from '../../../../lib/permissions/target';
import type { Partition } from '../../../../lib/scope';
import { appStreamOptions } from '../../region-options';
import { RegionsField } from '../../regions-field';
import { partitionNames } from '../../words';
import type { PolicyModel } from './policy-model';

/** The partitions that have AppStream. */
const partitions: readonly Partition[] = (['aws', 'aws-us-gov', 'aws-cn'] as const).filter(
  (partition) => appStreamOptions(partition).length > 0,
);

const choices: readonly { readonly value: TargetEntry['by']; readonly label: string }[] = [
  { value: 'all', label: 'All images of the account' },
  { value: 'arn', label: 'Images by ARN' },
  { value: 'tag', label: 'Images by tag' },
];

interface TargetFieldsProps {
  readonly model: PolicyModel;
  readonly identities: readonly Identity[];
}

/** Where the policies apply: account, Regions and images. */
export function TargetFields({ model, identities }: TargetFieldsProps) {
  const { enter } = model;
  const { by, roles } = model.entry.value;
  const problems = model.problems.value;
  return (
    <SpaceBetween size="m">
      <PlaceFields model={model} identities={identities} />
      <FormField label="Images">
        <RadioGroup
          value={by}
          items={choices.map((choice) => ({ ...choice }))}
          onChange={({ detail }) => {
            const choice = choices.find(({ value }) => value === detail.value);
            if (choice) enter({ by: choice.value });
          }}
        />
      </FormField>
      {by === 'arn' && <ArnField model={model} />}
      {by === 'tag' && <TagFields model={model} />}
      {model.needsRoles.value && (
        <FormField
          label="IAM roles to assume"
          description="One ARN a line."
          errorText={problems.roles}
          stretch
        >
          <Textarea
            value={roles}
            rows={2}
            spellcheck={false}
            onChange={({ detail }) => enter({ roles: detail.value })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function PlaceFields({ model, identities }: TargetFieldsProps) {
  const { partition, account, regions } = model.entry.value;
  const problems = model.problems.value;
  return (
    <ColumnLayout columns={3} minColumnWidth={200}>
      <FormField
        label="Account"
        description="The account that owns the images."
        errorText={problems.account}
      >
        <Autosuggest
          value={account}
          options={identities.map((identity) => ({
            value: identity.account,
            description: describePrincipal(identity.arn),
          }))}
          enteredTextLabel={(text) => `Use ${text}`}
          placeholder="12 digits"
          empty="No credentials are held. Type the account ID."
          onChange={({ detail }) => model.enterAccount(detail.value, identities)}
        />
      </FormField>
      <FormField label="Partition" description="Which AWS the account belongs to.">
        <Select
          selectedOption={partitionOption(partition)}
          options={partitions.map(partitionOption)}
          onChange={({ detail }) => {
            const picked = partitions.find((each) => each === detail.selectedOption.value);
            if (picked) model.enter({ partition: picked });
          }}
        />
      </FormField>
      <RegionsField
        partition={partition}
        regions={regions}
        description="Where the policies allow anything."
        error={problems.regions}
        onPick={(picked) => model.enter({ regions: picked })}
      />
    </ColumnLayout>
  );
}

function ArnField({ model }: { readonly model: PolicyModel }) {
  return (
    <FormField
      label="Image ARNs"
      description="One a line. The panel shows the ARN of an image under General details."
      errorText={model.problems.value.arns}
      stretch
    >
      <Textarea
        value={model.entry.value.arns}
        rows={4}
        spellcheck={false}
        placeholder="arn:aws:appstream:us-east-1:111122223333:image/name"
        onChange={({ detail }) => model.enter({ arns: detail.value })}
      />
    </FormField>
  );
}

function TagFields({ model }: { readonly model: PolicyModel }) {
  const { tagKey, tagValue } = model.entry.value;
  const problems = model.problems.value;
  return (
    <ColumnLayout columns={2} minColumnWidth={200}>
      <FormField label="Tag key" errorText={problems.tagKey}>
        <Input
          value={tagKey}
          spellcheck={false}
          onChange={({ detail }) => model.enter({ tagKey: detail.value })}
        />
      </FormField>
      <FormField label="Tag value" errorText={problems.tagValue}>
        <Input
          value={tagValue}
          spellcheck={false}
          onChange={({ detail }) => model.enter({ tagValue: detail.value })}
        />
      </FormField>
    </ColumnLayout>
  );
}

function partitionOption(partition: Partition) {
  return { value: partition, label: partitionNames[partition] };
}
