import Autosuggest from '@cloudscape-design/components/autosuggest';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import {
  describeInstance,
  familiesFor,
  instanceOf,
  unknownInstance,
} from '../../../lib/lifecycle/instances';
import type { ClonePartProps } from './clone-fields';

/**
 * The machine on which the image is made: an instance type of the lists, or any other that AWS has
 * by now or has for imported images alone.
 */
export function CloneMachine({ facts, form, errors, onChange }: ClonePartProps) {
  const groups = familiesFor(facts.source.instanceFamilies).map(({ name, types, fits }) => ({
    label: fits ? name : `${name} (not supported by this image)`,
    options: types.map((each) => ({
      value: each.type,
      description: describeInstance(each),
      ...(!fits && { disabled: true, disabledReason: `This image does not run on ${name}.` }),
    })),
  }));
  const typed = form.instanceType;
  const known = instanceOf(typed);
  // Of what is no name of a type the error says it all.
  const isWhole = typed !== '' && errors.instanceType === undefined;
  return (
    <Container header={<Header variant="h2">Image builder</Header>}>
      <FormField
        label="Image builder instance type"
        description="The machine on which the image is made. It costs by the hour while it runs."
        constraintText={known ? describeInstance(known) : isWhole ? unknownInstance(typed) : ''}
        errorText={errors.instanceType ?? ''}
      >
        <Autosuggest
          value={typed}
          options={groups}
          placeholder="Pick an instance type"
          empty="No instance type has this name."
          enteredTextLabel={(value) => `Use ${value}`}
          invalid={errors.instanceType !== undefined}
          onChange={({ detail }) => onChange({ instanceType: detail.value.trim() })}
        />
      </FormField>
    </Container>
  );
}
