import { signal } from '@preact/signals';
import { render } from 'preact';
import { consoleDocuments, imageInFocus, showsImages } from '../../lib/console/focus';
import { readConsolePage, readSessionHints } from '../../lib/console/page';
import { watchConsole } from '../../lib/console/watch';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import { createHost } from './host';
import { createPanelModel } from './model';
import { Panel } from './panel';
import css from './panel.css?inline';
import { consoleTheme, type Theme } from './theme';

/** What a panel needs of the page and the browser. */
export interface StartParts {
  readonly page: Window;
  readonly client: Client;
  readonly now: () => number;
  readonly listen: (hear: (event: ProductEvent) => void, signal: AbortSignal) => void;
  /** Ends all of it, without a trace. */
  readonly signal: AbortSignal;
}

interface MountedPanel {
  /** Brings the panel up to date with the page. */
  readonly update: (documents: readonly Document[]) => void;
  readonly unmount: () => void;
}

/** Watches a console page, and shows the panel while the page shows images. */
export function startPanel({ page, signal: ended, ...parts }: StartParts): void {
  let mounted: MountedPanel | undefined;
  const unmount = () => {
    mounted?.unmount();
    mounted = undefined;
  };
  const look = () => {
    const address = readConsolePage(page.location.href);
    if (!address || !showsImages(address)) return unmount();
    mounted ??= mountPanel({ page, ...parts });
    mounted.update(consoleDocuments(page.document));
  };
  ended.addEventListener('abort', unmount);
  watchConsole(page, look, ended);
}

function mountPanel({ page, client, now, listen }: Omit<StartParts, 'signal'>): MountedPanel {
  const { document } = page;
  const ended = new AbortController();
  const theme = signal<Theme>('light');
  const model = createPanelModel({ client, now, reload: () => page.location.reload() });
  const host = createHost(document, css);
  listen(model.hear, ended.signal);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden) model.resume();
    },
    { signal: ended.signal },
  );
  render(<Panel model={model} theme={theme} now={now} />, host.root);
  return {
    update(documents) {
      host.keep();
      theme.value = consoleTheme(documents);
      const address = readConsolePage(page.location.href);
      if (!address) return;
      model.look({
        page: address,
        hints: readSessionHints(document),
        find: (known) => imageInFocus(address, documents, known),
      });
    },
    unmount() {
      ended.abort();
      render(null, host.root);
      host.remove();
    },
  };
}
