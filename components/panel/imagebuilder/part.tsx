import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PartProps {
  /** Told once, when the part comes into view. */
  readonly onSeen: () => void;
  readonly children: ComponentChildren;
}

/** A part of the panel for which something is read only when a person comes to it. */
export function Part({ onSeen, children }: PartProps) {
  const root = useRef<HTMLDivElement>(null);
  const tell = useRef(onSeen);
  tell.current = onSeen;
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      tell.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={root} class="part">
      {children}
    </div>
  );
}
