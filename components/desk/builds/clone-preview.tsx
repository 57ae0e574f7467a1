import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { labelOfBuild } from '../../../lib/builds/arn';
import { describeParameters, labelOfPart } from '../../../lib/builds/clone/parts';
import type { BuildTask } from '../../../lib/builds/plan';

/** The recipe that a clone is made by, in full; nothing where none is made. */
export function ClonePreview({ tasks }: { readonly tasks: readonly BuildTask[] }) {
  const made = tasks.find((task) => task.act === 'create-recipe');
  if (!made) return null;
  const { parent, parts } = made.recipe;
  return (
    <Container header={<Header variant="h2">New recipe</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Recipe', value: made.label },
          { label: 'Starts from', value: <span class="desk-who">{labelOfBuild(parent)}</span> },
          {
            label: 'Components',
            value: (
              <ol class="desk-list" aria-label="Components of the recipe">
                {parts.map((part, place) => (
                  // The same component may be in it twice.
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={place}>
                    <span class="desk-who">
                      {labelOfPart(part)}
                      {part.parameters.length > 0 && ` (${describeParameters(part.parameters)})`}
                    </span>
                  </li>
                ))}
              </ol>
            ),
          },
        ]}
      />
    </Container>
  );
}
