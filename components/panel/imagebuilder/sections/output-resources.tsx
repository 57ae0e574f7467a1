import { Section } from '../../section';
import type { SectionProps } from '../section-props';

export function OutputResources({ build }: SectionProps) {
  return (
    <Section title="Output resources">
      <p>{build.outputs.length}</p>
    </Section>
  );
}
