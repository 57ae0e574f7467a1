import { applyMode, Mode } from '@cloudscape-design/global-styles';

/**
 * Follows the browser's light or dark scheme, also when it changes: for Cloudscape's components
 * by their class, and for the desk's own style sheet by the attribute of the generated tokens.
 */
export function followColourScheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    applyMode(dark.matches ? Mode.Dark : Mode.Light);
    document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', apply);
  apply();
}
