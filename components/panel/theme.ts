/** The themes of the light components, as `data-theme` names them. */
export type Theme = 'light' | 'dark';

/** The body classes by which the console says that it is dark, old and new. */
const darkClasses = ['awsui-polaris-dark-mode', 'awsui-dark-mode'];

/** The theme of a console page. The console's own choice counts, not the system's. */
export function consoleTheme(documents: readonly Document[]): Theme {
  const dark = documents.some((document) =>
    // A frame that is still loading has no body, whatever the types say.
    darkClasses.some((name) => (document.body as HTMLElement | null)?.classList.contains(name)),
  );
  return dark ? 'dark' : 'light';
}
