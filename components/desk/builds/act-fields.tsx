import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { lifecycleStates, type LifecycleState } from '../../../lib/builds/acts';
import type { ImageBuild } from '../../../lib/builds/build';
import type { InputOf } from '../../../lib/operations/registry';
import { FormActions } from '../form-actions';
import { needsRole, readActForm, type ActForm, type BuildActTask } from './act-form';
import { SettingsField } from './settings-field';

/** What the form of an act is given. */
export interface ActFieldsProps {
  readonly task: BuildActTask;
  /** What it is about, once that is known. */
  readonly build?: ImageBuild | undefined;
  readonly form: ActForm;
  readonly onChange: (change: Partial<ActForm>) => void;
  /** Told what is wished for when its plan is to be made. */
  readonly onPlan: (wish: InputOf<'build-actions.plan'>) => void;
  readonly onLeave: () => void;
}

/** What an act needs to know, and the button that makes its plan. */
export function ActFields(props: ActFieldsProps) {
  const { task, build, form, onChange, onPlan, onLeave } = props;
  const reading = readActForm(task, form, build);
  return (
    <>
      <Container>
        <SpaceBetween size="m">
          <Asked key="asked" {...props} />
          {needsRole(task, form) && (
            <RoleField key="role" value={form.role} onType={(role) => onChange({ role })} />
          )}
        </SpaceBetween>
      </Container>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}

function Asked({ task, form, onChange }: ActFieldsProps) {
  if (task.view === 'step-answer') {
    return <ReasonField value={form.reason} onType={(reason) => onChange({ reason })} />;
  }
  if (task.view === 'pipeline-run') return null;
  switch (task.act) {
    case 'distribute':
      return (
        <SettingsField
          scope={task.scope}
          value={form.settings}
          onPick={(settings) => onChange({ settings })}
        />
      );
    case 'state':
      return <StateFields form={form} onChange={onChange} />;
    case 'delete':
      return <DeletionField form={form} onChange={onChange} />;
    default:
      return null;
  }
}

const stateWords: Readonly<Record<LifecycleState, readonly [label: string, description: string]>> =
  {
    AVAILABLE: ['Available', 'It can be used and is listed.'],
    DEPRECATED: ['Deprecated', 'It can be used, and is left out of lists.'],
    DISABLED: ['Disabled', 'It cannot be used until it is made available again.'],
  };

function StateFields({ form, onChange }: Pick<ActFieldsProps, 'form' | 'onChange'>) {
  return (
    <SpaceBetween size="m">
      <FormField key="state" label="State">
        <RadioGroup
          value={form.to ?? null}
          items={lifecycleStates.map((state) => ({
            value: state,
            label: stateWords[state][0],
            description: stateWords[state][1],
          }))}
          onChange={({ detail }) => {
            const to = lifecycleStates.find((each) => each === detail.value);
            if (to) onChange({ to });
          }}
        />
      </FormField>
      <Checkbox
        key="amis"
        checked={form.amis}
        description="In every Region that they were distributed to."
        onChange={({ detail }) => onChange({ amis: detail.checked })}
      >
        The AMIs too
      </Checkbox>
    </SpaceBetween>
  );
}

function DeletionField({ form, onChange }: Pick<ActFieldsProps, 'form' | 'onChange'>) {
  return (
    <FormField label="What is deleted">
      <RadioGroup
        value={form.resources === undefined ? null : String(form.resources)}
        items={[
          {
            value: 'false',
            label: 'The image alone',
            description: 'Its AMIs, their snapshots and its container images remain.',
          },
          {
            value: 'true',
            label: 'The image with all that it put out',
            description: 'The plan lists each AMI, snapshot and container image.',
          },
        ]}
        onChange={({ detail }) => onChange({ resources: detail.value === 'true' })}
      />
    </FormField>
  );
}

function RoleField(props: { readonly value: string; readonly onType: (role: string) => void }) {
  return (
    <FormField
      label="Execution role"
      description="The IAM role with which Image Builder does this. Your credentials need the permission to pass it on."
      constraintText="A name or an ARN."
    >
      <Input
        value={props.value}
        spellcheck={false}
        onChange={({ detail }) => props.onType(detail.value)}
      />
    </FormField>
  );
}

function ReasonField(props: { readonly value: string; readonly onType: (reason: string) => void }) {
  return (
    <FormField
      label="Reason - optional"
      description="AWS keeps it with the step, where later steps can read it."
    >
      <Textarea
        value={props.value}
        rows={3}
        onChange={({ detail }) => props.onType(detail.value)}
      />
    </FormField>
  );
}
