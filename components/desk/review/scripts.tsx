import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'preact/hooks';
import type { SharePlan } from '../../../lib/sharing/plan';
import { bashScript, powerShellScript, scriptFileName } from '../../../lib/sharing/script';
import { download } from '../download';

/** The plan as scripts for the AWS CLI, for those who carry it out from there. */
export function Scripts({ plan }: { readonly plan: SharePlan }) {
  const [open, setOpen] = useState(false);
  return (
    <Container>
      <ExpandableSection
        headerText="As a script for the AWS CLI"
        headerDescription="Does the same from a shell. Image Desk does not know of what a script does."
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
      >
        {open && <Ways plan={plan} />}
      </ExpandableSection>
    </Container>
  );
}

function Ways({ plan }: { readonly plan: SharePlan }) {
  const ways = useMemo(
    () =>
      [
        { name: 'bash', text: bashScript(plan), file: scriptFileName(plan, 'sh') },
        { name: 'PowerShell', text: powerShellScript(plan), file: scriptFileName(plan, 'ps1') },
      ] as const,
    [plan],
  );
  return (
    <SpaceBetween size="xs">
      {ways.map(({ name, text, file }) => (
        <SpaceBetween key={name} direction="horizontal" size="xs">
          <CopyToClipboard
            copyButtonText={`Copy for ${name}`}
            copyButtonAriaLabel={`Copy for ${name}`}
            copySuccessText="Copied"
            copyErrorText="The browser did not let it be copied. Save it instead."
            textToCopy={text}
          />
          <Button iconName="download" onClick={() => download(file, 'text/plain', text)}>
            {`Save for ${name}`}
          </Button>
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}
