import { expect, type Page } from '@playwright/test';

/**
 * Picks a Region from a list of many, by the keyboard: opens it, types what is looked for, and
 * takes what is left. While a list opens it scrolls to what has the focus; a pointer that was
 * aimed before presses a neighbour then, or nothing.
 */
export async function pickRegion(page: Page, label: RegExp, code: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  const find = page.getByLabel(/^Find (?:a Region|Regions)$/);
  await find.fill(code);
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option', { name: new RegExp(code) })).toBeVisible();
  await find.press('ArrowDown');
  await find.press('Enter');
}
