import { Section } from '../../section';
import type { SectionProps } from '../section-props';

export function TagsSection({ build }: SectionProps) {
  return (
    <Section title="Tags">
      <p>{build.tags.length}</p>
    </Section>
  );
}
