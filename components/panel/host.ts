/** The custom name of the panel's host element; it is not registered as a custom element. */
const hostName = 'image-desk-panel';

/**
 * What the host needs to be seen, whatever rules the page has for elements that it does not
 * know: nothing beats an inline declaration that is important. It lies above the console's
 * layout and below its dialogs (z-index 5000 in Cloudscape). On a narrow page it keeps to the
 * edges; the sizes of what is inside follow in panel.css.
 */
const hostStyle: readonly (readonly [string, string])[] = [
  ['all', 'initial'],
  ['display', 'block'],
  ['position', 'fixed'],
  [
    'inset',
    'auto clamp(0px, (100vw - 600px) * 99, 16px) clamp(0px, (100vw - 600px) * 99, 56px) auto',
  ],
  ['z-index', '4500'],
  ['direction', 'ltr'],
];

/** How often a page may remove the host before it is put where the page does not clear up. */
const patience = 3;

/** The panel's place in the page. */
export interface PanelHost {
  /** Where the panel is rendered. */
  readonly root: HTMLElement;
  /** Puts the host back if the page has removed it or changed how it is shown. */
  readonly keep: () => void;
  readonly remove: () => void;
}

/** Puts an empty host with a shadow root and its styles at the end of the page's body. */
export function createHost(document: Document, css: string): PanelHost {
  // One of an older version may be left over: Firefox runs a new version in open pages.
  for (const old of document.querySelectorAll(hostName)) old.remove();
  const host = document.createElement(hostName);
  const shadow = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = css;
  const root = document.createElement('div');
  shadow.append(style, root);
  // What is typed here must not reach the console's keyboard shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup']) {
    host.addEventListener(type, (event) => event.stopPropagation());
  }
  let removals = 0;
  const place = () => {
    for (const [name, value] of hostStyle) host.style.setProperty(name, value, 'important');
    const parent = removals < patience ? document.body : document.documentElement;
    parent.append(host);
  };
  place();
  return {
    root,
    keep() {
      if (host.isConnected && host.style.display === 'block' && !host.hidden) return;
      if (!host.isConnected) removals += 1;
      host.hidden = false;
      place();
    },
    remove: () => host.remove(),
  };
}
