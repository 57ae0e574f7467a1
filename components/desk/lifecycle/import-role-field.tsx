import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import type { ImageBuilder } from '../../../lib/lifecycle/builder';

interface RoleFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  /** The image builders of the account: their roles are offered. */
  readonly builders: readonly Pick<ImageBuilder, 'name' | 'role'>[];
  readonly error?: string | undefined;
  readonly onType: (role: string) => void;
}

/** The ARN of an IAM role, typed or one that an image builder of the account has. */
export function RoleField(props: RoleFieldProps) {
  const { label, description, value, builders, error = '', onType } = props;
  const known = new Map(
    builders.flatMap(({ name, role }) => (role === undefined ? [] : [[role, name] as const])),
  );
  return (
    <FormField
      label={label}
      description={description}
      constraintText="The ARN of an IAM role that trusts appstream.amazonaws.com."
      errorText={error}
    >
      <Autosuggest
        value={value}
        options={[...known].map(([role, name]) => ({
          value: role,
          description: `Of the image builder ${name}`,
        }))}
        enteredTextLabel={(text) => `Use ${text}`}
        placeholder="arn:aws:iam::111122223333:role/Name"
        empty="No image builder of this account has a role. Enter the ARN."
        invalid={error !== ''}
        onChange={({ detail }) => onType(detail.value)}
      />
    </FormField>
  );
}
