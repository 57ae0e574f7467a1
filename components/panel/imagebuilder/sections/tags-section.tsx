import type { Tags } from '../../../../lib/images/image';
import { Table } from '../../../light/table';
import { Section } from '../../section';

/** The tags of a build. */
export function TagsSection({ tags }: { readonly tags: Tags }) {
  return (
    <Section title="Tags">
      {tags.length === 0 ? (
        <p class="quiet">This image has no tags.</p>
      ) : (
        <Table
          label="Tags"
          columns={['Key', 'Value']}
          rows={tags.map(({ key, value }) => ({ key, cells: [key, value] }))}
        />
      )}
    </Section>
  );
}
