import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { mutatingCalls } from './aws/log';
import { regionOf } from './aws/world';
import { consoleUrl, imageBuilderUrl } from './console/pages';
import { imageBuilderRoutes } from './console/routes';
import { findingsStops } from './demo-findings';
import { lifecycleStops } from './demo-lifecycle';
import { openBuild, openImage } from './demo-pages';
import { buildDeskOf } from './e2e/pages/build-desk';
import { buildPanelOf } from './e2e/pages/build-panel';
import { officeGolden, officeGoldenBuild } from './support/office-golden';
import { bulkOf } from './e2e/pages/bulk';
import { credentialsOf } from './e2e/pages/credentials';
import { deskOf } from './e2e/pages/desk';
import { jobsOf } from './e2e/pages/jobs';
import { matrixOf } from './e2e/pages/matrix';
import { panelOf } from './e2e/pages/panel';
import { openPopupOver } from './e2e/pages/popup';
import {
  believableWorld,
  customerAccount,
  externalId,
  ownerAccount,
  principalOf,
  roleArns,
  sandboxAccount,
  startUrl,
} from './support/scenarios';
import { addScannedBuilds } from './support/scanned-world';
import { openStage, type Stage } from './support/stage';
import {
  addCredentials,
  answerSignIn,
  nameAccounts,
  openDeskFrom,
  sendToWorker,
} from './support/steps';
import type { Picture, Stop } from './support/tour';

/**
 * The demo: a believable world behind a real console page in a real browser. With a display it
 * stays open for a person; without one, or with `--headless`, it walks the main jobs, leaves
 * pictures in `.demo/` and says how it went. `--dark` has the browser prefer dark.
 */
const pictures = path.join(import.meta.dirname, '../.demo');
const region = 'us-east-1';
const registry = consoleUrl({ host: 'regional', region });
const newcomer = '555566667777';
const unitArn = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/ou-a1b2-customers`;
const passphrase = 'canary battery staple';
const scope = `partition=aws&account=${ownerAccount}&region=${region}`;

/** What people in the world of the demo call their accounts. */
const names = [
  { account: ownerAccount, name: 'Golden images', environment: 'production', notes: 'Ask Ada' },
  {
    account: customerAccount,
    name: 'Front office',
    environment: 'staging',
    groups: ['Customers EU'],
  },
] as const;

/** The list of accounts that the tour imports; one line of it is wrong. */
const accountList = [
  'account,name,environment,groups,notes',
  `${newcomer},Reporting,development,Internal,Owned by finance`,
  `${sandboxAccount},Playground,sandbox,Internal;Pilot,`,
  '222233334444,Trials,test,Customers EU;Pilot,',
  '11122223333,Without its zero,,,',
].join('\n');

/** A world with two builds more, which have as many findings as large images have. */
const world = believableWorld();
const plenty = addScannedBuilds(world, regionOf(world, region), 'render-farm', 400, 2);

const tour: readonly Stop[] = [
  [
    'A console page of an account without credentials: nothing is called, in its colours',
    async (stage, picture) => {
      await nameAccounts(stage, names);
      await addCredentials(stage, ownerAccount);
      const page = await stage.context.newPage();
      const host = { host: 'multi-session', account: customerAccount, region } as const;
      await page.goto(consoleUrl({ ...host, selected: 'customer-erp-client' }));
      const alert = panelOf(page).region.getByRole('alert');
      await expect(alert).toContainText(`not for ${customerAccount}`);
      await expect(alert).toContainText('Front office Staging');
      await picture('panel-wrong-account', page);
    },
  ],
  [
    'Names and colours of accounts, imported from a list with a mistake in it',
    async (stage, picture) => {
      const page = await stage.openExtensionPage('desk.html#/settings/accounts');
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      const form = page.getByRole('dialog', { name: 'Import accounts' });
      const buffer = Buffer.from(accountList);
      const file = { name: 'accounts.csv', mimeType: 'text/csv', buffer };
      await form.locator('input[type=file]').setInputFiles(file);
      await expect(form).toContainText('3 to add, 1 refused.');
      await picture('accounts-import', page);
      await form.getByRole('button', { name: 'Import 3 accounts' }).click();
      await expect(page.getByText('3 accounts imported.')).toBeVisible();
      await picture('accounts', page);
    },
  ],
  [
    'Credentials by a role, and through IAM Identity Center',
    async (stage, picture) => {
      const settings = await openSettings(stage);
      const { page } = settings;
      await settings.tab('Assume a role').click();
      await page.getByLabel('Role ARN').fill(roleArns.imageOperator);
      await settings.button('External ID, MFA and session name').click();
      await page.getByRole('textbox', { name: 'External ID' }).fill(externalId);
      await settings.button('Assume role').click();
      await expect(settings.held(customerAccount)).toContainText(`Role via ${ownerAccount}`);
      await picture('settings-role', page);
      const opened = stage.context.waitForEvent('page');
      await settings.signIn(startUrl);
      const verification = await opened;
      await expect(page.getByText('Open the page again')).toBeVisible();
      await picture('settings-sign-in', page);
      await answerSignIn(verification, 'Allow');
      await settings.choose(new RegExp(`sandbox ${sandboxAccount}`), 'ImageReader');
      await picture('settings-portal', page);
      await settings.button('Take credentials for 1 account').click();
      await expect(settings.held(sandboxAccount)).toContainText('Identity Center');
      await page.getByRole('heading', { name: /Held credentials/ }).scrollIntoViewIfNeeded();
      await picture('settings', page);
    },
  ],
  [
    'A vault: made, locked with everything else, and unlocked',
    async (stage, picture) => {
      const settings = await openSettings(stage);
      const { page } = settings;
      await settings.makeVault(passphrase);
      await settings.button(`Remember in vault ${sandboxAccount}`).click();
      await expect(settings.held(sandboxAccount)).toContainText('In vault');
      await page.getByRole('heading', { name: 'Vault' }).scrollIntoViewIfNeeded();
      await picture('vault', page);
      await settings.button('Lock now').click();
      await expect(page.getByText('Image Desk is locked.')).toBeVisible();
      await picture('vault-locked', page);
      const popup = await openPopup(stage);
      await expect(popup.getByText('Image Desk is locked.')).toBeVisible();
      await picture('popup-locked', popup);
      await settings.passphrase.fill(passphrase);
      await settings.button('Unlock').click();
      await expect(settings.held(sandboxAccount)).toContainText('In vault');
      await expect(page.getByText('The vault is open: credentials of 1 account')).toBeVisible();
      await picture('vault-unlocked', page);
      // The stops that follow work in these two.
      await addCredentials(stage, ownerAccount);
      await addCredentials(stage, customerAccount);
    },
  ],
  [
    'The panel beside an image: light, dark, narrow, collapsed',
    async (stage, picture) => {
      await picture('panel', await openImage(stage, 'office-2026-06'));
      await picture('panel-dark', await openImage(stage, 'office-2026-06', ['dark']));
      const page = await openImage(stage, 'office-2026-06');
      await panelOf(page).button('Go to Sharing').click();
      await picture('panel-sharing', page);
      await page.setViewportSize({ width: 400, height: 800 });
      await picture('panel-narrow', page);
      await panelOf(page).button('Collapse panel').click();
      await picture('panel-collapsed', page);
      await panelOf(page).button('Image Desk, open panel').click();
    },
  ],
  [
    'An image that failed, and one of another account',
    async (stage, picture) => {
      await picture('panel-failed-image', await openImage(stage, 'design-studio-8'));
      await picture('panel-shared-with-me', await openImage(stage, 'customer-erp-client'));
    },
  ],
  [
    'Share an image with two accounts',
    async (stage, picture) => {
      const desk = await openFromPanel(stage, 'analytics-linux', 'Share image');
      await desk.addAccount(newcomer, { fleet: true });
      await desk.addAccount(customerAccount, { fleet: true, imageBuilder: true });
      await expect(desk.button('Share image')).toBeEnabled();
      await desk.page.setViewportSize({ width: 1280, height: 960 });
      await picture('share-plan', desk.page);
      await desk.button('Share image').click();
      await expect(desk.resultOf(newcomer)).toContainText('Done');
      await picture('share-done', desk.page);
    },
  ],
  [
    'Change what an account may do',
    async (stage, picture) => {
      const desk = await openFromPanel(stage, 'analytics-linux', 'Edit permissions');
      await desk.account(newcomer).getByLabel('Use for image builder').check();
      await expect(desk.button('Update permissions')).toBeEnabled();
      await picture('edit', desk.page);
      await desk.button('Update permissions').click();
      await expect(desk.resultOf(newcomer)).toContainText('Done');
    },
  ],
  [
    'Revoke the access of an account that runs fleets',
    async (stage, picture) => {
      const desk = await openFromPanel(stage, 'office-2026-06', `Revoke access ${customerAccount}`);
      await expect(desk.button('Revoke access')).toBeEnabled();
      await picture('revoke', desk.page);
      await desk.button('Revoke access').click();
      await expect(desk.resultOf(customerAccount)).toContainText('Done');
    },
  ],
  [
    'Stop sharing with 98 accounts: the number must be typed',
    async (stage, picture) => {
      const desk = await openFromPanel(stage, 'partner-portal-2026-03', 'Stop sharing');
      await expect(desk.page.getByText(/98 accounts lose access/).first()).toBeVisible();
      await picture('stop-sharing', desk.page);
    },
  ],
  [
    'Many images with many accounts: picked, planned, carried out as a job, and undone',
    async (stage, picture) => {
      const bulk = bulkOf(await stage.openExtensionPage(`desk.html#/share-many?${scope}`));
      const { page } = bulk;
      await page.setViewportSize({ width: 1280, height: 1000 });
      await bulk.addRegion('eu-west-1');
      await bulk.find('office-*');
      await bulk.image('office-2026-06', region).check();
      await bulk.image('office-2026-06', 'eu-west-1').check();
      await bulk.image('office-2026-09', region).check();
      await bulk.paste(`${newcomer} ${sandboxAccount}, 8888-9999-0000`);
      await picture('bulk', page);
      await bulk.button('Make the plan').click();
      await expect(bulk.leftOut).toContainText('office-2026-09');
      await picture('bulk-plan', page);
      await bulk.button(/^Change \d+ permissions/).click();
      await page.getByRole('link', { name: 'Show the result of each change' }).click();
      const job = jobsOf(page);
      await expect(job.change(newcomer).first()).toContainText('Done');
      await picture('job', page);
      await bulk.button(/^Undo/).click();
      await expect(page.getByRole('heading', { name: 'Undo a job' })).toBeVisible();
      await expect(bulk.plan).toContainText('Fleet → Not shared');
      await picture('job-undo', page);
      await bulk.button(/^Change \d+ permissions/).click();
      await expect(page.getByText(/^\d+ done\.$/)).toBeVisible();
      const list = await stage.openExtensionPage('desk.html#/jobs');
      await expect(jobsOf(list).row('2 images: 6 to remove')).toBeVisible();
      await picture('jobs', list);
    },
  ],
  [
    'The matrix of images and accounts, edited by the keyboard',
    async (stage, picture) => {
      const places = ['office-2026-06', 'office-2026-03', 'design-studio-7', 'analytics-linux'];
      const images = places.map((name) => `image=${region}/${name}`).join('&');
      const matrix = matrixOf(
        await stage.openExtensionPage(`desk.html#/share-many/matrix?${scope}&${images}`),
      );
      await matrix.loaded();
      await matrix.fleet('design-studio-7', customerAccount).click();
      await expect(matrix.said.first()).toBeVisible();
      await picture('matrix', matrix.page);
    },
  ],
  [
    'Bulk share from the popup',
    async (stage, picture) => {
      const page = await openImage(stage, 'analytics-linux');
      const popup = await openPopupOver(stage, page);
      await popup.button('Bulk share').click();
      await expect(popup.image('analytics-linux')).toBeChecked();
      await popup.accounts.fill(`${sandboxAccount}\n8888-9999-0000`);
      await picture('popup-share', popup.page);
      await popup.button('Review changes').click();
      await expect(popup.changes).toContainText('Not shared → Fleet');
      await picture('popup-plan', popup.page);
      await popup.button('Change 2 permissions on 1 image').click();
      await expect(popup.page.getByText('2 done.', { exact: true })).toBeVisible();
      await picture('popup-job', popup.page);
    },
  ],
  [
    'A build of Image Builder, its pipeline, and one that failed in its test',
    async (stage, picture) => {
      await picture('build', await openBuild(stage, '2.0.0/4'));
      await picture('build-dark', await openBuild(stage, '2.0.0/4', ['dark']));
      const page = await openBuild(stage, '2.0.0/1');
      const panel = buildPanelOf(page);
      await panel.button('Go to Workflow').click();
      await expect(panel.section('Workflow')).toContainText('Excel did not start.');
      await picture('build-failed', page);
      await page.setViewportSize({ width: 400, height: 800 });
      await picture('build-narrow', page);
      const route = imageBuilderRoutes.pipeline(
        `arn:aws:imagebuilder:${region}:${ownerAccount}:image-pipeline/${officeGolden}`,
      );
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(imageBuilderUrl({ host: 'regional', region, route }));
      await expect(buildPanelOf(page).section('Latest builds')).toContainText('3 critical');
      await picture('build-pipeline', page);
    },
  ],
  ...findingsStops(plenty),
  [
    'Share a build and its AMIs with an account and a unit',
    async (stage, picture) => {
      const page = await openBuild(stage, '2.0.0/4');
      const window = await openDeskFrom(stage, () => panelOf(page).button('Share image').click());
      const desk = buildDeskOf(window);
      await window.setViewportSize({ width: 1280, height: 960 });
      await desk.principals.fill(`${newcomer}\n${unitArn}`);
      await picture('build-share-form', window);
      await desk.review.click();
      await expect(window.getByText(/encrypted/).first()).toBeVisible();
      await picture('build-share', window);
    },
  ],
  [
    'What a deletion would take, AMI by AMI and snapshot by snapshot',
    async (stage, picture) => {
      const address = `desk.html#/builds/delete?${scope}&build=${encodeURIComponent(officeGoldenBuild('2.0.0/2'))}`;
      const page = await stage.openExtensionPage(address);
      await expect(page.getByText('What is deleted').first()).toBeVisible();
      await picture('build-delete', page);
    },
  ],
  ...lifecycleStops,
  [
    'Read-only: the worker refuses to share',
    async (stage, picture) => {
      const desk = await openFromPanel(stage, 'rocky-tools_v2.1', 'Share image');
      await desk.addAccount(newcomer, { fleet: true });
      await expect(desk.button('Share image')).toBeEnabled();
      const safety = await stage.openExtensionPage('desk.html#/settings/safety');
      const everywhere = safety.getByRole('checkbox', { name: 'All accounts' });
      await everywhere.click();
      await expect(everywhere).toBeChecked();
      await picture('safety', safety);
      await expect(desk.page.getByText('Image Desk is set to read-only.').first()).toBeVisible();
      await expect(desk.button('Share image')).toBeDisabled();
      await picture('share-read-only', desk.page);
      // Past every button: what is asked for is the same, and so is the answer.
      const input = { digest: '0'.repeat(64) };
      const place = { partition: 'aws', account: ownerAccount, region };
      const answer = await sendToWorker(stage, { call: 'sharing.apply', input, scope: place });
      expect(answer).toEqual({ ok: false, problem: { kind: 'read-only', by: 'settings' } });
      await everywhere.click();
      await expect(everywhere).not.toBeChecked();
    },
  ],
  [
    'Permissions: the policies to ask for, and what these credentials lack',
    async (stage, picture) => {
      const { deniedActions } = principalOf(stage.world, ownerAccount);
      deniedActions.add('appstream:DescribeFleets');
      const page = await stage.openExtensionPage(`desk.html#/settings/permissions?${scope}`);
      await page.getByRole('tab', { name: 'Sharer' }).click();
      await expect(page.getByRole('group', { name: 'sharer policy' })).toBeVisible();
      await picture('permissions-policy', page);
      await page.getByRole('button', { name: 'Check permissions' }).click();
      const lacking = page.getByText(/features lacks? a permission/);
      await expect(lacking).toBeVisible();
      await page.getByText('Denied', { exact: true }).first().scrollIntoViewIfNeeded();
      await picture('permissions-check', page);
      deniedActions.clear();
    },
  ],
  [
    'Activity: every change, refusal and missing permission, to be exported',
    async (stage, picture) => {
      const page = await stage.openExtensionPage('desk.html#/activity');
      const table = page.getByRole('table', { name: 'Activity' });
      await expect(table.getByText('Missing permission').first()).toBeVisible();
      await expect(table.getByText('Not shared → Fleet', { exact: true }).first()).toBeVisible();
      await picture('activity', page);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export CSV' }).click();
      await (await downloading).saveAs(path.join(pictures, 'activity.csv'));
    },
  ],
  [
    'The images of an account, and the popup',
    async (stage, picture) => {
      const images = await stage.openExtensionPage('desk.html#/images');
      await expect(images.getByText('office-2026-06').first()).toBeVisible();
      await picture('images', images);
      const popup = await openPopup(stage);
      await expect(popup.getByText(/Held for/).first()).toBeVisible();
      await picture('popup', popup);
    },
  ],
];

async function openSettings(stage: Stage) {
  return credentialsOf(await stage.openExtensionPage('desk.html#/settings'));
}

async function openPopup(stage: Stage): Promise<Page> {
  const popup = await stage.openExtensionPage('popup.html');
  await popup.setViewportSize({ width: 360, height: 460 });
  return popup;
}

async function openFromPanel(stage: Stage, name: string, button: string) {
  const page = await openImage(stage, name);
  return deskOf(await openDeskFrom(stage, () => panelOf(page).button(button).click()));
}

async function walk(stage: Stage): Promise<boolean> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const picture: Picture = async (name, page, whole) => {
    // Nothing is drawn as under the pointer.
    await page.mouse.move(0, 0);
    await page.screenshot({
      path: path.join(pictures, `${name}.png`),
      animations: 'disabled',
      fullPage: whole !== undefined,
    });
  };
  let passed = 0;
  for (const [name, visit] of tour) {
    try {
      await visit(stage, picture);
      passed += 1;
      process.stdout.write(`ok    ${name}\n`);
    } catch (error) {
      process.stdout.write(`FAIL  ${name}: ${error instanceof Error ? error.message : ''}\n`);
    }
    await closeAll(stage);
  }
  const { log } = stage.aws;
  const signed = log.filter(({ service }) => service !== undefined);
  process.stdout.write(
    `${passed} of ${tour.length} stops passed, with ${signed.length} signed calls to AWS of which ` +
      `${mutatingCalls(log).length} changed something. Pictures are in .demo/\n`,
  );
  return passed === tour.length;
}

/** Closes the pages of a stop; a browser without any page would end. */
async function closeAll({ context, blank }: Stage): Promise<void> {
  for (const page of context.pages()) if (page !== blank) await page.close();
}

async function stayOpen(stage: Stage): Promise<void> {
  await nameAccounts(stage, names);
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  const page = stage.context.pages()[0] ?? (await stage.context.newPage());
  await page.goto(registry);
  process.stdout.write('Image Desk is open on a console page. Close the browser to end.\n');
  await new Promise((resolve) => {
    stage.context.once('close', resolve);
  });
}

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const headless = process.argv.includes('--headless') || !hasDisplay;
const colorScheme = process.argv.includes('--dark') ? 'dark' : 'light';
const stage = await openStage({ headless, world, colorScheme });
try {
  if (headless) process.exitCode = (await walk(stage)) ? 0 : 1;
  else await stayOpen(stage);
} finally {
  await stage.close();
}
