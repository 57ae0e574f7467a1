import { useEffect } from 'preact/hooks';

/**
 * Calls back when nobody sees the page any more, and when the view goes. What was typed in
 * secret must not be there when somebody comes back, nor in what a browser keeps of its tabs.
 */
export function useWhenHidden(forget: () => void): void {
  useEffect(() => {
    const hide = () => {
      if (document.hidden) forget();
    };
    document.addEventListener('visibilitychange', hide);
    addEventListener('pagehide', forget);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('pagehide', forget);
      forget();
    };
  }, [forget]);
}
