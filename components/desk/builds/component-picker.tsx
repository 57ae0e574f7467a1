import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import type { ImageBuild } from '../../../lib/builds/build';
import {
  componentOwners,
  type Component,
  type ComponentListing,
  type ComponentOwner,
} from '../../../lib/builds/clone/clone';
import { obstacleToComponent } from '../../../lib/builds/clone/refusals';
import type { Scope } from '../../../lib/scope';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import type { AddedComponent } from './build-clone-form';
import { componentsByName, readChoice, type ParameterTexts } from './component-choice';
import { ParameterFields } from './parameter-fields';

interface ComponentPickerProps {
  readonly scope: Scope;
  readonly build: ImageBuild;
  readonly onAdd: (added: AddedComponent) => void;
}

const ownerLabels: Readonly<Record<ComponentOwner, string>> = {
  Self: 'Of this account',
  Shared: 'Shared with it',
  Amazon: 'Of AWS',
};

/** Components to choose from, by whose they are. */
export function ComponentPicker(props: ComponentPickerProps) {
  const [owner, setOwner] = useState<ComponentOwner>('Self');
  return (
    <Tabs
      activeTabId={owner}
      ariaLabel="Whose components"
      onChange={({ detail }) => {
        const next = componentOwners.find((each) => each === detail.activeTabId);
        if (next) setOwner(next);
      }}
      tabs={componentOwners.map((each) => ({
        id: each,
        label: ownerLabels[each],
        content: owner === each && <OfOwner key={each} owner={each} {...props} />,
      }))}
    />
  );
}

function OfOwner(props: ComponentPickerProps & { readonly owner: ComponentOwner }) {
  const { scope, owner } = props;
  const { client } = useDesk();
  const model = useMemo(
    () => createLoader(() => client.call('build-cloning.components', { owner }, { scope })),
    // One reading for each time that the tab is shown.
    [client, owner],
  );
  useEffect(() => void model.load(), [model]);
  const loaded = model.loaded.value;
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading the components…</StatusIndicator>;
  }
  if (loaded.state === 'problem') {
    return (
      <ProblemAlert problem={loaded.problem} scope={scope} onRetry={() => void model.load()} />
    );
  }
  return <Choice {...props} listed={loaded.value} />;
}

function Choice(props: ComponentPickerProps & { readonly listed: readonly ComponentListing[] }) {
  const { listed, build } = props;
  const [name, setName] = useState('');
  const [arn, setArn] = useState('');
  const named = useMemo(() => componentsByName(listed, build), [listed, build]);
  const chosen = named.find((each) => each.name === name);
  const options = named.map(({ name: each, description, obstacle }) => ({
    value: each,
    label: each,
    ...(description !== undefined && { description }),
    ...(obstacle !== undefined && { disabled: true, disabledReason: obstacle }),
  }));
  const versions = (chosen?.versions ?? []).map((each) => {
    const obstacle = obstacleToComponent(each, build);
    return {
      value: each.arn,
      label: each.version,
      ...(each.status !== undefined && each.status !== 'ACTIVE' && { tags: [each.status] }),
      ...(obstacle !== undefined && { disabled: true, disabledReason: obstacle }),
    };
  });
  return (
    <SpaceBetween size="m">
      <FormField key="name" label="Component">
        <Select
          triggerVariant="label"
          selectedOption={options.find(({ value }) => value === name) ?? null}
          options={options}
          filteringType="auto"
          filteringAriaLabel="Find components"
          placeholder="Choose a component"
          empty="There are none in this Region"
          onChange={({ detail }) => {
            const next = named.find((each) => each.name === detail.selectedOption.value);
            const newest = next?.versions.find(
              (each) => obstacleToComponent(each, build) === undefined,
            );
            if (!next || !newest) return;
            setName(next.name);
            setArn(newest.arn);
          }}
        />
      </FormField>
      {chosen && (
        <FormField key="version" label="Component version">
          <Select
            selectedOption={versions.find(({ value }) => value === arn) ?? null}
            options={versions}
            onChange={({ detail }) => setArn(detail.selectedOption.value ?? '')}
          />
        </FormField>
      )}
      {chosen && arn !== '' && (
        <Details
          key={`details ${arn}`}
          {...props}
          arn={arn}
          onAdd={(added) => {
            setName('');
            setArn('');
            props.onAdd(added);
          }}
        />
      )}
    </SpaceBetween>
  );
}

function Details(props: ComponentPickerProps & { readonly arn: string }) {
  const { scope, arn } = props;
  const { client } = useDesk();
  const model = useMemo(
    () => createLoader(() => client.call('build-cloning.component', { component: arn }, { scope })),
    // One reading for each component that is chosen.
    [client, arn],
  );
  useEffect(() => void model.load(), [model]);
  const loaded = model.loaded.value;
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading its parameters…</StatusIndicator>;
  }
  if (loaded.state === 'problem') {
    return (
      <ProblemAlert problem={loaded.problem} scope={scope} onRetry={() => void model.load()} />
    );
  }
  return <Values {...props} component={loaded.value} />;
}

function Values({
  component,
  build,
  onAdd,
}: ComponentPickerProps & { readonly component: Component }) {
  const [texts, setTexts] = useState<ParameterTexts>({});
  const reasonId = useId();
  const reading = readChoice(component, texts, build);
  const obstacle = 'obstacle' in reading ? reading.obstacle : undefined;
  return (
    <SpaceBetween size="m">
      <ParameterFields
        key="parameters"
        parameters={component.parameters}
        texts={texts}
        onType={(name, text) => setTexts({ ...texts, [name]: text })}
      />
      <SpaceBetween key="add" size="xs">
        <Button
          key="button"
          iconName="add-plus"
          disabled={obstacle !== undefined}
          {...(obstacle !== undefined && { ariaDescribedby: reasonId })}
          onClick={() => 'added' in reading && onAdd(reading.added)}
        >
          Add component
        </Button>
        {obstacle !== undefined && (
          <Box key="reason" color="text-body-secondary">
            <span id={reasonId}>{obstacle}</span>
          </Box>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
