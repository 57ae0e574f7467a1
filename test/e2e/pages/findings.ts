import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { pressUntil } from '../keyboard';

/** The page of two builds beside each other, by the names that a person finds it by. */
export function compareOf(page: Page) {
  const button = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const table = page.getByRole('treegrid', { name: 'Vulnerabilities', exact: true });
  return {
    page,
    button,
    table,
    rows: table.locator('tbody tr'),
    row: (vulnerability: string) =>
      table.getByRole('row').filter({ has: page.getByText(vulnerability, { exact: true }) }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    /** Presses one of the kinds of export by the keyboard alone, and gives the file. */
    async exported(kind: string): Promise<{ readonly file: string; readonly text: string }> {
      const downloading = page.waitForEvent('download');
      await button('Export').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: kind, exact: true }).waitFor();
      await pressUntil(page, 'ArrowDown', ({ name }) => name === kind);
      await page.keyboard.press('Enter');
      const download = await downloading;
      return {
        file: download.suggestedFilename(),
        text: readFileSync(await download.path(), 'utf8'),
      };
    },
  };
}
