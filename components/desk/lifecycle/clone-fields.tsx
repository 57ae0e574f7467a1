import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'preact/hooks';
import type { ImageBuilder } from '../../../lib/lifecycle/builder';
import type { Problem } from '../../../lib/problems/problem';
import { FormActions } from '../form-actions';
import type { ActFormProps } from './act-frame';
import { CloneApplications } from './clone-applications';
import type { CloneFacts, CloneForm, CloneWay } from './clone-entry';
import {
  errorsOfClone,
  notesOfClone,
  obstacleToExactCopy,
  readCloneForm,
  type CloneField,
} from './clone-form';
import { CloneMachine } from './clone-machine';
import { CloneSettings } from './clone-settings';
import { filledTags, TextField } from './fields';
import type { NetworksRead } from './use-networks';

/** What the parts of the form are given. */
export interface ClonePartProps {
  readonly facts: CloneFacts;
  readonly form: CloneForm;
  readonly errors: Readonly<Partial<Record<CloneField, string>>>;
  readonly onChange: (change: Partial<CloneForm>) => void;
}

interface CloneFieldsProps extends ActFormProps {
  readonly facts: CloneFacts;
  readonly builders: readonly ImageBuilder[];
  readonly networks: NetworksRead;
  /** Why the tags of the image are not known. */
  readonly tagsProblem: Problem | undefined;
  /** Whether more than the usual is shown. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly form: CloneForm;
  readonly onForm: (form: CloneForm) => void;
}

/** The fields of the settings that are folded away: they are shown when something is wrong there. */
const folded: readonly CloneField[] = [
  'builder',
  'network',
  'role',
  'domain',
  'rootVolume',
  'tags',
];

/** What a clone needs to know, and the button that makes its plan. */
export function CloneFields(props: CloneFieldsProps) {
  const { facts, form, onForm, onPlan, onLeave, open, onOpen } = props;
  const entered: CloneForm = { ...form, tags: filledTags(form.tags) };
  const reading = readCloneForm(entered, facts);
  const errors = errorsOfClone(entered, facts);
  const onChange = (change: Partial<CloneForm>) => onForm({ ...form, ...change });
  const part: ClonePartProps = { facts, form, errors, onChange };
  const withBuilder = form.way === 'applications';
  const wrongThere = folded.some((field) => errors[field] !== undefined);
  useEffect(() => {
    // It stays open when that is put right, as the focus is in it by then.
    if (wrongThere) onOpen(true);
  }, [wrongThere]);
  return (
    <>
      <SpaceBetween size="l">
        <NewImage key="image" {...part} />
        {withBuilder && <CloneMachine key="machine" {...part} />}
        {withBuilder && <CloneApplications key="applications" {...part} />}
        {notesOfClone(entered, facts).map((note) => (
          <Alert key={note} type="warning">
            {note}
          </Alert>
        ))}
        {withBuilder && (
          <CloneSettings
            key="settings"
            {...part}
            builders={props.builders}
            networks={props.networks}
            tagsProblem={props.tagsProblem}
            open={open}
            onOpen={onOpen}
          />
        )}
      </SpaceBetween>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}

const ways: readonly {
  readonly value: CloneWay;
  readonly label: string;
  readonly description: string;
}[] = [
  {
    value: 'applications',
    label: 'New image with more applications',
    description:
      'An image builder starts from this image. You run a script on it that installs the applications and creates the new image.',
  },
  {
    value: 'copy',
    label: 'Exact copy',
    description: 'AWS copies the image in this Region under another name. Its tags come along.',
  },
];

function NewImage({ facts, form, errors, onChange }: ClonePartProps) {
  const obstacle = obstacleToExactCopy(facts);
  return (
    <Container header={<Header variant="h2">New image</Header>}>
      <SpaceBetween size="m">
        <FormField key="way" label="How it is made" stretch>
          <RadioGroup
            value={form.way}
            items={ways.map(({ value, label, description }) => ({
              value,
              label,
              description: value === 'copy' ? (obstacle ?? description) : description,
              disabled: value === 'copy' && obstacle !== undefined,
            }))}
            onChange={({ detail }) => {
              const way = ways.find(({ value }) => value === detail.value);
              if (way) onChange({ way: way.value });
            }}
          />
        </FormField>
        <TextField
          key="image"
          label="Image name"
          constraint="Up to 100 letters, digits and _ . - and not the name of another image or image builder in this Region."
          value={form.image}
          error={errors.image}
          onType={(image) => onChange({ image })}
        />
        {form.way === 'applications' && (
          <TextField
            key="display-name"
            label="Display name - optional"
            value={form.displayName}
            error={errors.displayName}
            onType={(displayName) => onChange({ displayName })}
          />
        )}
        <TextField
          key="description"
          label="Description - optional"
          value={form.description}
          error={errors.description}
          onType={(description) => onChange({ description })}
        />
        {form.way === 'copy' && (
          <Checkbox
            key="shares"
            checked={form.shares}
            description="With the same permissions."
            onChange={({ detail }) => onChange({ shares: detail.checked })}
          >
            Share the copy with the accounts that have the image
          </Checkbox>
        )}
      </SpaceBetween>
    </Container>
  );
}
