import { expect, type Page } from '@playwright/test';
import { pickRegion } from './region-list';

/** The credentials in Settings, by the names that a person finds them by. */
export function credentialsOf(page: Page) {
  const button = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  return {
    page,
    button,
    tab: (name: string) => page.getByRole('tab', { name, exact: true }),
    /** The row of a held account. */
    held: (account: string) =>
      page
        .getByRole('table', { name: 'Credentials' })
        .getByRole('row')
        .filter({ hasText: account }),
    /** Picks from a list that opens. */
    async choose(label: string | RegExp, option: string | RegExp) {
      await page.getByRole('button', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    },
    passphrase: page.getByLabel('Passphrase', { exact: true }),
    newPassphrase: page.getByLabel('New passphrase'),
    sameAgain: page.getByLabel('The same again'),
    async makeVault(passphrase: string) {
      await this.newPassphrase.fill(passphrase);
      await this.sameAgain.fill(passphrase);
      await button('Make a vault').click();
      await page.getByText('The vault was made, and is open.').waitFor();
    },
    async signIn(startUrl: string) {
      await this.tab('IAM Identity Center').click();
      await page.getByLabel('Start URL').fill(startUrl);
      await pickRegion(page, /Identity Center Region/, 'eu-west-1');
      await expect(page.getByRole('button', { name: /Identity Center Region/ })).toContainText(
        'eu-west-1',
      );
      await expect(page.getByLabel('Start URL')).toHaveValue(startUrl);
      await button('Sign in').click();
    },
  };
}
