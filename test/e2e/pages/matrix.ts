import type { Locator, Page } from '@playwright/test';

/** The matrix of the desk, by the names that a person finds it by. */
export function matrixOf(page: Page) {
  const grid = page.getByRole('grid', { name: 'Images by accounts' });
  const toggle = (permission: 'Fleet' | 'Image builder', image: string, account: string): Locator =>
    grid.getByRole('checkbox', {
      name: new RegExp(`^${permission}, ${image} in [\\w-]+, account ${account}`),
    });
  return {
    page,
    grid,
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    /** What is to change, as it is told. */
    said: page.getByRole('status').filter({ hasText: /changes?\b/ }),
    toggle,
    /** The cell that the keyboard is at. */
    focused: page.locator('[role=gridcell]:focus'),
    fleet: (image: string, account: string) => toggle('Fleet', image, account),
    builder: (image: string, account: string) => toggle('Image builder', image, account),
    rows: grid.getByRole('rowheader'),
    heads: grid.getByRole('columnheader'),
    /** Everything is read: no progress bar is left. */
    async loaded() {
      await grid.waitFor();
      await page.getByRole('progressbar').waitFor({ state: 'detached' });
    },
  };
}
