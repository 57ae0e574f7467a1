import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, CDPSession } from '@playwright/test';
import { startBrowser, type Browser } from './browser';
import { loopbackCertificate } from './certificates';
import { openSwitchboard } from './switchboard';

/**
 * An extension in a browser that others use after it: `close` takes it out with all that it has
 * stored, and undoes everything else that was done.
 */
export interface SharedUse extends Browser {
  readonly extensionId: string;
}

/** A browser for many stages, one after the other: starting one is dearer than most tests. */
export interface SharedBrowser {
  /** Loads a build of the extension as if just installed, before the server at a port of loopback. */
  readonly use: (extension: string, port: number) => Promise<SharedUse>;
  readonly close: () => Promise<void>;
}

/** What tests listen to in a context. */
const heard = ['console', 'dialog', 'page', 'request', 'response', 'serviceworker', 'weberror'];

/** Starts a browser without an extension, with the one blank page that every use finds. */
export async function startSharedBrowser(): Promise<SharedBrowser> {
  const switchboard = await openSwitchboard();
  const { spki } = await loopbackCertificate();
  const started = await startBrowser({ server: { port: switchboard.port, spki } });
  const { context, blank, profile } = started;
  const browser = context.browser();
  if (!browser) throw new Error('The context belongs to no browser.');
  const ofBrowser = await browser.newBrowserCDPSession();
  const ofPage = await context.newCDPSession(blank);
  return {
    async use(extension, port) {
      const hangUp = switchboard.putThrough(port);
      const origins = gatherOrigins(context);
      const installed = await install(context, ofBrowser, extension);
      return {
        context,
        blank,
        profile,
        extensionId: installed.id,
        async close() {
          // With the extension go its pages, and with its last page the browser.
          await blank.goto('about:blank');
          await installed.remove();
          const others = context.pages().filter((page) => page !== blank);
          await Promise.all(others.map((page) => page.close()));
          hangUp();
          for (const event of heard) context.removeAllListeners(event);
          await context.unrouteAll();
          await context.setOffline(false);
          await context.clearPermissions();
          await context.clearCookies();
          await ofPage.send('Network.clearBrowserCache');
          for (const origin of origins) {
            await ofPage.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
          }
        },
      };
    },
    async close() {
      await started.close();
      await switchboard.close();
    },
  };
}

/**
 * Installs a copy of a build. The id of an unpacked extension is that of its folder: what one copy
 * has stored is not there for the next, even while the browser is still about to delete it.
 */
async function install(context: BrowserContext, session: CDPSession, extension: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'image-desk-extension-'));
  cpSync(extension, folder, { recursive: true });
  const started = context.waitForEvent('serviceworker');
  const { id } = await session.send('Extensions.loadUnpacked', { path: folder });
  await started;
  return {
    id,
    async remove() {
      await session.send('Extensions.uninstall', { id });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every origin that a page or a frame goes to from now on, for what it may have stored. */
function gatherOrigins(context: BrowserContext): ReadonlySet<string> {
  const origins = new Set<string>();
  context.on('page', (page) => {
    page.on('framenavigated', (frame) => {
      const url = new URL(frame.url());
      if (url.protocol === 'https:') origins.add(url.origin);
    });
  });
  return origins;
}
