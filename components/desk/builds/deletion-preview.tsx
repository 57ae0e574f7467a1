import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { BuildTask } from '../../../lib/builds/plan';
import { countOf } from '../../../lib/words';

/** What goes with an image that is deleted, one by one; nothing where nothing does. */
export function DeletionPreview({ tasks }: { readonly tasks: readonly BuildTask[] }) {
  const groups = tasks.flatMap((task) => {
    if (task.act !== 'delete' || !task.resources) return [];
    const { amis, snapshots, containers } = task.resources;
    return [
      { noun: 'AMI', all: amis },
      { noun: 'snapshot', all: snapshots },
      { noun: 'container image', all: containers },
    ].filter(({ all }) => all.length > 0);
  });
  if (groups.length === 0) return null;
  return (
    <Container header={<Header variant="h2">What is deleted with it</Header>}>
      <SpaceBetween size="m">
        {groups.map(({ noun, all }) => (
          <div key={noun}>
            <strong>{countOf(all.length, noun)}</strong>
            <ul class="desk-list" aria-label={`Each ${noun}`}>
              {all.map((each) => (
                <li key={each}>
                  <span class="desk-who">{each}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
