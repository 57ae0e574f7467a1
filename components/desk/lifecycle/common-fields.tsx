import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { descriptionError } from './copy-form';
import { TextField } from './fields';

/** What holds for everything that a form of several images makes. */
interface Common {
  readonly description: string;
  /** Whether the tags of the images come along. */
  readonly tags: boolean;
}

/** The fields for what all new images of a form have in common: a description, and their tags. */
export function CommonFields({
  form,
  description,
  tags,
  onChange,
}: {
  readonly form: Common;
  /** What is said of each field. */
  readonly description: string;
  readonly tags: string;
  readonly onChange: (part: Partial<Common>) => void;
}) {
  return (
    <SpaceBetween size="m">
      <TextField
        key="description"
        label="Description - optional"
        description={description}
        value={form.description}
        error={descriptionError(form.description)}
        onType={(typed) => onChange({ description: typed })}
      />
      <Checkbox
        key="tags"
        checked={form.tags}
        description={tags}
        onChange={({ detail }) => onChange({ tags: detail.checked })}
      >
        Copy the tags too
      </Checkbox>
    </SpaceBetween>
  );
}
