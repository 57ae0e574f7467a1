import { browser } from 'wxt/browser';

/**
 * What the company's policy sets for this extension, as the browser gives it. An empty object
 * when it sets nothing; rejects when it cannot be told.
 */
export async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get();
  } catch (error) {
    // Firefox rejects where no policy names the extension. Source: its parent/ext-storage.js.
    if (error instanceof Error && /managed storage manifest not found/i.test(error.message)) {
      return {};
    }
    throw error;
  }
}
