import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import papa from 'papaparse';
import { callsOf } from '../aws/log';
import { consoleUrl } from '../console/pages';
import { customerAccount, ownerAccount, principalOf } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials } from '../support/steps';
import { expect, test } from './fixtures';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const image = 'office-2026-06';
const newcomer = '555566667777';
const office = consoleUrl({ host: 'regional', region: 'us-east-1', selected: image });

/** Shares an image with one more account, in a window of its own. */
async function shareImage(stage: Stage): Promise<void> {
  const page = await stage.openExtensionPage(
    `desk.html#/share?${scope}&image=${image}&window=dialog`,
  );
  const share = deskOf(page);
  await share.addAccount(newcomer, { fleet: true });
  await share.button('Share image').click();
  await expect(share.resultOf(newcomer)).toContainText('Done');
  await page.close();
}

/** Sends a message as the content script of a page does: from its own world. */
async function sendAsContentScript(stage: Stage, page: Page, message: object): Promise<void> {
  const session = await stage.context.newCDPSession(page);
  const worlds: { readonly id: number; readonly origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await session.send('Runtime.enable');
  const own = worlds.find(({ origin }) => origin === `chrome-extension://${stage.extensionId}`);
  if (!own) throw new Error('The page has no content script.');
  const { result } = await session.send('Runtime.evaluate', {
    contextId: own.id,
    expression: `chrome.runtime.sendMessage(${JSON.stringify(message)})`,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(result.value).toMatchObject({ ok: false, problem: { kind: 'refused' } });
  await session.detach();
}

const rows = (page: Page) => page.getByRole('table', { name: 'Activity' }).getByRole('row');

/** Presses an export's button and gives the text of the file. */
async function exported(page: Page, name: string): Promise<{ file: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  const download = await downloading;
  return { file: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a change is in the log as it happens, and can be looked into', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage('desk.html#/activity');
  await expect(page.getByText('Nothing was changed or refused so far')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeDisabled();
  await shareImage(stage);
  const row = rows(page).filter({ hasText: newcomer });
  await expect(row).toContainText('Change who an image is shared with');
  await expect(row).toContainText(`Image ${image}, account ${newcomer}`);
  await expect(row).toContainText('Not shared → Fleet');
  await expect(row).toContainText('Done');
  await expect(row).toContainText(ownerAccount);
  await expect(row).toContainText('us-east-1');
  await expect(row).toContainText('ImageAdministrator (role)');
  const id = callsOf(stage.aws.log, 'UpdateImagePermissions')[0]?.requestId ?? 'none';
  await expect(row).toContainText(id);

  await row.getByRole('button', { name: /^Details of Change who an image is shared/ }).click();
  const details = page.getByRole('dialog', { name: 'Change who an image is shared with' });
  for (const text of [
    'sharing.apply',
    'appstream:UpdateImagePermissions',
    principalOf(stage.world, ownerAccount).arn,
    id,
    'Not shared → Fleet',
  ]) {
    await expect(details).toContainText(text);
  }
  await details.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(details).toBeHidden();
});

test('what a page may not ask for is in the log, and so is what IAM denies', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const console = await stage.context.newPage();
  await console.goto(office);
  await expect(panelOf(console).sharing).toBeVisible();
  await sendAsContentScript(stage, console, {
    call: 'sharing.apply',
    input: { digest: '0'.repeat(64) },
  });
  principalOf(stage.world, ownerAccount).deniedActions.add('appstream:DescribeFleets');
  await panelOf(console).button('Refresh').click();
  await expect(panelOf(console).usedBy).toContainText('appstream:DescribeFleets');

  const page = await stage.openExtensionPage('desk.html#/activity');
  const refused = rows(page).filter({ hasText: 'Refused request' });
  await expect(refused).toContainText('Change who an image is shared with');
  await expect(refused).toContainText('Console page https://us-east-1.console.aws.amazon.com');
  const denied = rows(page).filter({ hasText: 'Missing permission' });
  await expect(denied).toContainText('appstream:DescribeFleets');
  await expect(denied).toContainText('ImageAdministrator (role)');

  await page.getByRole('button', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Refused request' }).click();
  await expect(denied).toHaveCount(0);
  await expect(refused).toHaveCount(1);
});

test('the log is searched, filtered and exported', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  principalOf(stage.world, customerAccount).deniedActions.add('appstream:DescribeImages');
  const images = await stage.openExtensionPage(
    `desk.html#/images?${scope.replace(ownerAccount, customerAccount)}`,
  );
  await expect(images.getByText(/lack the IAM permission/)).toBeVisible();
  await shareImage(stage);
  const page = await stage.openExtensionPage('desk.html#/activity');
  await expect(rows(page)).toHaveCount(3);

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('option', { name: customerAccount }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).last()).toContainText('appstream:DescribeImages');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('option', { name: 'All accounts' }).click();
  const search = page.getByRole('searchbox', { name: 'Find activity' });
  await search.fill('nothing of the kind');
  await expect(page.getByText('No activity fits these filters')).toBeVisible();
  await search.fill('not shared');
  await expect(rows(page)).toHaveCount(2);

  const id = callsOf(stage.aws.log, 'UpdateImagePermissions')[0]?.requestId;
  const csv = await exported(page, 'Export CSV');
  expect(csv.file).toMatch(/^image-desk-activity-\d{4}-\d\d-\d\d\.csv$/);
  const lines = papa.parse<Record<string, string>>(csv.text, {
    header: true,
    skipEmptyLines: true,
  }).data;
  expect(lines).toMatchObject([
    {
      kind: 'change',
      operation: 'sharing.apply',
      action: 'appstream:UpdateImagePermissions',
      account: ownerAccount,
      region: 'us-east-1',
      who: principalOf(stage.world, ownerAccount).arn,
      target: `Image ${image}, account ${newcomer}`,
      before: 'null',
      after: '{"fleet":true,"imageBuilder":false}',
      outcome: 'done',
      requestId: id,
    },
  ]);
  expect(lines[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  await search.fill('');
  await expect(rows(page)).toHaveCount(3);
  const json = await exported(page, 'Export JSON');
  expect(json.file).toMatch(/\.json$/);
  expect(JSON.parse(json.text)).toMatchObject([
    { outcome: 'done', before: null, after: { fleet: true, imageBuilder: false }, requestId: id },
    { kind: 'denial', account: customerAccount, outcome: 'permission-missing' },
  ]);
  expect(csv.text + json.text).not.toContain('CANARY');
});
