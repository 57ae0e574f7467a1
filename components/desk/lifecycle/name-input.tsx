import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface NameInputProps {
  /** What is entered, as nothing beside it says it. */
  readonly label: string;
  readonly value: string;
  /** What is wrong with it, in one sentence. */
  readonly error?: string | undefined;
  readonly onType: (value: string) => void;
}

/** A name to be entered in a row of a table. It is not corrected and not filled in. */
export function NameInput({ label, value, error = '', onType }: NameInputProps) {
  return (
    <FormField errorText={error} stretch>
      <Input
        value={value}
        ariaLabel={label}
        spellcheck={false}
        autoComplete={false}
        invalid={error !== ''}
        onChange={({ detail }) => onType(detail.value)}
      />
    </FormField>
  );
}
