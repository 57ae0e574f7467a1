import type { Page } from '@playwright/test';
import { callsOf, mutatingCalls } from '../aws/log';
import { ownImage, regionOf, type World } from '../aws/world';
import { openManagedStage } from '../support/company-policy';
import { startFirefox } from '../support/firefox';
import { believableWorld, customerAccount, ownerAccount } from '../support/scenarios';
import { extensionBuild, startAwsWithConsole, type Stage } from '../support/stage';
import { addCredentials, credentialsMessage } from '../support/steps';
import { expect, test } from './fixtures';
import { deskOf } from './pages/desk';

const image = 'office-2026-06';
const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const newcomer = '555566667777';
const outsider = '555566668888';

interface Reply {
  readonly ok: boolean;
  readonly value?: { readonly value: { readonly digest: string } };
  readonly problem?: unknown;
}

/** Asks the worker from a document of the extension, past everything that it shows. */
function ask(page: Page, message: object): Promise<Reply> {
  return page.evaluate(
    (sent) =>
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage: (sent: unknown) => Promise<Reply> } };
        }
      ).chrome.runtime.sendMessage(sent),
    message,
  );
}

const planMessage = (...accounts: readonly string[]) => ({
  call: 'sharing.plan',
  scope,
  input: {
    images: [
      {
        region: scope.region,
        image: { name: image },
        desired: accounts.map((account) => ({ account, fleet: true, imageBuilder: false })),
      },
    ],
  },
});

const applyMessage = (digest: string | undefined) => ({
  call: 'sharing.apply',
  scope,
  input: { digest },
});

function sharedWith(world: World): readonly string[] {
  const found = ownImage(regionOf(world, 'us-east-1'), ownerAccount, image);
  return [...(found?.permissions.keys() ?? [])];
}

async function switchReadOnly(stage: Stage, name: string): Promise<Page> {
  const page = await stage.openExtensionPage('desk.html#/settings/safety');
  await page.getByRole('checkbox', { name }).click();
  await expect(page.getByRole('checkbox', { name })).toBeChecked();
  return page;
}

test('read-only refuses a change that is sent past the desk, and the desk says so', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const popup = await stage.openExtensionPage('popup.html');
  const plan = await ask(popup, planMessage(newcomer));
  const digest = plan.value?.value.digest;
  const share = deskOf(
    await stage.openExtensionPage(`desk.html#/share?${place}&image=${image}&window=dialog`),
  );
  await share.addAccount(newcomer, { fleet: true });
  await expect(share.button('Share image')).toBeEnabled();

  const settings = await switchReadOnly(stage, 'All accounts');
  await expect(popup.getByText('Read-only')).toBeVisible();
  await expect(share.button('Share image')).toBeDisabled();
  await expect(share.page.getByText('Image Desk is set to read-only.').first()).toBeVisible();
  const images = await stage.openExtensionPage(`desk.html#/images?${place}`);
  await images.getByRole('checkbox', { name: `Select ${image}` }).check();
  await expect(images.getByRole('button', { name: 'Share image' })).toBeDisabled();
  await expect(images.getByRole('button', { name: 'Share image' })).toHaveAccessibleDescription(
    'Image Desk is set to read-only.',
  );

  expect(await ask(popup, applyMessage(digest))).toEqual({
    ok: false,
    problem: { kind: 'read-only', by: 'settings' },
  });
  expect(mutatingCalls(stage.aws.log)).toEqual([]);

  const opened = stage.context.waitForEvent('page');
  await share.button('Open safety settings').click();
  await expect((await opened).getByRole('checkbox', { name: 'All accounts' })).toBeChecked();
  await settings.getByRole('checkbox', { name: 'All accounts' }).click();
  await expect(share.button('Share image')).toBeEnabled();
  await share.button('Share image').click();
  await expect(share.resultOf(newcomer)).toContainText('Done');
  expect(sharedWith(stage.world)).toContain(newcomer);
});

test('read-only of one account leaves the other accounts alone', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  const settings = await switchReadOnly(stage, `Account ${customerAccount}`);
  const other = { ...scope, account: customerAccount };
  expect(await ask(settings, { ...applyMessage('0'.repeat(64)), scope: other })).toMatchObject({
    problem: { kind: 'read-only', by: 'account', account: customerAccount },
  });
  const plan = await ask(settings, planMessage(newcomer));
  expect(await ask(settings, applyMessage(plan.value?.value.digest))).toMatchObject({ ok: true });
  await settings.reload();
  await expect(
    settings.getByRole('checkbox', { name: `Account ${customerAccount}` }),
  ).toBeChecked();
  await expect.poll(() => sharedWith(stage.world)).toContain(newcomer);
});

test('the idle time takes what it can and says what it cannot', async ({ stage }) => {
  const page = await stage.openExtensionPage('desk.html#/settings/safety');
  const idle = page.getByRole('textbox', { name: 'Minutes until locking' });
  await idle.fill('481');
  await idle.blur();
  await expect(page.getByText('Enter a whole number of minutes from 1 to 480.')).toBeVisible();
  await idle.fill('7');
  await idle.press('Enter');
  await page.getByRole('button', { name: /^Keep entries/ }).click();
  await page.getByRole('option', { name: '90 days' }).click();
  await expect(page.getByRole('button', { name: /^Keep entries/ })).toContainText('90 days');
  await page.reload();
  await expect(idle).toHaveValue('7');
  await expect(page.getByRole('button', { name: /^Keep entries/ })).toContainText('90 days');
});

test('T12: in a company, Chromium shares with its recipients and with nobody else', async ({
  stageOptions,
}) => {
  const policy = { allowedRecipients: [newcomer], idleMinutes: 5, vaultForbidden: true };
  const stage = await openManagedStage(policy, stageOptions);
  try {
    await addCredentials(stage, ownerAccount);
    const share = deskOf(
      await stage.openExtensionPage(`desk.html#/share?${place}&image=${image}&window=dialog`),
    );
    await share.addAccount(newcomer, { fleet: true });
    await share.addAccount(outsider, { fleet: true });
    await expect(
      share.page.getByText(`Your company does not allow sharing with account ${outsider}.`),
    ).toBeVisible();
    await expect(share.button('Share image')).toBeDisabled();

    expect(await ask(share.page, planMessage(newcomer, outsider))).toEqual({
      ok: false,
      problem: { kind: 'company-policy', rule: 'recipient', detail: `account ${outsider}` },
    });
    await share.button('Remove row 2').click();
    await share.button('Share image').click();
    await expect(share.resultOf(newcomer)).toContainText('Done');
    expect(sharedWith(stage.world)).toContain(newcomer);
    expect(sharedWith(stage.world)).not.toContain(outsider);
    expect(callsOf(stage.aws.log, 'UpdateImagePermissions')).toHaveLength(1);

    const settings = await stage.openExtensionPage('desk.html#/settings/safety');
    await expect(settings.getByText('Accounts that images may be shared with')).toBeVisible();
    await expect(settings.getByText(/your company allows no more/)).toBeVisible();
  } finally {
    await stage.close();
  }
});

test('in a company, Chromium is read-only and nobody can switch that off', async ({
  stageOptions,
}) => {
  const stage = await openManagedStage({ readOnly: true }, stageOptions);
  try {
    await addCredentials(stage, ownerAccount);
    const page = await stage.openExtensionPage('desk.html#/settings/safety');
    await expect(page.getByRole('checkbox', { name: 'All accounts' })).toBeDisabled();
    await expect(page.getByText('Set by your company.')).toBeVisible();
    const problem = { kind: 'read-only', by: 'company' };
    const off = { call: 'safety.set', input: { readOnly: false } };
    expect(await ask(page, off)).toEqual({ ok: false, problem });
    const plan = await ask(page, planMessage(newcomer));
    expect(await ask(page, applyMessage(plan.value?.value.digest))).toEqual({ ok: false, problem });
    expect(mutatingCalls(stage.aws.log)).toEqual([]);
  } finally {
    await stage.close();
  }
});

test('T12: in a company, Firefox shares with its recipients and with nobody else', async () => {
  const world = believableWorld();
  const aws = await startAwsWithConsole(world);
  const build = extensionBuild('test', 'firefox');
  const firefox = await startFirefox(build, aws.port, { allowedRecipients: [newcomer] });
  try {
    const popup = await firefox.openExtensionPage('popup.html');
    const send = async (message: object) =>
      JSON.parse(
        String(
          await popup.evaluate(
            `browser.runtime.sendMessage(${JSON.stringify(message)}).then(JSON.stringify)`,
          ),
        ),
      ) as Reply;
    expect(await send(credentialsMessage(world, ownerAccount))).toMatchObject({ ok: true });
    expect(await send(planMessage(outsider))).toEqual({
      ok: false,
      problem: { kind: 'company-policy', rule: 'recipient', detail: `account ${outsider}` },
    });
    const plan = await send(planMessage(newcomer));
    expect(await send(applyMessage(plan.value?.value.digest))).toMatchObject({ ok: true });
    await expect.poll(() => sharedWith(world)).toContain(newcomer);
    expect(sharedWith(world)).not.toContain(outsider);
  } finally {
    await firefox.close();
    await aws.close();
  }
});
