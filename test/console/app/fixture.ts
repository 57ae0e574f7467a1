import { useEffect, useState } from 'preact/hooks';
import { readVariants } from '../variants';

const parameters = new URLSearchParams(location.search);

/** How this page differs from the plain console. */
export const variants = readVariants(parameters);

/** The Region that the URL names, if any. */
export const region = parameters.get('region');

/** Marks the moment on this page's timeline and, inside a frame, also on the top page's. */
export function mark(name: 'console-ready' | 'console-selected'): void {
  performance.mark(name);
  if (window.parent !== window) window.parent.performance.mark(name);
}

/**
 * A number that grows in the variant that re-renders, 200 ms after the page last came to rest: a
 * busy machine would do nothing else otherwise. Else it stays 0.
 */
export function useGeneration(): number {
  const [generation, setGeneration] = useState(0);
  useEffect(() => {
    if (!variants.has('rerender')) return undefined;
    const timer = setTimeout(() => setGeneration(generation + 1), 200);
    return () => clearTimeout(timer);
  }, [generation]);
  return generation;
}
