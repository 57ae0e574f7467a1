import type { Page } from '@playwright/test';
import type { OperationId } from '@/lib/operations/registry';
import { features } from '@/lib/permissions/features';
import { policiesFor, printPolicy, type PolicyTarget } from '@/lib/permissions/policy';
import { callsOf } from '../aws/log';
import { ownerAccount, principalOf } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials } from '../support/steps';
import { inBothSchemes, violationsOf } from './axe';
import { expect, test } from './fixtures';
import { pickRegion } from './pages/region-list';

const address = `desk.html#/settings/permissions?partition=aws&account=${ownerAccount}&region=us-east-1`;

const permissionsOf = (page: Page) => ({
  feature: (name: string) => page.getByRole('checkbox', { name, exact: true }),
  tab: (name: string) => page.getByRole('tab', { name, exact: true }),
  policy: (role: string) => page.getByRole('group', { name: `${role} policy`, exact: true }),
  check: page.getByRole('button', { name: 'Check permissions', exact: true }),
  row: (feature: string) =>
    page
      .getByRole('table', { name: 'Permissions of the features' })
      .getByRole('row')
      .filter({ has: page.getByText(feature, { exact: true }) }),
});

/** What the generator makes of the same choice. */
function expected(role: string, picked: readonly OperationId[], target: Partial<PolicyTarget>) {
  const policies = policiesFor(new Set(picked), {
    partition: 'aws',
    account: ownerAccount,
    regions: ['us-east-1'],
    images: { by: 'all' },
    ...target,
  });
  const document = policies.find((each) => each.role === role)?.document;
  if (!document) throw new Error(`There is no policy for a ${role}`);
  return printPolicy(document);
}

async function textOnClipboard(stage: Stage): Promise<string> {
  const page = await stage.context.newPage();
  await page.setContent('<textarea aria-label="Scratch"></textarea>');
  await page.getByLabel('Scratch').focus();
  await page.keyboard.press('ControlOrMeta+V');
  const text = await page.getByLabel('Scratch').inputValue();
  await page.close();
  return text;
}

test('prints the policies of what is picked, to be copied', async ({ stage }) => {
  const page = await stage.openExtensionPage(address);
  const view = permissionsOf(page);
  // Roles are assumed where they are named, and none is here.
  const all = features.map(({ id }) => id).filter((id) => id !== 'credentials.assume-role');
  await expect(view.policy('viewer')).toHaveText(expected('viewer', all, {}));

  await view.tab('Sharer').click();
  await view.feature("Show an image's tags").uncheck();
  await view.feature('Show what runs on an image').uncheck();
  await pickRegion(page, /Regions/, 'eu-west-1');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Images by tag' }).check();
  await expect(page.getByText(/The policies appear here/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Tag key' }).fill('shareable');
  await page.getByRole('textbox', { name: 'Tag value' }).fill('true');
  const picked = all.filter((id) => id !== 'images.tags' && id !== 'images.usage');
  const policy = expected('sharer', picked, {
    regions: ['us-east-1', 'eu-west-1'],
    images: { by: 'tag', key: 'shareable', value: 'true' },
  });
  await expect(view.policy('sharer')).toHaveText(policy);
  await expect(page.getByText(/no condition for the account with which/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy sharer policy' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await textOnClipboard(stage)).toBe(policy);

  await view.tab('Cloner').click();
  await expect(view.policy('cloner')).toContainText('appstream:CreateImageBuilder');

  await page.getByRole('radio', { name: 'Images by ARN' }).check();
  const arns = page.getByRole('textbox', { name: 'Image ARNs' });
  await arns.fill('arn:aws:appstream:us-east-1:999999999999:image/office');
  await expect(page.getByText(/belongs to another account/)).toBeVisible();
  const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/office`;
  await arns.fill(arn);
  await view.tab('Viewer').click();
  await expect(view.policy('viewer')).toHaveText(
    expected('viewer', picked, {
      regions: ['us-east-1', 'eu-west-1'],
      images: { by: 'arn', arns: [arn] },
    }),
  );
  expect(stage.aws.log.filter(({ service }) => service === 'appstream')).toEqual([]);
});

test('needs credentials for a check, and says so', async ({ stage }) => {
  const page = await stage.openExtensionPage(address);
  await expect(page.getByText('Image Desk has no credentials yet.')).toBeVisible();
  await expect(permissionsOf(page).check).toHaveCount(0);
});

test('checks what the credentials lack, with the statement to add', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const { deniedActions } = principalOf(stage.world, ownerAccount);
  deniedActions.add('appstream:DescribeFleets');
  const page = await stage.openExtensionPage(address);
  const view = permissionsOf(page);
  await view.check.click();
  const using = features.filter(({ actions }) => actions.includes('appstream:DescribeFleets'));
  await expect(
    page.getByText(`${using.length} of ${features.length} features lack a permission.`),
  ).toBeVisible();
  const usage = view.row('Show what runs on an image');
  await expect(usage).toContainText(/appstream:DescribeFleets\s*Denied/);
  await expect(usage).toContainText(/appstream:DescribeImageBuilders\s*Allowed/);
  const statement = page.getByRole('group', {
    name: 'statement for Show what runs on an image',
  });
  expect(JSON.parse((await statement.textContent()) ?? '')).toEqual({
    Sid: 'AnyResource',
    Effect: 'Allow',
    Action: ['appstream:DescribeFleets'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } },
  });
  await expect(view.row('Change who an image is shared with')).toContainText(
    /appstream:UpdateImagePermissions\s*Not tried/,
  );
  expect(await inBothSchemes(page)).toEqual([]);
  await page.setViewportSize({ width: 400, height: 800 });
  await expect(usage).toContainText(/appstream:DescribeFleets\s*Denied/);
  await expect(statement).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await violationsOf(page)).toEqual([]);

  deniedActions.clear();
  await view.check.click();
  await expect(page.getByText('AWS denied nothing that was tried.')).toBeVisible();
  expect(callsOf(stage.aws.log, 'UpdateImagePermissions')).toEqual([]);

  stage.aws.faults.add({ kind: 'expired-token', times: Infinity });
  await view.check.click();
  await expect(
    page.getByText(`The credentials for account ${ownerAccount} have expired.`),
  ).toBeVisible();
});
