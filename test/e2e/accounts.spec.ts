import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { consoleUrl } from '../console/pages';
import { customerAccount, ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, nameAccounts, openDeskFrom } from '../support/steps';
import { expect, test } from './fixtures';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const selected = consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' });

const accountsOf = (page: Page) => {
  const table = page.getByRole('table', { name: 'Accounts' });
  return {
    table,
    row: (account: string) => table.getByRole('row').filter({ hasText: account }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    /** Gives an account a name, as a person does. */
    async add(account: string, name: string, environment: string, notes = '', groups = '') {
      await page.getByRole('button', { name: 'Add account', exact: true }).click();
      const form = page.getByRole('dialog', { name: 'Add account' });
      await form.getByRole('textbox', { name: 'Account ID' }).fill(account);
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await form.getByRole('button', { name: /Environment/ }).click();
      await page.getByRole('option', { name: environment }).click();
      await form.getByRole('textbox', { name: /Groups/ }).fill(groups);
      await form.getByRole('textbox', { name: /Notes/ }).fill(notes);
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toHaveCount(0);
    },
    /** Opens the import and chooses a file of this text. */
    async choose(name: string, text: string) {
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      const form = page.getByRole('dialog', { name: 'Import accounts' });
      const buffer = Buffer.from(text);
      await form.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
      return form;
    },
    /** Exports the list and gives what was saved. */
    async exported(item: 'Export CSV' | 'Export JSON') {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      const download = await downloading;
      return {
        name: download.suggestedFilename(),
        text: readFileSync(await download.path(), 'utf8'),
      };
    },
  };
};

async function openAccounts(stage: Stage) {
  const page = await stage.openExtensionPage('desk.html#/settings/accounts');
  await expect(page.getByText('No account has a name yet.')).toBeVisible();
  return { page, accounts: accountsOf(page) };
}

test('a name is shown in the panel, the popup and the plan without a reload', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const consolePage = await stage.context.newPage();
  await consolePage.goto(selected);
  const panel = panelOf(consolePage);
  await expect(panel.share(customerAccount)).toBeVisible();
  const popup = await stage.openExtensionPage('popup.html');
  await expect(popup.getByText(`Account ${ownerAccount}`)).toBeVisible();
  const edit = deskOf(await openDeskFrom(stage, () => panel.button('Edit permissions').click()));
  await expect(edit.account(customerAccount)).toBeVisible();

  const { page, accounts } = await openAccounts(stage);
  const pilot = 'Customers EU, Pilot';
  await accounts.add(customerAccount, 'Payments', 'Production', 'Ask Ada first', pilot);
  await accounts.add(ownerAccount, 'Golden images', 'Test');
  await expect(accounts.row(customerAccount)).toContainText(
    /Payments.*Production.*Customers EU, Pilot.*Ask Ada first/,
  );

  await expect(panel.share(customerAccount)).toContainText('Payments Production');
  await expect(panel.region).toContainText('Golden images Test');
  await expect(panel.general).toContainText(`Golden images Test ${ownerAccount}`);
  await expect(panel.region).not.toContainText('Ask Ada');
  await expect(panel.region).not.toContainText('Pilot');
  await expect(popup.getByText('Golden images')).toBeVisible();

  await expect(edit.account(customerAccount)).toContainText('Payments Production');
  await expect(edit.page.getByText('Golden images').first()).toBeVisible();
  await edit.account(customerAccount).getByLabel('Use for fleet').uncheck();
  await expect(edit.plan.getByRole('row').filter({ hasText: customerAccount })).toContainText(
    'Payments Production',
  );

  await accounts.row(customerAccount).getByRole('checkbox').check();
  await accounts.button('Remove').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(accounts.row(customerAccount)).toHaveCount(0);
  await expect(panel.share(customerAccount)).not.toContainText('Payments');
  await expect(edit.plan).not.toContainText('Payments');
});

test('a page of an account without credentials says so by its name', async ({ stage }) => {
  await addCredentials(stage, customerAccount);
  const { accounts } = await openAccounts(stage);
  await accounts.add(ownerAccount, 'Golden images', 'Production');
  const page = await stage.context.newPage();
  await page.goto(selected);
  const alert = panelOf(page).region.getByRole('alert');
  await expect(alert).toContainText(`but not for ${ownerAccount}.`);
  await expect(alert).toContainText('Golden images Production');
  await expect(alert.getByText('Production', { exact: true })).toHaveCSS(
    'background-color',
    'rgb(217, 21, 21)',
  );
});

test('an account is named once, and what is wrong is said under its field', async ({ stage }) => {
  const { page, accounts } = await openAccounts(stage);
  await accounts.add(customerAccount, 'Payments', 'Production');
  await accounts.button('Add account').click();
  const form = page.getByRole('dialog', { name: 'Add account' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('The account ID is missing.');
  await expect(form).toContainText('The name is missing.');
  await form.getByRole('textbox', { name: 'Account ID' }).fill(customerAccount);
  await form.getByRole('textbox', { name: 'Name' }).fill('Another');
  await expect(form).toContainText('This account is named Payments already.');
  await form.getByRole('button', { name: 'Cancel' }).click();

  await accounts.row(customerAccount).getByRole('checkbox').check();
  await accounts.button('Edit').click();
  const edit = page.getByRole('dialog', { name: 'Edit account' });
  await edit.getByRole('textbox', { name: 'Name', exact: true }).fill('Invoices');
  await edit.getByRole('textbox', { name: /Groups/ }).fill('x'.repeat(41));
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toContainText('The name of a group has more than 40 characters.');
  await edit.getByRole('textbox', { name: /Groups/ }).fill('Pilot, pilot, B2B');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(accounts.row(customerAccount)).toContainText(/Invoices.*Production.*Pilot, B2B/);
  await page.getByRole('searchbox', { name: 'Find accounts' }).fill('b2b');
  await expect(page.getByText('1 of 1 accounts').first()).toBeVisible();
});

test('a file with mistakes tells each by its line, and imports nothing by itself', async ({
  stage,
}) => {
  const { page, accounts } = await openAccounts(stage);
  const bad = ['account,name,environment', '11122223333,Lost zero,', '222233334444,,prod'];
  const form = await accounts.choose('accounts.csv', bad.join('\r\n'));
  const refused = form.getByRole('table', { name: 'Refused' });
  await expect(refused.getByRole('row').filter({ hasText: '11 digits, not 12' })).toContainText(
    /^2.*Spreadsheets take leading zeros away/,
  );
  await expect(refused.getByRole('row').filter({ hasText: 'The name is missing.' })).toContainText(
    /^3.*The environment is none of production/,
  );
  await expect(form.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await form.getByRole('button', { name: 'Cancel' }).click();

  const again = await accounts.choose('accounts.txt', 'a list of no accounts');
  await expect(again).toContainText('The first line does not name the columns.');
  await again.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('No account has a name yet.')).toBeVisible();
});

test('what was exported and is imported again gives the same list', async ({ stage }) => {
  const { page, accounts } = await openAccounts(stage);
  const list = [
    'account;name;environment;groups;notes',
    '001122223333;"=Payments; EU";production;"Customers EU; Pilot";"Ask ""Ada"""',
    '222233334444;Büro;;;',
  ];
  const form = await accounts.choose('accounts.csv', list.join('\n'));
  await expect(form).toContainText('2 to add.');
  await expect(form).toContainText('Groups: Customers EU, Pilot');
  await form.getByRole('button', { name: 'Import 2 accounts' }).click();
  await expect(page.getByText('2 accounts imported.')).toBeVisible();
  const csv = await accounts.exported('Export CSV');
  const json = await accounts.exported('Export JSON');
  expect([csv.name, json.name]).toEqual(['image-desk-accounts.csv', 'image-desk-accounts.json']);
  expect(csv.text).toContain(
    `001122223333,'=Payments; EU,production,Customers EU;Pilot,"Ask ""Ada"""`,
  );

  for (const file of [csv, json]) {
    const same = await accounts.choose(file.name, file.text);
    await expect(same).toContainText('2 unchanged.');
    await same.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await accounts.button('Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No account has a name yet.')).toBeVisible();
    const back = await accounts.choose(file.name, file.text);
    await back.getByRole('button', { name: 'Import 2 accounts' }).click();
    await expect(accounts.row('001122223333')).toContainText('=Payments; EU');
    expect(await accounts.exported('Export CSV')).toEqual(csv);
  }
});

test('an account is found among many, also where there is little room', async ({ stage }) => {
  const aliases = Array.from({ length: 60 }, (_, index) => ({
    account: String(100_000_000_000 + index),
    name: `Account ${String(index).padStart(2, '0')}`,
  }));
  await nameAccounts(stage, aliases);
  const page = await stage.openExtensionPage('desk.html#/settings/accounts');
  const { row } = accountsOf(page);
  await expect(row('100000000049')).toBeVisible();
  await expect(row('100000000050')).toHaveCount(0);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(row('100000000050')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find accounts' }).fill('account 07');
  await expect(page.getByText('1 of 60 accounts').first()).toBeVisible();
  await expect(row('100000000007')).toBeVisible();
  await page.setViewportSize({ width: 400, height: 800 });
  await expect(page.getByRole('columnheader', { name: 'Account', exact: true })).toBeVisible();
  await expect(row('100000000007')).toContainText('Account 07');
});
