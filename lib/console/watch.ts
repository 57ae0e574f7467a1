import { consoleDocuments } from './documents';

/** The least time between two looks at the page, in milliseconds. */
const pace = 100;

/** How often the address is compared, for routers that change it without any event. */
const pollEvery = 1000;

/** The attributes by which consoles say what is selected, and in which theme. */
const telling = ['class', 'aria-selected', 'aria-checked', 'checked', 'src'];

/**
 * Calls back after anything on a console page that may have changed what it is about: its
 * address, its content, or that of a service iframe, also one that appears or navigates later.
 * Many changes become one call, at most ten a second, and none while nobody sees the page.
 */
export function watchConsole(page: Window, changed: () => void, signal: AbortSignal): void {
  const { document } = page;
  const watched = new Map<Document, MutationObserver>();
  let timer: number | undefined;
  let address = '';

  const soon = () => {
    if (signal.aborted || document.hidden) return;
    timer ??= page.setTimeout(look, pace);
  };

  const look = () => {
    timer = undefined;
    address = page.location.href;
    watchDocuments();
    changed();
  };

  const watchDocuments = () => {
    const present = consoleDocuments(document);
    for (const [known, observer] of watched) {
      if (present.includes(known)) continue;
      observer.disconnect();
      watched.delete(known);
    }
    for (const each of present) {
      if (!watched.has(each)) watched.set(each, watchDocument(each));
    }
  };

  const watchDocument = (each: Document): MutationObserver => {
    const observer = new MutationObserver(soon);
    observer.observe(each, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: telling,
    });
    // A radio button that is turned on changes no attribute; a frame that has loaded bubbles not.
    each.addEventListener('change', soon, { capture: true, signal });
    each.addEventListener('load', soon, { capture: true, signal });
    each.defaultView?.addEventListener('hashchange', soon, { signal });
    return observer;
  };

  page.addEventListener('popstate', soon, { signal });
  document.addEventListener('visibilitychange', soon, { signal });
  navigationOf(page)?.addEventListener('currententrychange', soon, { signal });
  const poll = page.setInterval(() => {
    if (page.location.href !== address) soon();
  }, pollEvery);
  signal.addEventListener('abort', () => {
    page.clearInterval(poll);
    page.clearTimeout(timer);
    for (const observer of watched.values()) observer.disconnect();
  });
  watchDocuments();
  soon();
}

/** The Navigation API, where the browser has it. */
function navigationOf(page: Window): EventTarget | undefined {
  return (page as { navigation?: EventTarget }).navigation;
}
