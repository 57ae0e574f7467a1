import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { callsOf, mutatingCalls } from './aws/log';
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

/** One stop of the tour: a name, and what a person does there. */
type Stop = readonly [name: string, visit: (stage: Stage) => Promise<Page>];

const tour: readonly Stop[] = [
  [
    'settings',
    async (stage) => {
      await addCredentials(stage, ownerAccount);
      await addCredentials(stage, customerAccount);
      const page = await stage.openExtensionPage('desk.html#/settings');
      await expect(page.getByRole('row').filter({ hasText: customerAccount })).toBeVisible();
      return page;
    },
  ],
  ['panel', (stage) => openImage(stage, 'office-2026-06')],
  ['panel-dark', (stage) => openImage(stage, 'office-2026-06', ['dark'])],
  [
    'panel-narrow',
    async (stage) => {
      const page = await openImage(stage, 'office-2026-06');
      await page.setViewportSize({ width: 400, height: 800 });
      return page;
    },
  ],
  ['panel-failed-image', (stage) => openImage(stage, 'design-studio-8')],
  [
    'share-plan',
    async (stage) => {
      const desk = await openFromPanel(stage, 'analytics-linux', 'Share image');
      await desk.addAccount(newcomer, { fleet: true });
      await desk.addAccount(customerAccount, { fleet: true, imageBuilder: true });
      await expect(desk.button('Share image')).toBeEnabled();
      return desk.page;
    },
  ],
  [
    'share-done',
    async (stage) => {
      const page = deskPage(stage);
      await deskOf(page).button('Share image').click();
      await expect(deskOf(page).resultOf(newcomer)).toContainText('Done');
      return page;
    },
  ],
  [
    'edit',
    async (stage) => {
      const desk = await openFromPanel(stage, 'analytics-linux', 'Edit permissions');
      await desk.account(newcomer).getByLabel('Use for image builder').check();
      await expect(desk.button('Update permissions')).toBeEnabled();
      return desk.page;
    },
  ],
  [
    'edit-done',
    async (stage) => {
      const page = deskPage(stage);
      await deskOf(page).button('Update permissions').click();
      await expect(deskOf(page).resultOf(newcomer)).toContainText('Done');
      return page;
    },
  ],
  [
    'revoke',
    async (stage) => {
      const desk = await openFromPanel(
        stage,
        'office-2026-06',
        `Revoke access ${customerAccount}`,
      );
      await expect(desk.button('Revoke access')).toBeEnabled();
      return desk.page;
    },
  ],
  [
    'revoke-done',
    async (stage) => {
      const page = deskPage(stage);
      await deskOf(page).button('Revoke access').click();
      await expect(deskOf(page).resultOf(customerAccount)).toContainText('Done');
      return page;
    },
  ],
  [
    'stop-sharing-many',
    async (stage) => {
      const desk = await openFromPanel(stage, 'partner-portal-2026-03', 'Stop sharing');
      await expect(desk.page.getByText(/98 accounts lose access/).first()).toBeVisible();
      return desk.page;
    },
  ],
  [
    'images',
    async (stage) => {
      const page = await stage.openExtensionPage('desk.html#/images');
      await expect(page.getByText('office-2026-06').first()).toBeVisible();
      return page;
    },
  ],
  [
    'popup',
    async (stage) => {
      const page = await stage.openExtensionPage('popup.html');
      await page.setViewportSize({ width: 360, height: 480 });
      await expect(page.getByText(/expires in/).first()).toBeVisible();
      return page;
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

function deskPage({ context }: Stage): Page {
  const page = context.pages().find((each) => each.url().includes('window=dialog'));
  if (!page) throw new Error('The desk window is not open');
  return page;
}

async function walk(stage: Stage): Promise<boolean> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  let passed = 0;
  for (const [name, visit] of tour) {
    try {
      const page = await visit(stage);
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
      passed += 1;
      process.stdout.write(`ok    ${name}\n`);
    } catch (error) {
      process.stdout.write(`FAIL  ${name}: ${error instanceof Error ? error.message : ''}\n`);
    }
    await closeAllBut(stage, /window=dialog/);
  }
  const { log } = stage.aws;
  process.stdout.write(
    `${passed} of ${tour.length} stops passed; ${log.filter(({ service }) => service).length} signed calls, ` +
      `${mutatingCalls(log).length} changes, ${callsOf(log, 'GetCallerIdentity').length} identities; pictures in .demo/\n`,
  );
  return passed === tour.length;
}

/** Closes the pages of a stop; a window that the next stop goes on with stays. */
async function closeAllBut({ context }: Stage, kept: RegExp): Promise<void> {
  const [first, ...others] = context.pages();
  for (const page of others) if (!kept.test(page.url())) await page.close();
  await first?.goto('about:blank');
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
