import { Section } from '../../section';
import type { SectionProps } from '../section-props';

export function BuildSummary({ build }: SectionProps) {
  return (
    <Section title="Summary">
      <p>{build.status}</p>
    </Section>
  );
}
