import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'preact/hooks';
import { findRegion } from '../../../../lib/aws/regions';
import { readPastedCredentials } from '../../../../lib/credentials/parse';
import type { Partition, Scope } from '../../../../lib/scope';
import { useDesk } from '../../parts';
import { groupedOptions, regionOption } from '../../region-options';
import { createAddModel, type AddModel } from './add-model';
import { AddOutcome, Understood } from './add-outcome';

const partitions: readonly Partition[] = ['aws', 'aws-us-gov', 'aws-cn'];

/** The form that adds credentials: pasted, or typed by hand. */
export function AddForm({ scope }: { readonly scope: Scope | undefined }) {
  const { client, requestHostAccess, now } = useDesk();
  const [model] = useState(() => createAddModel({ client, requestHostAccess, now, scope }));
  useEffect(() => model.clear, [model]);
  useEffect(() => {
    // Wherever the focus is: not every browser sends the event to a box that cannot be edited.
    const take = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text') ?? '';
      const field = event.target instanceof HTMLInputElement;
      // A single part belongs into its field; a whole block must not end up in one.
      if (field && readPastedCredentials(text).kind === 'nothing') return;
      event.preventDefault();
      model.paste(text);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  }, [model]);
  const adding = model.adding.value.state === 'running';
  return (
    <SpaceBetween size="l">
      <Box color="text-body-secondary">
        Paste what the access portal or the AWS CLI gives you: environment variables, a block of the
        credentials file, or JSON.
      </Box>
      <div>
        <div
          class="desk-paste"
          role="textbox"
          aria-label="Paste credentials here"
          aria-multiline="true"
          tabIndex={0}
        >
          <Box variant="strong">Click here and paste</Box>
          <Box color="text-body-secondary">What you paste is read, but not shown.</Box>
        </div>
        <div role="status" class="desk-status">
          <Understood model={model} />
        </div>
      </div>
      <TypedFields model={model} />
      <RegionFields model={model} />
      <div>
        <Button
          variant="primary"
          loading={adding}
          disabled={model.entry.value.state !== 'usable'}
          onClick={() => void model.add()}
        >
          Add credentials
        </Button>
        <div role="status" class="desk-status">
          <AddOutcome model={model} />
        </div>
      </div>
    </SpaceBetween>
  );
}

function TypedFields({ model }: { readonly model: AddModel }) {
  const { accessKeyId, secretAccessKey, sessionToken } = model.typed.value;
  return (
    <ExpandableSection headerText="Type them instead">
      <SpaceBetween size="m">
        <FormField label="Access key ID">
          <Input
            value={accessKeyId}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => model.type({ accessKeyId: detail.value })}
          />
        </FormField>
        <FormField label="Secret access key">
          <Input
            type="password"
            value={secretAccessKey}
            autoComplete={false}
            onChange={({ detail }) => model.type({ secretAccessKey: detail.value })}
          />
        </FormField>
        <FormField label="Session token" description="Only temporary credentials have one.">
          <Input
            type="password"
            value={sessionToken}
            autoComplete={false}
            onChange={({ detail }) => model.type({ sessionToken: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  );
}

function RegionFields({ model }: { readonly model: AddModel }) {
  const region = findRegion(model.region.value);
  const options = groupedOptions(partitions);
  const chosen = model.moreRegions.value.map(findRegion).filter((each) => each !== undefined);
  return (
    <ColumnLayout columns={2}>
      <FormField label="Region" description="Your browser asks whether AWS may be reached there.">
        <Select
          selectedOption={region ? regionOption(region) : null}
          options={options}
          filteringType="auto"
          filteringAriaLabel="Find a Region"
          onChange={({ detail }) => model.chooseRegion(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <FormField
        label={
          <>
            More Regions <Box variant="span">(optional)</Box>
          </>
        }
        description="Where you use these credentials as well."
      >
        <Multiselect
          selectedOptions={chosen.map(regionOption)}
          options={region ? groupedOptions([region.partition]) : options}
          filteringType="auto"
          filteringAriaLabel="Find Regions"
          placeholder="None"
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) =>
            model.chooseMore(
              detail.selectedOptions
                .map(({ value }) => value ?? '')
                .filter((code) => code !== model.region.value),
            )
          }
        />
      </FormField>
    </ColumnLayout>
  );
}
