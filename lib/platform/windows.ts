import { browser } from 'wxt/browser';
import type { DialogPorts } from '../desk/dialogs';

/** The size of the dialog window, in CSS pixels. */
const dialogSize = { width: 760, height: 720 } as const;

/** The size of one that shows two builds beside each other. */
const wideSize = { width: 1240, height: 860 } as const;

/** Dialog windows of the desk, as the browser has them. */
export const dialogWindows: DialogPorts = {
  async create(hash) {
    const opened = await browser.windows.create({
      type: 'popup',
      url: deskUrl(hash),
      ...(hash.startsWith('#/findings') ? wideSize : dialogSize),
    });
    return opened?.id;
  },
  focus: (windowId) => succeeds(browser.windows.update(windowId, { focused: true })),
  exists: (windowId) => succeeds(browser.windows.get(windowId)),
};

/** The browser rejects what it is asked of a window that was closed. */
async function succeeds(asking: Promise<unknown>): Promise<boolean> {
  try {
    await asking;
    return true;
  } catch {
    return false;
  }
}

/** Opens the desk in a tab of its own. */
export async function openDeskTab(hash: string): Promise<void> {
  await browser.tabs.create({ url: deskUrl(hash) });
}

/** Opens an address in a tab of its own. */
export async function openTab(address: string): Promise<void> {
  await browser.tabs.create({ url: address });
}

/** The id of the tab that the person looks at. Needs no permission; its address would. */
export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/**
 * Closes the tab that this document is in, and its window with the last one. A document whose
 * hash has changed may not do so by `window.close()`.
 */
export async function closeOwnWindow(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

function deskUrl(hash: string): string {
  return browser.runtime.getURL('/desk.html') + hash;
}
