/** Lets the system's choice of light or dark decide, now and when it changes. */
export function followSystemTheme(page: Window): void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    page.document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', apply);
  apply();
}
