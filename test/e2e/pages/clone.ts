import type { Page } from '@playwright/test';

/** The form that clones an image, by the names that a person finds its parts by. */
export function cloneOf(page: Page) {
  const text = (name: string | RegExp) => page.getByRole('textbox', { name });
  return {
    page,
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    radio: (name: string) => page.getByRole('radio', { name }),
    checkbox: (name: string) => page.getByRole('checkbox', { name }),
    name: text('Image name'),
    text,
    instanceType: page.getByRole('combobox', { name: /^Image builder instance type/ }),
    add: (application: string) => page.getByRole('checkbox', { name: `Add ${application}` }),
    /** Picks an option of a list as somebody without a mouse does: by typing a part of its name. */
    async pick(list: RegExp, typed: string) {
      const button = page.getByRole('button', { name: list });
      await button.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: typed }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  };
}
