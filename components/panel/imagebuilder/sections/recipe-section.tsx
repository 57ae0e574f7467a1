import type { Ancestor } from '../../../../lib/builds/build';
import { Button } from '../../../light/button';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import type { SectionProps } from '../section-props';

interface RecipeSectionProps extends SectionProps {
  readonly lineage: Reading<readonly Ancestor[]>;
  readonly onOpenLineage: () => void;
  readonly onShow: (build: string) => void;
}

export function RecipeSection({ build, lineage, onOpenLineage, onShow }: RecipeSectionProps) {
  return (
    <Section title="Recipe">
      <p>{build.recipe?.name}</p>
      <details onToggle={({ currentTarget }) => currentTarget.open && onOpenLineage()}>
        <summary>Lineage</summary>
      </details>
      {lineage.held?.value.map(({ reference }) => (
        <Button key={reference} onClick={() => onShow(reference)}>
          {reference}
        </Button>
      ))}
    </Section>
  );
}
