import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { groupsBeside, type Networks, type Subnet } from '../../../lib/lifecycle/networks';
import { explainProblem } from '../../../lib/problems/explain';
import { wayOnLabels } from '../../../lib/problems/explanation';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import { countOf } from '../../../lib/words';
import { useDesk } from '../parts';
import { takeWayOn } from '../problem-alert';
import type { ClonePartProps } from './clone-fields';
import { TextField } from './fields';
import type { NetworksRead } from './use-networks';

interface CloneNetworkProps extends ClonePartProps {
  readonly networks: NetworksRead;
}

/** Where the image builder is: picked from what EC2 has, or typed where that may not be read. */
export function CloneNetwork({ networks, ...part }: CloneNetworkProps) {
  const { facts, form, onChange } = part;
  const { loaded, reload } = networks;
  return (
    <SpaceBetween size="m">
      {loaded.state === 'problem' ? (
        <SpaceBetween key="typed" size="m">
          <NotRead
            key="problem"
            problem={loaded.problem}
            scope={facts.region.scope}
            onRetry={reload}
          />
          <TypedNetwork key="fields" {...part} />
        </SpaceBetween>
      ) : (
        <PickedNetwork
          key="picked"
          {...part}
          networks={loaded.state === 'ready' ? loaded.value : undefined}
        />
      )}
      <Checkbox
        key="internet"
        checked={form.internetAccess}
        description="AWS gives the image builder a way to the internet; the subnet has to be a public one."
        onChange={({ detail }) => onChange({ internetAccess: detail.checked })}
      >
        Default internet access
      </Checkbox>
    </SpaceBetween>
  );
}

interface PickedNetworkProps extends ClonePartProps {
  /** Nothing while they are read. */
  readonly networks: Networks | undefined;
}

const none = { value: '', label: 'None' };

function PickedNetwork({ networks, form, errors, onChange }: PickedNetworkProps) {
  const subnets = [none, ...(networks?.subnets ?? []).map(subnetOption)];
  const groups = networks ? groupsBeside(networks, form.subnet) : [];
  const options = groups.map(({ id, name, description, vpc }) => ({
    value: id,
    label: name,
    description: [id, description, vpc].filter((each) => each !== undefined).join(', '),
  }));
  const statusType = networks ? 'finished' : 'loading';
  return (
    <SpaceBetween size="m">
      <FormField key="subnet" label="Subnet - optional" errorText={errors.network ?? ''}>
        <Select
          selectedOption={
            subnets.find(({ value }) => value === form.subnet) ?? {
              value: form.subnet,
              label: form.subnet,
            }
          }
          options={subnets}
          statusType={statusType}
          loadingText="Reading the subnets…"
          filteringType="auto"
          filteringAriaLabel="Find a subnet"
          filteringPlaceholder="Find a subnet"
          invalid={errors.network !== undefined}
          onChange={({ detail }) => onChange({ subnet: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField
        key="groups"
        label="Security groups - optional"
        constraintText="Up to 5, of the VPC of the subnet."
      >
        <Multiselect
          selectedOptions={form.securityGroups.map(
            (id) => options.find(({ value }) => value === id) ?? { value: id, label: id },
          )}
          options={options}
          statusType={statusType}
          loadingText="Reading the security groups…"
          filteringType="auto"
          filteringAriaLabel="Find security groups"
          placeholder="Pick security groups"
          empty="There is no security group in this VPC."
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) =>
            onChange({ securityGroups: detail.selectedOptions.flatMap(({ value }) => value ?? []) })
          }
        />
      </FormField>
    </SpaceBetween>
  );
}

function subnetOption({ id, name, vpc, zone, addresses, free }: Subnet) {
  const facts = [
    zone,
    addresses,
    free === undefined ? undefined : countOf(free, 'free address', 'free addresses'),
    vpc,
  ];
  return {
    value: id,
    label: name === undefined ? id : `${name} (${id})`,
    description: facts.filter((each) => each !== undefined).join(', '),
  };
}

function TypedNetwork({ form, errors, onChange }: ClonePartProps) {
  // What is typed is kept as it is: what separates the ids is no part of them.
  const [groups, setGroups] = useState(() => form.securityGroups.join(', '));
  return (
    <SpaceBetween size="m">
      <TextField
        key="subnet"
        label="Subnet - optional"
        constraint="Its id."
        value={form.subnet}
        error={errors.network}
        onType={(subnet) => onChange({ subnet })}
      />
      <TextField
        key="groups"
        label="Security groups - optional"
        constraint="Up to 5 ids with commas between them."
        value={groups}
        onType={(text) => {
          setGroups(text);
          onChange({ securityGroups: text.split(/[\s,]+/).filter((id) => id !== '') });
        }}
      />
    </SpaceBetween>
  );
}

/** Why there is nothing to pick from. It is in nobody's way: ids can be typed. */
function NotRead(props: {
  readonly problem: Problem;
  readonly scope: Scope;
  readonly onRetry: () => void;
}) {
  const { problem, scope, onRetry } = props;
  const desk = useDesk();
  const { summary, wayOn } = explainProblem(problem);
  return (
    <Alert
      type="info"
      header="The subnets and security groups could not be read."
      action={
        wayOn === 'none' ? null : (
          <Button onClick={() => takeWayOn(wayOn, problem, scope, desk, onRetry)}>
            {wayOnLabels[wayOn]}
          </Button>
        )
      }
    >
      {`${summary} Enter their ids instead.`}
    </Alert>
  );
}
