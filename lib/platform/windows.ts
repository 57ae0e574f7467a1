import { browser } from 'wxt/browser';
import type { KeyValueStore } from '../storage/key-value';

/** The size of the dialog window, in CSS pixels. */
export const dialogSize = { width: 760, height: 720 } as const;

const dialogKey = 'dialog-window';

/**
 * Opens a page of the extension in the dialog window. A page can ask for this as often as it
 * likes, so there is one such window at most: an open one is turned to the new route.
 */
export async function openDialogWindow(hash: string, store: KeyValueStore): Promise<void> {
  const url = deskUrl(hash);
  const held = await store.get(dialogKey);
  if (isDialog(held)) {
    try {
      await browser.tabs.update(held.tabId, { url });
      await browser.windows.update(held.windowId, { focused: true });
      return;
    } catch {
      // The person has closed it.
    }
  }
  const opened = await browser.windows.create({ type: 'popup', url, ...dialogSize });
  await store.set(dialogKey, { windowId: opened?.id, tabId: opened?.tabs?.[0]?.id });
}

/** Opens the desk in a tab of its own. */
export async function openDeskTab(hash: string): Promise<void> {
  await browser.tabs.create({ url: deskUrl(hash) });
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

function isDialog(value: unknown): value is { windowId: number; tabId: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { windowId, tabId } = value as { windowId?: unknown; tabId?: unknown };
  return typeof windowId === 'number' && typeof tabId === 'number';
}
