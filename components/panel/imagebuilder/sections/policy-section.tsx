import type { ImagePolicy } from '../../../../lib/builds/build';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import type { SectionProps } from '../section-props';

interface PolicySectionProps extends SectionProps {
  readonly policy: Reading<ImagePolicy>;
}

export function PolicySection({ policy }: PolicySectionProps) {
  return (
    <Section title="Image policy">
      <p>{policy.held?.value.text}</p>
    </Section>
  );
}
