import type { Tags } from '../../../../lib/images/image';
import { Section } from '../../section';

export function TagsSection({ tags }: { readonly tags: Tags }) {
  return <Section title="Tags">{tags.length}</Section>;
}
