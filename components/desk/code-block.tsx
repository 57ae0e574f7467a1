import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface CodeBlockProps {
  /** What the text is, such as `viewer policy`. */
  readonly what: string;
  readonly text: string;
}

/** A text to be copied as it is, with the button that copies it. */
export function CodeBlock({ what, text }: CodeBlockProps) {
  return (
    <SpaceBetween size="xs">
      <pre class="desk-code" role="group" aria-label={what}>
        {text}
      </pre>
      <CopyToClipboard
        copyButtonText="Copy"
        copyButtonAriaLabel={`Copy ${what}`}
        copySuccessText="Copied"
        copyErrorText="The browser did not let it be copied. Select the text instead."
        textToCopy={text}
      />
    </SpaceBetween>
  );
}
