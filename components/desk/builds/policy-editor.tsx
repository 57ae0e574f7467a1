import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { BuildShareModel } from './share-model';

/** Writes the whole policy, for what the form cannot say. */
export function PolicyEditor({
  model,
  current,
}: {
  readonly model: BuildShareModel;
  /** The text of the policy as it is. */
  readonly current: string | undefined;
}) {
  const draft = model.policy.value;
  return (
    <ExpandableSection headerText="Edit the policy as JSON" variant="container">
      <SpaceBetween size="s">
        <Box key="note" color="text-body-secondary">
          {current === undefined
            ? 'The image has no policy yet.'
            : 'AWS cannot delete a policy: one that gives nobody anything ends it.'}
        </Box>
        <FormField key="text" label="Image policy" errorText={draft?.error} stretch>
          <Textarea
            value={draft?.text ?? current ?? ''}
            rows={14}
            spellcheck={false}
            onChange={({ detail }) =>
              model.writePolicy(detail.value === (current ?? '') ? undefined : detail.value)
            }
          />
        </FormField>
        {draft && (
          <Button key="undo" onClick={() => model.writePolicy(undefined)}>
            Leave the policy as it is
          </Button>
        )}
      </SpaceBetween>
    </ExpandableSection>
  );
}
