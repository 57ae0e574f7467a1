import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { obstacleToBase } from '../../../lib/builds/acts';
import { labelOfBuild } from '../../../lib/builds/arn';
import { cloneBases, type CloneFacts } from '../../../lib/builds/clone/clone';
import { bumps } from '../../../lib/builds/clone/version';
import type { InputOf } from '../../../lib/operations/registry';
import type { Scope } from '../../../lib/scope';
import { FormActions } from '../form-actions';
import { TextField } from '../lifecycle/fields';
import { faultsOf, partRows, raised, readCloneForm, type CloneForm } from './build-clone-form';
import { ComponentPicker } from './component-picker';
import { PartsTable } from './parts-table';
import { SettingsField } from './settings-field';

/** What the form of a clone is given. */
export interface CloneFieldsProps {
  readonly scope: Scope;
  readonly facts: CloneFacts;
  readonly form: CloneForm;
  readonly onChange: (change: Partial<CloneForm>) => void;
  /** Told what is wished for when its plan is to be made. */
  readonly onPlan: (wish: InputOf<'build-cloning.plan'>) => void;
  readonly onLeave: () => void;
}

/** What a clone needs to know, and the button that makes its plan. */
export function CloneFields(props: CloneFieldsProps) {
  const { scope, facts, form, onChange, onPlan, onLeave } = props;
  const reading = readCloneForm(form, facts, scope.account);
  return (
    <SpaceBetween size="l">
      <Container key="base" header={<Header variant="h2">Base</Header>}>
        <BaseFields {...props} />
      </Container>
      <Container key="components" header={<Header variant="h2">Components to add</Header>}>
        <SpaceBetween size="l">
          <ComponentPicker
            key="picker"
            scope={scope}
            build={facts.build}
            onAdd={(added) => onChange({ added: [...form.added, added] })}
          />
          <PartsTable
            key="table"
            rows={partRows(form, facts)}
            onRemove={(place) =>
              onChange({ added: form.added.filter((_, index) => index !== place) })
            }
          />
        </SpaceBetween>
      </Container>
      <Container key="recipe" header={<Header variant="h2">New recipe</Header>}>
        <RecipeFields {...props} />
      </Container>
      <Container key="build" header={<Header variant="h2">Build</Header>}>
        <BuildFields {...props} />
      </Container>
      <FormActions key="actions" reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </SpaceBetween>
  );
}

function BaseFields({ scope, facts, form, onChange }: CloneFieldsProps) {
  const { build, parts } = facts;
  const parent = build.recipe?.parent;
  const descriptions = {
    image: `${labelOfBuild(build.arn)} as it is. Only what you add runs, so that the build is short.`,
    recipe: `${parent === undefined ? 'Its base' : labelOfBuild(parent)}. All that the recipe consists of runs anew before what you add, which also brings in what is newer by now.`,
  };
  return (
    <SpaceBetween size="m">
      <FormField key="base" label="Start from">
        <RadioGroup
          value={form.base}
          items={cloneBases.map((base) => {
            const obstacle = obstacleToBase(base, build, scope.account);
            return {
              value: base,
              label: base === 'image' ? 'The image itself' : 'What its recipe started from',
              description: obstacle ?? descriptions[base],
              disabled: obstacle !== undefined,
            };
          })}
          onChange={({ detail }) => {
            const base = cloneBases.find((each) => each === detail.value);
            if (base) onChange({ base });
          }}
        />
      </FormField>
      {form.base === 'image' && build.owner === scope.account && parts.length > 0 && (
        <Checkbox
          key="again"
          checked={form.again}
          description="Their results are in the image already. Not every component can run twice."
          onChange={({ detail }) => onChange({ again: detail.checked })}
        >
          Run the components of its recipe again
        </Checkbox>
      )}
    </SpaceBetween>
  );
}

const bumpLabels = { patch: 'Patch', minor: 'Minor', major: 'Major' } as const;

function RecipeFields({ facts, form, onChange }: CloneFieldsProps) {
  const { name, version } = form;
  const faults = faultsOf(form, facts);
  const bump = bumps.find((each) => raised(facts, name, each) === version);
  return (
    <SpaceBetween size="m">
      <TextField
        key="name"
        label="Name of the recipe"
        description="The image gets the same name."
        value={name}
        error={faults.name}
        onType={(next) => onChange({ name: next })}
      />
      <FormField
        key="bump"
        label="Next version"
        description={`After ${facts.build.recipe?.version ?? facts.build.version}. Versions that are taken are left out.`}
      >
        <SegmentedControl
          label="Which number is raised"
          selectedId={bump ?? null}
          options={bumps.map((each) => ({
            id: each,
            text: `${bumpLabels[each]} ${raised(facts, name, each)}`,
          }))}
          onChange={({ detail }) => {
            const next = bumps.find((each) => each === detail.selectedId);
            if (next) onChange({ version: raised(facts, name, next) });
          }}
        />
      </FormField>
      <TextField
        key="version"
        label="Version"
        constraint="Three numbers, such as 1.2.0."
        value={version}
        error={faults.version}
        onType={(next) => onChange({ version: next })}
      />
    </SpaceBetween>
  );
}

function BuildFields({ scope, facts, form, onChange }: CloneFieldsProps) {
  const { executionRole, owner } = facts.build;
  const options = facts.infrastructures.map(({ arn, name, description, instanceTypes }) => ({
    value: arn,
    label: name,
    description: [instanceTypes.join(', '), description ?? ''].filter(Boolean).join('; '),
  }));
  return (
    <SpaceBetween size="m">
      <FormField
        key="infrastructure"
        label="Infrastructure configuration"
        description="On which instances it is built, and with which instance profile."
      >
        <Select
          selectedOption={options.find(({ value }) => value === form.infrastructure) ?? null}
          options={options}
          filteringType="auto"
          filteringAriaLabel="Find infrastructure configurations"
          placeholder="Choose an infrastructure configuration"
          empty="This account has none in this Region"
          onChange={({ detail }) => onChange({ infrastructure: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <SettingsField
        key="distribution"
        scope={scope}
        none="None: the AMI stays in this Region and account"
        value={form.distribution}
        onPick={(distribution) => onChange({ distribution })}
      />
      <Box key="kept" color="text-body-secondary">
        {owner === scope.account
          ? `Tests, scanning, workflows, logs and tags are those of this image${executionRole === undefined ? '' : `, and so is the role ${executionRole}`}.`
          : 'Tests and scanning are those of this image. Roles, workflows, logs and tags of its owner are not taken over.'}
      </Box>
    </SpaceBetween>
  );
}
