import type { Page } from '@playwright/test';

/** The desk, by the names that a person finds it by. */
export function deskOf(page: Page) {
  const row = (number: number) => page.getByRole('group', { name: `Row ${number}`, exact: true });
  const account = (id: string) => page.getByRole('group', { name: `Account ${id}`, exact: true });
  return {
    page,
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    /** A row of the share form that was added, by its number. */
    row,
    /** A row of the share form for an account that the image is shared with. */
    account,
    field: (number: number) => row(number).getByRole('textbox', { name: /AWS account ID/ }),
    async addAccount(id: string, permissions: { fleet?: boolean; imageBuilder?: boolean }) {
      // The form comes with a row of its own once the image has been read.
      await this.button('Add account').waitFor();
      const rows = page.getByRole('group', { name: /^Row \d+$/ });
      const last = rows.last().getByRole('textbox');
      if ((await last.count()) === 0 || (await last.inputValue()) !== '') {
        await this.button('Add account').click();
      }
      const target = rows.last();
      await target.getByRole('textbox').fill(id);
      if (permissions.imageBuilder) await target.getByLabel('Use for image builder').check();
      if (permissions.fleet) await target.getByLabel('Use for fleet').check();
    },
    plan: page.getByRole('table', { name: /plan/i }),
    result: page.getByRole('table', { name: 'Result for each account' }),
    resultOf: (id: string) =>
      page
        .getByRole('table', { name: 'Result for each account' })
        .getByRole('row')
        .filter({ hasText: id }),
  };
}
