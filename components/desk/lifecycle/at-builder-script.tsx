import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'preact/hooks';
import type { ScriptOrder } from '../../../lib/cloning/script/order';
import { imageScript } from '../../../lib/cloning/script/script';
import { runCommandOf, scriptFileName } from '../../../lib/cloning/script/words';
import { CodeBlock } from '../code-block';
import { download } from '../download';

/** The steps at an image builder that are about the script: bringing it there, and running it. */
export function AtBuilderScript({ order }: { readonly order: ScriptOrder }) {
  const script = useMemo(() => imageScript(order), [order]);
  const file = scriptFileName(order);
  const isWindows = order.platform === 'windows';
  return (
    <>
      <li>
        <SpaceBetween size="xs">
          <div class="desk-who">{`Bring the script there, and save it as ${file}.`}</div>
          <SpaceBetween direction="horizontal" size="xs">
            <CopyToClipboard
              copyButtonText="Copy the script"
              copyButtonAriaLabel="Copy the script"
              copySuccessText="Copied"
              copyErrorText="The browser did not let it be copied. Download it instead."
              textToCopy={script}
            />
            <Button iconName="download" onClick={() => download(file, 'text/plain', script)}>
              Download the script
            </Button>
          </SpaceBetween>
          <ExpandableSection
            headerText={isWindows ? 'The script, in PowerShell' : 'The script, in bash'}
          >
            <CodeBlock what="script" text={script} />
          </ExpandableSection>
        </SpaceBetween>
      </li>
      <li>
        <SpaceBetween size="xs">
          <div>
            {isWindows
              ? 'Run it in a PowerShell that was started as administrator. It stops at the first failure, and says what is wrong.'
              : 'Run it as ImageBuilderAdmin. It stops at the first failure, and says what is wrong.'}
          </div>
          <CodeBlock what="command that runs the script" text={runCommandOf(order)} />
          <div>
            When it says that the image is being made, come back: this job goes on by itself. If it
            has stopped, it can be run again: it adds nothing twice.
          </div>
        </SpaceBetween>
      </li>
    </>
  );
}
