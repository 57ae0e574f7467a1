import type { Page } from '@playwright/test';

/** The desk's form of a clone, by the names that a person finds things by. */
export function cloneFormOf(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    parts: page.getByRole('table', { name: 'Components of the clone' }),
    /** The components of the recipe that the plan makes. */
    ordered: page.getByRole('list', { name: 'Components of the recipe' }).getByRole('listitem'),
    add: button('Add component'),
    plan: button('Make the plan'),
    bump: button,
    field: (name: string) => page.getByRole('textbox', { name, exact: true }),
    text: (text: RegExp) => page.getByText(text),
    async choose(field: string, option: string) {
      await page.getByRole('button', { name: new RegExp(`^${field}`) }).click();
      await page.getByRole('option', { name: option }).click();
    },
  };
}
