import { callsOf } from '../aws/log';
import { credentialsOf, customerAccount, ownerAccount, principalOf } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { exportedCredentials, pasteIntoSettings } from '../support/steps';
import { expect, test } from './fixtures';

function bash(stage: Stage, account: string): string {
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(stage.world, account);
  return [
    `export AWS_ACCESS_KEY_ID="${accessKeyId}"`,
    `export AWS_SECRET_ACCESS_KEY="${secretAccessKey}"`,
    `export AWS_SESSION_TOKEN="${sessionToken}"`,
  ].join('\n');
}

test('credentials are pasted, checked, shown as an identity, and forgotten', async ({ stage }) => {
  const page = await stage.openExtensionPage('desk.html#/settings');
  await pasteIntoSettings(stage, page, exportedCredentials(stage, ownerAccount));
  await expect(page.getByText(/Temporary credentials/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Add credentials', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: ownerAccount });
  await expect(row).toContainText('ImageAdministrator (role)');
  await expect(row).toContainText(/Held for [78] h/);

  await pasteIntoSettings(stage, page, bash(stage, customerAccount));
  await page.getByRole('button', { name: 'Add credentials', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: customerAccount })).toBeVisible();
  await expect(row).toBeVisible();
  expect(callsOf(stage.aws.log, 'GetCallerIdentity')).toHaveLength(2);

  const { secretAccessKey, sessionToken } = credentialsOf(stage.world, ownerAccount);
  const shown = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map(
        (field) => (field as HTMLInputElement).value,
      ),
    ].join('\n'),
  );
  expect(shown).not.toContain(secretAccessKey);
  expect(shown).not.toContain(sessionToken);

  await page.getByRole('button', { name: `Forget ${ownerAccount}` }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Forget all' }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Forget/ })
    .last()
    .click();
  await expect(page.getByRole('row').filter({ hasText: customerAccount })).toHaveCount(0);
});

test('credentials that AWS refuses are not kept', async ({ stage }) => {
  const page = await stage.openExtensionPage('desk.html#/settings');
  const principal = principalOf(stage.world, ownerAccount);
  await pasteIntoSettings(
    stage,
    page,
    exportedCredentials(stage, ownerAccount).replace(principal.secretAccessKey, 'another/secret'),
  );
  await page.getByRole('button', { name: 'Add credentials', exact: true }).click();
  await expect(page.getByText('AWS does not accept these credentials.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: ownerAccount })).toHaveCount(0);
});

test('what is missing in a paste is named', async ({ stage }) => {
  const page = await stage.openExtensionPage('desk.html#/settings');
  await pasteIntoSettings(stage, page, 'export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE');
  await expect(page.getByText(/secret access key/i).first()).toBeVisible();
  await pasteIntoSettings(stage, page, 'nothing of the kind');
  await expect(page.getByText(/no credentials|not.*understood|found no/i).first()).toBeVisible();
});

test('access is asked for the exact hosts of the Region, straight from the click', async ({
  stage,
}) => {
  const page = await stage.context.newPage();
  await page.addInitScript(() => {
    const { chrome } = globalThis as unknown as {
      chrome?: { permissions?: { request: (wanted: unknown) => Promise<boolean> } };
    };
    if (!chrome?.permissions) return;
    chrome.permissions.request = async (wanted) => {
      (globalThis as unknown as { asked: unknown }).asked = wanted;
      return navigator.userActivation.isActive;
    };
  });
  await page.goto(`chrome-extension://${stage.extensionId}/desk.html#/settings`);
  await pasteIntoSettings(stage, page, exportedCredentials(stage, ownerAccount));
  await page.getByRole('button', { name: 'Add credentials', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: ownerAccount })).toBeVisible();
  expect(await page.evaluate(() => (globalThis as unknown as { asked: unknown }).asked)).toEqual({
    origins: [
      'https://appstream2.us-east-1.amazonaws.com/*',
      'https://sts.us-east-1.amazonaws.com/*',
      'https://imagebuilder.us-east-1.amazonaws.com/*',
      'https://ec2.us-east-1.amazonaws.com/*',
      'https://ram.us-east-1.amazonaws.com/*',
    ],
  });
});

test('the popup says who one is, and opens the desk', async ({ stage }) => {
  const popup = await stage.openExtensionPage('popup.html');
  await expect(popup.getByRole('button', { name: 'Add credentials' })).toBeVisible();
  const page = await stage.openExtensionPage('desk.html#/settings');
  await pasteIntoSettings(stage, page, exportedCredentials(stage, ownerAccount));
  await page.getByRole('button', { name: 'Add credentials', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: ownerAccount })).toBeVisible();
  await expect(popup.getByText(ownerAccount).first()).toBeVisible();
  await expect(popup.getByText('ImageAdministrator (role)').first()).toBeVisible();
  await expect(popup.getByText(/Held for/).first()).toBeVisible();
  const opened = stage.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Open desk' }).click();
  const desk = await opened;
  await expect(desk).toHaveTitle(/^Image Desk/);
  await expect(desk.getByRole('heading', { name: /^Images/ }).first()).toBeVisible();
});
