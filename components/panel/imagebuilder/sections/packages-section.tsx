import type { Package } from '../../../../lib/builds/build';
import { Button } from '../../../light/button';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import type { SectionProps } from '../section-props';

interface PackagesSectionProps extends SectionProps {
  readonly packages: Reading<readonly Package[]>;
  readonly onOpen: () => void;
}

export function PackagesSection({ packages, onOpen }: PackagesSectionProps) {
  return (
    <Section title="Packages">
      <Button onClick={onOpen}>Show packages</Button>
      <p>{packages.held?.value.map(({ name }) => name).join()}</p>
    </Section>
  );
}
