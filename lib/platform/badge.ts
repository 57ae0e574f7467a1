import { browser } from 'wxt/browser';

/** Shows a few characters on the toolbar button; an empty text shows none. */
export async function showBadge(text: string, color: string): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color });
  await browser.action.setBadgeText({ text });
}
