import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Takes the focus when it appears, so that a screen reader goes on from here. */
export function FocusHeading({ children }: { readonly children: ComponentChildren }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <span tabIndex={-1} ref={place}>
      {children}
    </span>
  );
}
