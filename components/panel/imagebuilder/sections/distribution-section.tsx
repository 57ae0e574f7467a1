import { Section } from '../../section';
import type { SectionProps } from '../section-props';

export function DistributionSection({ build }: SectionProps) {
  return (
    <Section title="Distribution settings">
      <p>{build.distribution?.name}</p>
    </Section>
  );
}
