import type { Page } from '@playwright/test';

/** What has the focus. */
export interface Focused {
  readonly name: string;
  readonly inTable: boolean;
}

/** What has the focus: its name, and whether it is in a table. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return {
      name: (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim(),
      inTable: at?.closest('[role=treegrid]') != null,
    };
  });
}

/** Presses a key until what has the focus fits, as somebody without a mouse does. */
export async function pressUntil(
  page: Page,
  key: string,
  fits: (at: Focused) => boolean | Promise<boolean>,
): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await fits(await focused(page))) return;
    await page.keyboard.press(key);
    // The focus moves when what the key did is drawn; a person sees where it is before the next one.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  }
  throw new Error(`Nothing that fits is reached by ${key}`);
}
