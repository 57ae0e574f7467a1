import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ComponentParameter } from '../../../lib/builds/clone/clone';
import { entryOf, type ParameterTexts } from './component-choice';

interface ParameterFieldsProps {
  readonly parameters: readonly ComponentParameter[];
  readonly texts: ParameterTexts;
  readonly onType: (name: string, text: string) => void;
}

/** A field for each parameter of a component, as its type is entered. */
export function ParameterFields({ parameters, texts, onType }: ParameterFieldsProps) {
  if (parameters.length === 0) return null;
  return (
    <SpaceBetween size="m">
      {parameters.map((parameter) => {
        const { name, description, fallback } = parameter;
        return (
          <FormField
            key={name}
            label={fallback === undefined ? name : `${name} - optional`}
            {...(description !== undefined && { description })}
            constraintText={constraintOf(parameter)}
          >
            <Entry
              parameter={parameter}
              text={texts[name] ?? ''}
              onType={(text) => onType(name, text)}
            />
          </FormField>
        );
      })}
    </SpaceBetween>
  );
}

function Entry(props: {
  readonly parameter: ComponentParameter;
  readonly text: string;
  readonly onType: (text: string) => void;
}) {
  const { parameter, text, onType } = props;
  switch (entryOf(parameter)) {
    case 'list':
      return (
        <Textarea
          value={text}
          rows={3}
          spellcheck={false}
          onChange={({ detail }) => onType(detail.value)}
        />
      );
    case 'flag':
      return (
        <Select
          selectedOption={flags.find(({ value }) => value === text) ?? null}
          options={parameter.fallback === undefined ? flags.slice(1) : flags}
          placeholder="Choose true or false"
          onChange={({ detail }) => onType(detail.selectedOption.value ?? '')}
        />
      );
    case 'text':
      return (
        <Input
          value={text}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => onType(detail.value)}
        />
      );
  }
}

const flags = [
  { value: '', label: 'As the component says' },
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
];

function constraintOf(parameter: ComponentParameter): string {
  const { type, fallback } = parameter;
  const list = entryOf(parameter) === 'list' ? ', one value a line' : '';
  const unless =
    fallback === undefined
      ? ''
      : `; ${fallback.length === 0 ? 'none' : fallback.join(', ')} unless you say otherwise`;
  return `${type}${list}${unless}.`;
}
