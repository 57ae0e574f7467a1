import type { Ancestor } from '../../../../lib/builds/build';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import type { SectionProps } from '../section-props';

interface RecipeSectionProps extends SectionProps {
  readonly lineage: Reading<readonly Ancestor[]>;
}

export function RecipeSection({ build, lineage }: RecipeSectionProps) {
  return (
    <Section title="Recipe">
      <p>{build.recipe?.name}</p>
      <p>{lineage.held?.value.map(({ reference }) => reference).join()}</p>
    </Section>
  );
}
