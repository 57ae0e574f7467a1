import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../light/button';

interface HeadingProps {
  readonly children: string;
  /** Whether it takes the focus when it appears, so that a screen reader goes on from here. */
  readonly focused: boolean;
}

/** The heading of a view. */
export function Heading({ children, focused }: HeadingProps) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) place.current?.focus();
  }, []);
  return (
    <h1 tabIndex={-1} ref={place}>
      {children}
    </h1>
  );
}

interface ViewProps {
  readonly title: string;
  readonly onBack: () => void;
  /** Where Back leads, for its accessible name. */
  readonly backTo: string;
  readonly children: ComponentChildren;
}

/** A view of the popup behind its first one. */
export function View({ title, onBack, backTo, children }: ViewProps) {
  return (
    <main class="popup">
      <div class="view-head">
        <Button variant="link" label={`Back to ${backTo}`} onClick={onBack}>
          ← Back
        </Button>
        <Heading focused>{title}</Heading>
      </div>
      {children}
    </main>
  );
}
