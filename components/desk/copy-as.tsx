import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo, useState } from 'preact/hooks';
import type { Commands } from '../../lib/commands';
import { cloudFormationOf } from '../../lib/infrastructure-as-code/cloud-formation';
import type { Resource } from '../../lib/infrastructure-as-code/resource';
import { terraformOf } from '../../lib/infrastructure-as-code/terraform';
import { CodeBlock } from './code-block';

/** What of a plan can be written down as resources. */
interface AsResources {
  readonly resources: readonly Resource[];
  /** What cannot, and why, in a few sentences. */
  readonly limits: string;
}

interface CopyAsProps {
  /** Prints the commands that do what the plan does; only when somebody wants to see them. */
  readonly print: () => Commands;
  /** Absent where nobody would look for resources. */
  readonly written?: AsResources;
}

/** The same as a plan in other words, for those who carry it out from there. */
export function CopyAs(props: CopyAsProps) {
  const [open, setOpen] = useState(false);
  return (
    <Container>
      <ExpandableSection
        headerText={props.written ? 'Copy as' : 'As commands of the AWS CLI'}
        headerDescription={
          props.written
            ? 'The same for the AWS CLI, CloudFormation and Terraform. Image Desk does not know of what they do.'
            : 'Do the same from a shell. Image Desk does not know of what a shell does.'
        }
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
      >
        {open && <Ways {...props} />}
      </ExpandableSection>
    </Container>
  );
}

function Ways({ print, written }: CopyAsProps) {
  // What a plan does not change while it is looked at.
  const { bash, powerShell } = useMemo(print, []);
  return (
    <Tabs
      ariaLabel={written ? 'Ways to copy it' : 'Shells'}
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
        ...(written
          ? [
              {
                id: 'cloud-formation',
                label: 'CloudFormation',
                content: (
                  <Written what="CloudFormation template" print={cloudFormationOf} {...written} />
                ),
              },
              {
                id: 'terraform',
                label: 'Terraform',
                content: (
                  <Written what="Terraform configuration" print={terraformOf} {...written} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

interface WrittenProps extends AsResources {
  readonly what: string;
  readonly print: (resources: readonly Resource[]) => string;
}

function Written({ what, print, resources, limits }: WrittenProps) {
  return (
    <SpaceBetween size="xs">
      <Box key="limits" color="text-body-secondary">
        {limits}
      </Box>
      {resources.length > 0 && <CodeBlock key="code" what={what} text={print(resources)} />}
    </SpaceBetween>
  );
}
