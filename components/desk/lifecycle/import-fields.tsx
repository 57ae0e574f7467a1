import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Tags } from '../../../lib/images/image';
import type { ImageBuilder } from '../../../lib/lifecycle/builder';
import type { Refusal } from '../../../lib/lifecycle/refusals';
import { TagsField, TextField } from './fields';
import { CatalogField } from './import-catalog';
import { doubtsIn, errorOf, type ImportedFields } from './import-form';
import { RoleField } from './import-role-field';

interface ImportedImageProps {
  readonly fields: ImportedFields;
  readonly refusals: readonly Refusal[];
  readonly builders: readonly ImageBuilder[];
  /** Where it is imported, where that is another account: at the end of a sentence. */
  readonly where?: string;
  readonly catalogDescription: string;
  /** The tags that are added by themselves. */
  readonly lineage: Tags;
  readonly onChange: (change: Partial<ImportedFields>) => void;
}

/** What is entered of an image that is imported. */
export function ImportedImage(props: ImportedImageProps) {
  const { fields, refusals, builders, where = '', lineage, onChange } = props;
  const texts = `${fields.displayName}${fields.description}`;
  return (
    <SpaceBetween size="m">
      <TextField
        key="image"
        label="Image name"
        description={`What the new image is called${where}.`}
        constraint="Up to 100 letters, digits and _ . -"
        value={fields.image}
        error={errorOf(refusals, 'name', fields.image)}
        onType={(image) => onChange({ image })}
      />
      <TextField
        key="display-name"
        label="Display name - optional"
        value={fields.displayName}
        error={errorOf(refusals, 'text', fields.displayName)}
        onType={(displayName) => onChange({ displayName })}
      />
      <TextField
        key="description"
        label="Description - optional"
        constraint="Only letters, digits, spaces and _ . ( ) -"
        value={fields.description}
        error={fields.displayName === '' ? errorOf(refusals, 'text', texts) : undefined}
        onType={(description) => onChange({ description })}
      />
      <RoleField
        key="role"
        label={where === '' ? 'IAM role' : `IAM role${where}`}
        description="With it AppStream reads the AMI: it may describe images and change their attributes."
        value={fields.role}
        builders={builders}
        error={errorOf(refusals, 'role', fields.role)}
        onType={(role) => onChange({ role })}
      />
      <FormField key="agent" label="AppStream agent">
        <RadioGroup
          value={fields.alwaysLatestAgent ? 'always' : 'current'}
          items={[
            {
              value: 'current',
              label: 'The newest as of the import',
              description: 'It stays until the image is updated.',
            },
            {
              value: 'always',
              label: 'Always the newest',
              description: 'Fleets take each new version by themselves.',
            },
          ]}
          onChange={({ detail }) => onChange({ alwaysLatestAgent: detail.value === 'always' })}
        />
      </FormField>
      <CatalogField
        key="catalog"
        rows={fields.applications}
        description={props.catalogDescription}
        error={
          refusals.find(
            ({ kind }) => kind.startsWith('application') && fields.applications.length > 0,
          )?.sentence
        }
        onChange={(applications) => onChange({ applications })}
      />
      <TagsField
        key="tags"
        tags={fields.tags}
        error={refusals.find(({ kind }) => kind === 'tags')?.sentence}
        onChange={(tags) => onChange({ tags })}
      />
      <Lineage key="lineage" tags={lineage} />
      <Doubts key="doubts" refusals={refusals} />
    </SpaceBetween>
  );
}

/** The tags that say where an image comes from: they are added by themselves. */
export function Lineage({ tags }: { readonly tags: Tags }) {
  if (tags.length === 0) return null;
  return (
    <div>
      <Box variant="awsui-key-label">Tags that Image Desk adds</Box>
      <ul class="desk-lineage" aria-label="Tags that Image Desk adds">
        {tags.map(({ key, value }) => (
          <li key={key} class="desk-who">
            <code>{`${key} = ${value}`}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What AWS may refuse, before the plan says it again. */
export function Doubts({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const doubts = doubtsIn(refusals);
  if (doubts.length === 0) return null;
  return (
    <Alert type="warning">
      <SpaceBetween size="xs">
        {doubts.map((sentence) => (
          <div key={sentence}>{sentence}</div>
        ))}
      </SpaceBetween>
    </Alert>
  );
}
