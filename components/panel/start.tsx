import { signal } from '@preact/signals';
import { render } from 'preact';
import { consoleDocuments } from '../../lib/console/documents';
import { readConsolePage, readSessionHints } from '../../lib/console/page';
import { watchConsole } from '../../lib/console/watch';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { Later } from '../desk/later';
import type { PanelConsole } from './console';
import { createHost } from './host';
import { Panel } from './panel';
import { consoleTheme, type Theme } from './theme';

/** What a panel needs of the page and the browser. */
export interface StartParts {
  readonly console: PanelConsole;
  readonly page: Window;
  readonly client: Client;
  readonly now: () => number;
  readonly later: Later;
  readonly listen: (hear: (event: ProductEvent) => void, signal: AbortSignal) => void;
  /** Ends all of it, without a trace. */
  readonly signal: AbortSignal;
}

interface MountedPanel {
  /** Brings the panel up to date with the page. */
  readonly update: (documents: readonly Document[]) => void;
  readonly unmount: () => void;
}

/** Watches a page of a console, and shows the console's panel where it has a place. */
export function startPanel({ page, signal: ended, ...parts }: StartParts): void {
  let mounted: MountedPanel | undefined;
  const unmount = () => {
    mounted?.unmount();
    mounted = undefined;
  };
  const look = () => {
    const address = readConsolePage(page.location.href);
    if (!address || !parts.console.shows(address)) return unmount();
    mounted ??= mountPanel({ page, ...parts });
    mounted.update(consoleDocuments(page.document));
  };
  ended.addEventListener('abort', unmount);
  watchConsole(page, look, ended);
}

function mountPanel({ console, page, listen, ...parts }: Omit<StartParts, 'signal'>): MountedPanel {
  const { document } = page;
  const ended = new AbortController();
  const theme = signal<Theme>('light');
  const { model, look, content } = console.open({
    ...parts,
    reload: () => page.location.reload(),
    hidden: () => document.hidden,
    ended: ended.signal,
  });
  const host = createHost(document, console.css);
  listen(model.hear, ended.signal);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden) model.resume();
    },
    { signal: ended.signal },
  );
  render(
    <Panel model={model} theme={theme}>
      {content}
    </Panel>,
    host.root,
  );
  return {
    update(documents) {
      host.keep();
      theme.value = consoleTheme(documents);
      const address = readConsolePage(page.location.href);
      if (!address) return;
      look({
        page: address,
        address: page.location.href,
        hints: readSessionHints(document),
        documents,
      });
    },
    unmount() {
      ended.abort();
      render(null, host.root);
      host.remove();
    },
  };
}
