import type { Package } from '../../../../lib/builds/build';
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
      <details onToggle={({ currentTarget }) => currentTarget.open && onOpen()}>
        <summary>Packages of the image</summary>
      </details>
      <p>{packages.held?.value.map(({ name }) => name).join()}</p>
    </Section>
  );
}
