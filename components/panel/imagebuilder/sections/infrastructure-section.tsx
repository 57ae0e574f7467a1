import { Section } from '../../section';
import type { SectionProps } from '../section-props';

export function InfrastructureSection({ build }: SectionProps) {
  return (
    <Section title="Infrastructure configuration">
      <p>{build.infrastructure?.name}</p>
    </Section>
  );
}
