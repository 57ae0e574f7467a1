import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Tags } from '../../../lib/images/image';

interface TextFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly constraint?: string;
  readonly value: string;
  /** What is wrong with it, in one sentence. */
  readonly error?: string | undefined;
  readonly onType: (value: string) => void;
}

/** A line of text. A name, an ARN or the like: it is not corrected and not filled in. */
export function TextField(props: TextFieldProps) {
  const { label, description, constraint, value, error = '', onType } = props;
  return (
    <FormField
      label={label}
      errorText={error}
      {...(description !== undefined && { description })}
      {...(constraint !== undefined && { constraintText: constraint })}
    >
      <Input
        value={value}
        spellcheck={false}
        autoComplete={false}
        invalid={error !== ''}
        onChange={({ detail }) => onType(detail.value)}
      />
    </FormField>
  );
}

interface TagsFieldProps {
  readonly tags: Tags;
  readonly description?: string;
  /** What is wrong with them, in one sentence. */
  readonly error?: string | undefined;
  readonly onChange: (tags: Tags) => void;
}

/** Tags, one a row; those with an empty key are left out by who reads them. */
export function TagsField({ tags, description, error = '', onChange }: TagsFieldProps) {
  const put = (place: number, change: Partial<Tags[number]>) =>
    onChange(tags.map((tag, index) => (index === place ? { ...tag, ...change } : tag)));
  return (
    <FormField
      label="Tags"
      errorText={error}
      stretch
      {...(description !== undefined && { description })}
    >
      <SpaceBetween size="xs">
        {tags.length === 0 && (
          <Box key="none" color="text-body-secondary">
            No tags.
          </Box>
        )}
        {tags.map(({ key, value }, index) => (
          // What is typed changes the key: only its place stays.
          // oxlint-disable-next-line react/no-array-index-key
          <div class="desk-tag" key={index}>
            <Input
              value={key}
              ariaLabel={`Key of tag ${index + 1}`}
              placeholder="Key"
              spellcheck={false}
              autoComplete={false}
              onChange={({ detail }) => put(index, { key: detail.value })}
            />
            <Input
              value={value}
              ariaLabel={`Value of tag ${index + 1}`}
              placeholder="Value"
              spellcheck={false}
              autoComplete={false}
              onChange={({ detail }) => put(index, { value: detail.value })}
            />
            <Button
              iconName="close"
              variant="icon"
              ariaLabel={`Remove tag ${key === '' ? index + 1 : key}`}
              onClick={() => onChange(tags.filter((_, place) => place !== index))}
            />
          </div>
        ))}
        <Button key="add" onClick={() => onChange([...tags, { key: '', value: '' }])}>
          Add tag
        </Button>
      </SpaceBetween>
    </FormField>
  );
}

/** Tags without those that nobody has given a key. */
export function filledTags(tags: Tags): Tags {
  return tags.filter(({ key }) => key.trim() !== '');
}
