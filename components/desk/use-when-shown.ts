import { useEffect } from 'preact/hooks';

/** Calls back when the page is seen again: what it was told meanwhile may have been missed. */
export function useWhenShown(look: () => void): void {
  useEffect(() => {
    const show = () => {
      if (!document.hidden) look();
    };
    document.addEventListener('visibilitychange', show);
    addEventListener('pageshow', show);
    return () => {
      document.removeEventListener('visibilitychange', show);
      removeEventListener('pageshow', show);
    };
  }, [look]);
}
