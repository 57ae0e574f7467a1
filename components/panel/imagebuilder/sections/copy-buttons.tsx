import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../light/button';
import { Verbatim } from './parts';

interface Format {
  /** As it is in the button: `Copy as JSON`. */
  readonly name: string;
  readonly write: () => string;
}

interface Copied {
  readonly name: string;
  /** Only where the clipboard was refused: what a person copies by hand. */
  readonly text?: string;
}

/** Puts something into the clipboard in the format that is chosen. */
export function CopyButtons({ formats }: { readonly formats: readonly Format[] }) {
  const [copied, setCopied] = useState<Copied>();
  const shown = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (shown.current) select(shown.current);
  }, [copied]);
  const copy = async ({ name, write }: Format) => {
    const text = write();
    try {
      await navigator.clipboard.writeText(text);
      setCopied({ name });
    } catch {
      setCopied({ name, text });
    }
  };
  return (
    <>
      <div class="buttons">
        {formats.map((format) => (
          <Button key={format.name} onClick={() => void copy(format)}>
            Copy as {format.name}
          </Button>
        ))}
      </div>
      <div class="quiet" role="status">
        {copied && said(copied)}
      </div>
      {copied?.text !== undefined && (
        <div ref={shown}>
          <Verbatim>{copied.text}</Verbatim>
        </div>
      )}
    </>
  );
}

function said({ name, text }: Copied): string {
  return text === undefined
    ? `Copied as ${name}.`
    : 'The browser does not let this page copy. The text is selected: copy it with the keyboard.';
}

function select(element: Element): void {
  element.ownerDocument.defaultView?.getSelection()?.selectAllChildren(element);
}
