import { expect, type Page } from '@playwright/test';

/**
 * Picks a Region from a list of many: opens it, types what is looked for, and presses what is
 * left. While a list opens it scrolls to what has the focus, so that only an option that is alone
 * stands still.
 */
export async function pickRegion(page: Page, label: RegExp, code: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByLabel(/^Find (?:a Region|Regions)$/).fill(code);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('option', { name: new RegExp(code) }).click();
}
