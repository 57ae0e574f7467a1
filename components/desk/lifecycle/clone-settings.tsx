import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { isLinux } from '../../../lib/cloning/clone';
import type { ImageBuilder } from '../../../lib/lifecycle/builder';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import { builderNameOf } from './clone-entry';
import type { ClonePartProps } from './clone-fields';
import { CloneNetwork } from './clone-network';
import { TagsField, TextField } from './fields';
import type { NetworksRead } from './use-networks';

interface CloneSettingsProps extends ClonePartProps {
  readonly builders: readonly ImageBuilder[];
  readonly networks: NetworksRead;
  readonly tagsProblem: Problem | undefined;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** What most clones leave as it is. */
export function CloneSettings(props: CloneSettingsProps) {
  const { open, onOpen, networks, ...part } = props;
  return (
    <ExpandableSection
      variant="container"
      headerText="More settings"
      headerDescription="Image builder, network, IAM role, domain, catalogs, agent and tags. The usual clone needs none of them."
      expanded={open}
      onChange={({ detail }) => onOpen(detail.expanded)}
    >
      <SpaceBetween size="l">
        <BuilderSettings key="builder" {...part} />
        <CloneNetwork key="network" {...part} networks={networks} />
        <RoleField key="role" {...part} />
        <DomainFields key="domain" {...part} />
        <ImageSettings key="image" {...part} />
        <TagSettings key="tags" {...part} />
      </SpaceBetween>
    </ExpandableSection>
  );
}

type PartProps = Omit<CloneSettingsProps, 'open' | 'onOpen' | 'networks'>;

function BuilderSettings({ facts, form, errors, onChange }: PartProps) {
  return (
    <SpaceBetween size="m">
      <TextField
        key="name"
        label="Image builder name"
        constraint="Made of the name of the image until you change it."
        value={form.builder ?? builderNameOf(form, facts.region)}
        error={errors.builder}
        onType={(builder) => onChange({ builder })}
      />
      <FormField key="after" label="When the image is AVAILABLE" stretch>
        <RadioGroup
          value={form.after}
          items={[
            {
              value: 'delete',
              label: 'Delete the image builder',
              description:
                'Nothing more is needed of it, and an image builder that is kept costs money.',
            },
            {
              value: 'stop',
              label: 'Stop the image builder',
              description: 'It can be started again. What it stores goes on costing.',
            },
          ]}
          onChange={({ detail }) =>
            onChange({ after: detail.value === 'stop' ? 'stop' : 'delete' })
          }
        />
      </FormField>
      <TextField
        key="volume"
        label="Root volume in GiB - optional"
        constraint="200 to 500. AWS's own size if you leave it empty."
        value={form.rootVolume}
        error={errors.rootVolume}
        onType={(rootVolume) => onChange({ rootVolume })}
      />
      <Checkbox
        key="imds"
        checked={form.withoutImdsV1}
        description="The older form of the instance metadata service, which answers without a token."
        onChange={({ detail }) => onChange({ withoutImdsV1: detail.checked })}
      >
        Switch IMDSv1 off
      </Checkbox>
    </SpaceBetween>
  );
}

function RoleField({ form, builders, errors, onChange }: PartProps) {
  const known = [...new Set(builders.flatMap(({ role }) => role ?? []))];
  return (
    <FormField
      label="IAM role - optional"
      description="With it the image builder reaches AWS, as for applications in S3. Your credentials need the permission to pass it on."
      constraintText={
        known.length > 0 ? 'An ARN. Those of other image builders are suggested.' : 'An ARN.'
      }
      errorText={errors.role ?? ''}
    >
      <Autosuggest
        value={form.role}
        options={known.map((value) => ({ value }))}
        invalid={errors.role !== undefined}
        ariaLabel="IAM role"
        empty="No other image builder has a role."
        enteredTextLabel={(value) => `Use ${value}`}
        onChange={({ detail }) => onChange({ role: detail.value })}
      />
    </FormField>
  );
}

function DomainFields({ facts, form, errors, onChange }: PartProps) {
  if (isLinux(facts.source.platform)) return null;
  return (
    <ColumnLayout columns={2} minColumnWidth={220}>
      <TextField
        label="Directory to join - optional"
        constraint="Its full name, such as corp.example.com."
        value={form.directory}
        error={errors.domain}
        onType={(directory) => onChange({ directory })}
      />
      <TextField
        label="Organizational unit - optional"
        constraint="Its distinguished name, such as OU=Images,DC=corp,DC=example,DC=com."
        value={form.unit}
        onType={(unit) => onChange({ unit })}
      />
    </ColumnLayout>
  );
}

function ImageSettings({ facts, form, onChange }: PartProps) {
  const { agentVersion } = facts.source;
  return (
    <SpaceBetween size="m">
      <Checkbox
        key="catalogs"
        checked={form.dynamicCatalogs}
        description={`The base image has them ${facts.source.dynamicCatalogs ? 'on' : 'off'}.`}
        onChange={({ detail }) => onChange({ dynamicCatalogs: detail.checked })}
      >
        Dynamic application catalogs
      </Checkbox>
      <FormField key="agent" label="Agent" stretch>
        <RadioGroup
          value={form.latestAgent ? 'latest' : 'pinned'}
          items={[
            {
              value: 'latest',
              label: 'Always the latest',
              description: 'Fleets take the newest agent each time an instance starts.',
            },
            {
              value: 'pinned',
              label:
                agentVersion === undefined
                  ? 'The version of the base image'
                  : `Version ${agentVersion} of the base image`,
              description: 'It stays until the image is updated.',
            },
          ]}
          onChange={({ detail }) => onChange({ latestAgent: detail.value === 'latest' })}
        />
      </FormField>
    </SpaceBetween>
  );
}

function TagSettings({ form, errors, tagsProblem, onChange }: PartProps) {
  return (
    <SpaceBetween size="s">
      {tagsProblem && (
        <Alert key="problem" type="info" header="The tags of the base image could not be read.">
          {explainProblem(tagsProblem).summary}
        </Alert>
      )}
      <TagsField
        key="tags"
        tags={form.tags}
        description="Of the new image and its image builder. From which image it was made is added."
        error={errors.tags}
        onChange={(tags) => onChange({ tags })}
      />
    </SpaceBetween>
  );
}
