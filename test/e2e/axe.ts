import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe looks at in dark: all but the colours is as it is in light. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** The serious and critical violations of a page, or of one element of it. */
export async function violationsOf(page: Page, selector?: string) {
  // What fades in has too little contrast on the way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  // The bar that Cloudscape puts above a narrow page says that it is expanded, which no bar is.
  const axe = new AxeBuilder({ page })
    // Where no frame is of another origin, this looks at the same in a quarter of the time.
    .setLegacyMode(true)
    .options({ preload: false, resultTypes: ['violations'] })
    .exclude('[class*="mobile-toolbar-nav"]');
  if (selector !== undefined) axe.include(selector);
  const { violations } = await (dark ? axe.withRules(ofColours) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }));
}

/** Those of a document of the extension in light and in dark, which it follows by itself. */
export async function inBothSchemes(page: Page) {
  const inLight = await violationsOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await violationsOf(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...inLight, ...inDark.map((each) => ({ ...each, dark: true }))];
}
