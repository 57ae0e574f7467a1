import type { Page } from '@playwright/test';
import { pickRegion } from './region-list';

/** The page for sharing many images, by the names that a person finds its parts by. */
export function bulkOf(page: Page) {
  const table = (name: string) => page.getByRole('table', { name, exact: true });
  const button = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const images = table('Images');
  return {
    page,
    button,
    images,
    accounts: table('Accounts'),
    plan: table('Planned changes'),
    leftOut: table('Images that are left out'),
    problems: page.getByRole('list', { name: 'Problems' }).getByRole('listitem'),
    addRegion: (code: string) => pickRegion(page, /^Regions/, code),
    image: (name: string, region: string) =>
      images.getByRole('checkbox', { name: `Select ${name} in ${region}` }),
    find: (text: string) => page.getByRole('searchbox', { name: 'Find images' }).fill(text),
    ids: page.getByRole('textbox', { name: 'Account IDs' }),
    async paste(text: string) {
      await page.getByRole('textbox', { name: 'Account IDs' }).fill(text);
      await button('Add to the list').click();
    },
    async chooseFile(text: string | Buffer, name = 'accounts.csv') {
      const buffer = typeof text === 'string' ? Buffer.from(text) : text;
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    },
    permissions: (account: string) =>
      page.getByRole('group', { name: `Permissions of account ${account}` }),
    rowOf: (account: string, image: string) =>
      table('Planned changes')
        .getByRole('row')
        .filter({ hasText: account })
        .filter({ hasText: image }),
  };
}
