import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { mutatingCalls } from './aws/log';
import { consoleUrl, selectImage } from './console/pages';
import { deskOf } from './e2e/pages/desk';
import { panelOf } from './e2e/pages/panel';
import { customerAccount, ownerAccount } from './support/scenarios';
import { openStage, type Stage } from './support/stage';
import { addCredentials, openDeskFrom } from './support/steps';

/**
 * The demo: a believable world behind a real console page in a real browser. With a display it
 * stays open for a person; without one, or with `--headless`, it walks the main jobs, leaves
 * pictures in `.demo/` and says how it went.
 */
const pictures = path.join(import.meta.dirname, '../.demo');
const region = 'us-east-1';
const registry = consoleUrl({ host: 'regional', region });
const newcomer = '555566667777';

/** Takes a picture of a page, under a name. */
type Picture = (name: string, page: Page) => Promise<void>;

/** One stop of the tour: a name, and what a person does there. */
type Stop = readonly [name: string, visit: (stage: Stage, picture: Picture) => Promise<void>];

const tour: readonly Stop[] = [
  [
    'Credentials of two accounts, side by side',
    async (stage, picture) => {
      await addCredentials(stage, ownerAccount);
      await addCredentials(stage, customerAccount);
      const page = await stage.openExtensionPage('desk.html#/settings');
      await expect(page.getByRole('row').filter({ hasText: customerAccount })).toBeVisible();
      await picture('settings', page);
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
    'The images of an account, and the popup',
    async (stage, picture) => {
      const images = await stage.openExtensionPage('desk.html#/images');
      await expect(images.getByText('office-2026-06').first()).toBeVisible();
      await picture('images', images);
      const popup = await stage.openExtensionPage('popup.html');
      await popup.setViewportSize({ width: 360, height: 300 });
      await expect(popup.getByText(/Expires in/).first()).toBeVisible();
      await picture('popup', popup);
    },
  ],
];

async function openImage(
  stage: Stage,
  name: string,
  fixture: readonly 'dark'[] = [],
): Promise<Page> {
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region, fixture }));
  await selectImage(page, name);
  await expect(panelOf(page).general).toBeVisible();
  await expect(panelOf(page).region.getByText('Refreshing')).toHaveCount(0);
  return page;
}

async function openFromPanel(stage: Stage, name: string, button: string) {
  const page = await openImage(stage, name);
  return deskOf(await openDeskFrom(stage, () => panelOf(page).button(button).click()));
}

async function walk(stage: Stage): Promise<boolean> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const picture: Picture = async (name, page) => {
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
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
async function closeAll({ context }: Stage): Promise<void> {
  const kept = await context.newPage();
  for (const page of context.pages()) if (page !== kept) await page.close();
}

async function stayOpen(stage: Stage): Promise<void> {
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
const stage = await openStage({ headless });
try {
  if (headless) process.exitCode = (await walk(stage)) ? 0 : 1;
  else await stayOpen(stage);
} finally {
  await stage.close();
}
