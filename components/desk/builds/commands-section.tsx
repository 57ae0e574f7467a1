import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo, useState } from 'preact/hooks';
import { commandsOf } from '../../../lib/builds/commands';
import type { BuildTask } from '../../../lib/builds/plan';
import { CodeBlock } from '../code-block';

/** The same as commands of the AWS CLI, for those who carry it out from there. */
export function CommandsSection({ tasks }: { readonly tasks: readonly BuildTask[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Container>
      <ExpandableSection
        headerText="As commands of the AWS CLI"
        headerDescription="Do the same from a shell. Image Desk does not know of what a shell does."
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
      >
        {open && <Ways tasks={tasks} />}
      </ExpandableSection>
    </Container>
  );
}

function Ways({ tasks }: { readonly tasks: readonly BuildTask[] }) {
  const { bash, powerShell } = useMemo(() => commandsOf(tasks), [tasks]);
  return (
    <Tabs
      ariaLabel="Shells"
      tabs={[
        {
          id: 'bash',
          label: 'bash',
          content: <CodeBlock what="commands for bash" text={bash} />,
        },
        {
          id: 'power-shell',
          label: 'PowerShell',
          content: <CodeBlock what="commands for PowerShell" text={powerShell} />,
        },
      ]}
    />
  );
}
