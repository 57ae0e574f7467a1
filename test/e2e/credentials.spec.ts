import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { callsOf } from '../aws/log';
import { consoleUrl } from '../console/pages';
import { stopWorker } from '../support/browser';
import {
  believableWorld,
  customerAccount,
  externalId,
  longTermOf,
  ownerAccount,
  roleArns,
  sandboxAccount,
  startUrl,
} from '../support/scenarios';
import { openStage, startAwsWithConsole, type Stage } from '../support/stage';
import { addCredentials, answerSignIn, openDeskFrom, sendToWorker } from '../support/steps';
import { expect, test } from './fixtures';
import { credentialsOf } from './pages/credentials';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const office = { host: 'regional', region: 'us-east-1', selected: 'office-2026-06' } as const;
const passphrase = 'canary battery staple horse';

async function openSettings(stage: Stage) {
  return credentialsOf(await stage.openExtensionPage('desk.html#/settings'));
}

/** Starts signing in, and gives the page of AWS that has opened for it. */
async function startSignIn(stage: Stage, settings: ReturnType<typeof credentialsOf>) {
  const opened = stage.context.waitForEvent('page');
  await settings.signIn(startUrl);
  const verification = await opened;
  await verification.waitForURL(/awsapps\.com|device\.sso/);
  return verification;
}

const takeRole = (settings: ReturnType<typeof credentialsOf>, account: RegExp, role: string) =>
  settings.choose(account, role);

test.describe('through IAM Identity Center', () => {
  test('one signs in, takes roles of two accounts, and is signed out by that', async ({
    stage,
  }) => {
    const settings = await openSettings(stage);
    const { page } = settings;
    const verification = await startSignIn(stage, settings);
    const code = (await verification.locator('strong').textContent()) ?? '';
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(page.getByText('confirm there only if they are the same')).toBeVisible();
    const again = page.getByRole('link', { name: /Open the page again/ });
    await expect(again).toHaveAttribute('href', verification.url());
    await expect(again).toHaveAttribute('rel', /noreferrer/);
    await answerSignIn(verification, 'Allow');
    await expect(page.getByRole('heading', { name: /Your accounts/ })).toBeVisible();
    // Nothing is asked about an account before somebody looks at it.
    expect(callsOf(stage.aws.log, 'ListAccountRoles')).toEqual([]);
    await takeRole(settings, new RegExp(`images ${ownerAccount}`), 'ImageReader');
    await takeRole(settings, new RegExp(`sandbox ${sandboxAccount}`), 'Administrator');
    expect(callsOf(stage.aws.log, 'ListAccountRoles')).toHaveLength(2);
    await settings.button('Take credentials for 2 accounts').click();
    await expect(page.getByText('You were signed out of IAM Identity Center')).toBeVisible();
    await expect(settings.held(ownerAccount)).toContainText('ImageReader');
    await expect(settings.held(ownerAccount)).toContainText('Identity Center');
    await expect(settings.held(sandboxAccount)).toContainText('Administrator');
    expect(callsOf(stage.aws.log, 'Logout')).toHaveLength(1);
    expect(stage.world.signIns.sessions.size).toBe(0);
  });

  test('a worker that the browser stops while one confirms goes on', async ({ stage }) => {
    const settings = await openSettings(stage);
    const verification = await startSignIn(stage, settings);
    await stopWorker(stage.context);
    await answerSignIn(verification, 'Allow');
    await settings.page.bringToFront();
    await expect(settings.page.getByRole('heading', { name: /Your accounts/ })).toBeVisible();
  });

  test('what is under way is there again after a reload, and can be cancelled', async ({
    stage,
  }) => {
    const settings = await openSettings(stage);
    await startSignIn(stage, settings);
    await settings.page.bringToFront();
    await settings.page.reload();
    await expect(settings.tab('IAM Identity Center')).toHaveAttribute('aria-selected', 'true');
    await settings.button('Cancel').click();
    await expect(settings.button('Sign in')).toBeVisible();
  });

  test('a request that was denied says so', async ({ stage }) => {
    const settings = await openSettings(stage);
    const verification = await startSignIn(stage, settings);
    await answerSignIn(verification, 'Deny');
    await expect(settings.page.getByText('The request to sign in was turned down.')).toBeVisible();
    await expect(settings.button('Sign in')).toBeVisible();
  });

  test('a portal that AWS does not know is explained', async ({ stage }) => {
    const settings = await openSettings(stage);
    await settings.tab('IAM Identity Center').click();
    await settings.page.getByLabel('Start URL').fill('https://d-0000000000.awsapps.com/start');
    await settings.button('Sign in').click();
    await expect(
      settings.page.getByText('AWS does not know this access portal in this Region.'),
    ).toBeVisible();
  });
});

test.describe('with 500 accounts', () => {
  const world = believableWorld();
  const user = [...(world.identityCenters.get(startUrl)?.users.values() ?? [])][0];
  for (let index = 0; index < 500; index += 1) {
    const accountId = String(300_000_000_000 + index);
    user?.assignments.set(accountId, {
      accountId,
      accountName: `workload-${index}`,
      emailAddress: `aws+${index}@example.com`,
      roleNames: new Set(['ImageReader']),
    });
  }
  test.use({ stageOptions: { world } });

  test('one finds an account by its name and on a later page', async ({ stage }) => {
    const settings = await openSettings(stage);
    const { page } = settings;
    const verification = await startSignIn(stage, settings);
    await answerSignIn(verification, 'Allow');
    const table = page.getByRole('table', { name: 'Accounts of the access portal' });
    await expect(table.getByRole('row')).toHaveCount(51);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(table).toContainText('workload-142');
    await page.getByLabel('Find accounts').fill('workload-499');
    await expect(table.getByRole('row')).toHaveCount(2);
    await settings.choose(/workload-499/, 'ImageReader');
    // What was picked stays when something else is looked for.
    await page.getByLabel('Find accounts').fill('sandbox');
    await expect(settings.button('Take credentials for 1 account')).toBeEnabled();
    expect(callsOf(stage.aws.log, 'ListAccountRoles')).toHaveLength(1);
  });
});

test.describe('by a role', () => {
  test('of another account, with an external ID: its panel works', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const settings = await openSettings(stage);
    const { page } = settings;
    await settings.tab('Assume a role').click();
    await page.getByLabel('Role ARN').fill('arn:aws:iam::4444:role/ImageOperator');
    await expect(page.getByText('This is not the ARN of a role.')).toBeVisible();
    await page.getByLabel('Role ARN').fill(roleArns.imageOperator);
    await expect(page.getByText(`Role ImageOperator of account ${customerAccount}.`)).toBeVisible();
    await expect(page.getByText('(role chaining) gets one hour at most')).toBeVisible();
    await settings.button('Assume role').click();
    await expect(page.getByText('lack the IAM permission sts:AssumeRole')).toBeVisible();
    await settings.button('External ID, MFA and session name').click();
    await page.getByRole('textbox', { name: 'External ID' }).fill(externalId);
    await settings.button('Assume role').click();
    await expect(page.getByText(`Credentials added for account ${customerAccount}.`)).toBeVisible();
    await expect(settings.held(customerAccount)).toContainText(`Role via ${ownerAccount}`);
    const console = await stage.context.newPage();
    const host = { ...office, host: 'multi-session', account: customerAccount } as const;
    await console.goto(consoleUrl({ ...host, selected: 'customer-erp-client' }));
    await expect(panelOf(console).sharing).toContainText(ownerAccount);
  });

  test('of the source’s own account: it says that it takes the place', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const settings = await openSettings(stage);
    await settings.tab('Assume a role').click();
    await settings.page.getByLabel('Role ARN').fill(roleArns.imageAudit);
    await expect(settings.page.getByText('take the place of the source’s')).toBeVisible();
  });
});

test.describe('locked', () => {
  test('by the button, nothing is left to call with', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const settings = await openSettings(stage);
    await settings.makeVault(passphrase);
    await settings.button(`Remember in vault ${ownerAccount}`).click();
    await expect(settings.held(ownerAccount)).toContainText('In vault');
    await settings.button('Lock now').click();
    await expect(
      settings.page.getByText(/Locked at \d\d:\d\d because you asked for it/),
    ).toBeVisible();
    await expect(settings.held(ownerAccount)).toHaveCount(0);
    const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
    const answer = await sendToWorker(stage, { call: 'images.list', input: {}, scope });
    expect(answer).toEqual({ ok: false, problem: { kind: 'locked', account: ownerAccount } });

    const page = await stage.context.newPage();
    await page.goto(consoleUrl(office));
    const desk = await openDeskFrom(stage, () => panelOf(page).button('Unlock').click());
    const unlocking = credentialsOf(desk);
    await expect(unlocking.passphrase).toBeFocused();
    await unlocking.passphrase.fill('canary battery staple donkey');
    await unlocking.button('Unlock').click();
    await expect(desk.getByText('This passphrase does not open the vault.')).toBeVisible();
    await expect(unlocking.passphrase).toHaveValue('');
    await unlocking.passphrase.fill(passphrase);
    await unlocking.passphrase.press('Enter');
    await expect(
      desk.getByText('The vault is open: credentials of 1 account are back.'),
    ).toBeVisible();
    await expect(panelOf(page).usedBy).toContainText('office-fleet');
  });

  test('by the popup, which then says so', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const popup = await stage.openExtensionPage('popup.html');
    await popup.getByRole('button', { name: 'Lock now' }).click();
    await expect(popup.getByText('Image Desk is locked.')).toBeVisible();
    await expect(popup.getByText('because you asked for it')).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Lock now' })).toHaveCount(0);
    await expect(popup.getByRole('button', { name: 'Unlock' })).toHaveCount(0);
  });
});

test('T9: a typed passphrase is gone when nobody sees the page, and never a text in it', async ({
  stage,
}) => {
  const settings = await openSettings(stage);
  await settings.newPassphrase.fill(passphrase);
  await settings.sameAgain.fill(passphrase);
  for (const field of [settings.newPassphrase, settings.sameAgain]) {
    await expect(field).toHaveAttribute('type', 'password');
    await expect(field).toHaveAttribute('autocomplete', 'off');
  }
  await hide(settings.page);
  await expect(settings.newPassphrase).toHaveValue('');
  await expect(settings.sameAgain).toHaveValue('');
  await settings.makeVault(passphrase);
  const html = await settings.page.evaluate(() => document.documentElement.outerHTML);
  expect(html).not.toContain(passphrase);
});

test('a long-term key goes into the vault only after a warning', async ({ stage }) => {
  const { accessKeyId, secretAccessKey } = longTermOf(stage.world, ownerAccount);
  const input = { region: 'us-east-1', accessKeyId, secretAccessKey };
  await sendToWorker(stage, { call: 'credentials.add', input });
  const settings = await openSettings(stage);
  await settings.makeVault(passphrase);
  await settings.button(`Remember in vault ${ownerAccount}`).click();
  const dialog = settings.page.getByRole('dialog', { name: 'Remember a long-term key?' });
  await expect(dialog).toContainText('never expires by itself');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(settings.held(ownerAccount)).not.toContainText('In vault');
  await settings.button(`Remember in vault ${ownerAccount}`).click();
  await dialog.getByRole('button', { name: 'Remember the long-term key' }).click();
  await expect(settings.held(ownerAccount)).toContainText('In vault');
});

test('the vault outlives the browser, and is gone when it was deleted', async () => {
  const world = believableWorld();
  const aws = await startAwsWithConsole(world);
  const profile = mkdtempSync(path.join(tmpdir(), 'image-desk-vault-'));
  const start = () => openStage({ world, aws, profile });
  try {
    const first = await start();
    await addCredentials(first, ownerAccount);
    const settings = await openSettings(first);
    await settings.makeVault(passphrase);
    await settings.button(`Remember in vault ${ownerAccount}`).click();
    await expect(settings.held(ownerAccount)).toContainText('In vault');
    await first.close();

    const second = await start();
    const after = await openSettings(second);
    await expect(after.held(ownerAccount)).toHaveCount(0);
    await after.passphrase.fill(passphrase);
    await after.button('Unlock').click();
    await expect(after.held(ownerAccount)).toContainText('ImageAdministrator (role)');
    await after.button('Delete the vault').click();
    await after.page.getByRole('dialog').getByRole('button', { name: 'Delete the vault' }).click();
    await expect(after.page.getByText('The vault was deleted.')).toBeVisible();
    await expect(after.button('Make a vault')).toBeVisible();
    await expect(after.held(ownerAccount)).toBeVisible();
    await second.close();
  } finally {
    await aws.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('T11: a page that names no account is asked about once, and changes are typed for', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ ...office, fixture: ['no-account'] }));
  const panel = panelOf(page);
  const dialog = await openDeskFrom(stage, () => panel.button('Choose account').click());
  await expect(dialog.getByRole('radio')).toHaveCount(2);
  await dialog.getByRole('radio', { name: new RegExp(ownerAccount) }).check();
  const closed = dialog.waitForEvent('close');
  await dialog.getByRole('button', { name: 'Use this account' }).click();
  await closed;
  await expect(panel.usedBy).toContainText('office-fleet');
  await expect(panel.region).toContainText('Chosen by you');
  await page.reload();
  await expect(panel.usedBy).toContainText('office-fleet');

  const review = await openDeskFrom(stage, () => panel.button('Share image').click());
  const desk = deskOf(review);
  await desk.addAccount('999988887777', { fleet: true });
  await expect(desk.plan).toContainText('999988887777');
  await expect(desk.button('Share image')).toBeDisabled();
  await review.getByLabel(`Type the account ID ${ownerAccount} to confirm`).fill(customerAccount);
  await expect(desk.button('Share image')).toBeDisabled();
  await review.getByLabel(`Type the account ID ${ownerAccount} to confirm`).fill(ownerAccount);
  await desk.button('Share image').click();
  await expect(desk.resultOf('999988887777')).toBeVisible();
});

/** Lets the page believe that nobody sees it, as behind another tab. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
