import { expect, type Page } from '@playwright/test';

/** The images list, and the forms that copy and update images, by the names of their parts. */
export function copiesOf(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    page,
    button,
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    image: (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    entry: (name: string) => page.getByRole('menuitem', { name }),
    async choose(name: string) {
      await button('Actions').click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    },
    /** Picks Regions by the keyboard, from the list that stays open between them. */
    async addRegions(...codes: readonly string[]) {
      await page.getByRole('button', { name: /^Regions/ }).click();
      const find = page.getByLabel('Find Regions');
      for (const code of codes) {
        await find.fill(code);
        await expect(page.getByRole('option')).toHaveCount(1);
        await find.press('ArrowDown');
        await find.press('Enter');
      }
      await find.press('Escape');
    },
    name: (image: string, region: string) =>
      page.getByRole('textbox', { name: `Name of the copy of ${image} in ${region}` }),
    newName: (image: string) => page.getByRole('textbox', { name: `New name for ${image}` }),
    table: (name: string) => page.getByRole('table', { name, exact: true }),
    plan: page.getByRole('table', { name: 'Changes of this plan' }),
    leftOut: page.getByRole('table', { name: 'Left out' }),
    result: page.getByRole('heading', { name: 'Result', exact: true }),
  };
}
