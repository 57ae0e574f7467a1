import type { Page } from '@playwright/test';
import { consoleUrl, imageBuilderUrl } from '../console/pages';
import { imageBuilderRoutes } from '../console/routes';
import { officeGoldenBuild } from '../support/office-golden';
import { customerAccount, ownerAccount, principalOf, startUrl } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, answerSignIn, nameAccounts, sendToWorker } from '../support/steps';
import { inBothSchemes, violationsOf } from './axe';
import { expect, test } from './fixtures';
import { credentialsOf } from './pages/credentials';
import { bulkOf } from './pages/bulk';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const image = `${scope}&image=office-2026-06&window=dialog`;

const build = `${scope}&build=${encodeURIComponent(officeGoldenBuild('2.0.0/4'))}&window=dialog`;

/** The views of the desk, with what is there once they have loaded. */
const views: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['images', `desk.html#/images?${scope}`, (page) => shows(page, 'office-2026-06')],
  [
    'activity',
    'desk.html#/activity',
    async (page) => {
      for (const kind of ['Change', 'Missing permission', 'Refused request']) {
        await expect(table(page, 'Activity').getByText(kind, { exact: true })).toBeVisible();
      }
      await page
        .getByRole('button', { name: /^Details of/ })
        .last()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  ['settings', 'desk.html#/settings', (page) => shows(page, ownerAccount)],
  ['safety', 'desk.html#/settings/safety', (page) => shows(page, 'No company policy is set.')],
  [
    'permissions',
    `desk.html#/settings/permissions?${scope}`,
    async (page) => {
      await page.getByRole('button', { name: 'Check permissions' }).click();
      await shows(page, /features lacks? a permission/);
    },
  ],
  ['accounts', 'desk.html#/settings/accounts', (page) => shows(page, 'Ask Ada first')],
];

/** The windows that a panel opens, and the popup, likewise. */
const windows: typeof views = [
  ['share', `desk.html#/share?${image}`, (page) => shows(page, 'AWS account ID')],
  ['edit', `desk.html#/edit?${image}`, (page) => shows(page, customerAccount)],
  [
    'revoke',
    `desk.html#/revoke?${image}&with=${customerAccount}`,
    (page) => shows(page, /desired capacity of 0/),
  ],
  ['stop', `desk.html#/stop?${image}`, (page) => shows(page, /desired capacity of 0/)],
  [
    'choose',
    'desk.html#/choose?tab=1&partition=aws&region=us-east-1',
    (page) => shows(page, ownerAccount),
  ],
  ['popup', 'popup.html', (page) => shows(page, /Held for/)],
];

const buildViews: typeof views = [
  ['share a build', `desk.html#/builds/share?${build}`, (page) => shows(page, 'Shared with')],
  ['delete a build', `desk.html#/builds/delete?${build}`, (page) => shows(page, 'What is deleted')],
];

/** Names in every colour that an environment has. */
const aliases = [
  {
    account: ownerAccount,
    name: 'Images',
    environment: 'production',
    groups: ['Internal'],
    notes: 'Ask Ada first',
  },
  { account: customerAccount, name: 'Payments', environment: 'staging' },
  { account: '222233334444', name: 'Trials', environment: 'test' },
  { account: '333344445555', name: 'Builders', environment: 'development' },
  { account: '555566667777', name: 'Playground', environment: 'sandbox' },
] as const;

const table = (page: Page, name: string) => page.getByRole('table', { name, exact: true });

/** One change, one missing permission and one refused request, for the activity. */
async function act(stage: Stage): Promise<void> {
  const share = deskOf(await stage.openExtensionPage(`desk.html#/share?${scope}&image=kiosk`));
  await share.addAccount('555566667777', { fleet: true });
  await share.button('Share image').click();
  await expect(share.resultOf('555566667777')).toContainText('Done');
  await share.page.close();
  principalOf(stage.world, ownerAccount).deniedActions.add('appstream:DescribeFleets');
  const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/kiosk`;
  const input = { image: { name: 'kiosk', arn } };
  const place = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
  await sendToWorker(stage, { call: 'images.usage', input, scope: place });
  await sendToWorker(stage, { call: 'nothing', input: {} });
}

async function shows(page: Page, text: string | RegExp) {
  await expect(page.getByText(text).first()).toBeVisible();
}

async function expectNoneAtAnyWidth(page: Page, what: string): Promise<void> {
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await inBothSchemes(page), `${what}, ${width} wide`).toEqual([]);
  }
}

async function panelPage(stage: Stage, dark: boolean): Promise<Page> {
  const page = await stage.context.newPage();
  const fixture = dark ? (['dark'] as const) : [];
  const target = { host: 'regional', region: 'us-east-1', selected: 'office-2026-06' } as const;
  await page.goto(consoleUrl({ ...target, fixture }));
  return page;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a console page in ${colorScheme}`, () => {
    test.use({ stageOptions: { colorScheme } });

    test('the panel of an account without credentials has none either', async ({ stage }) => {
      await nameAccounts(stage, aliases);
      await addCredentials(stage, customerAccount);
      const page = await panelPage(stage, colorScheme === 'dark');
      await expect(panelOf(page).region.getByRole('alert')).toContainText('Images Production');
      expect(await violationsOf(page, 'image-desk-panel')).toEqual([]);
    });

    test('the panel has no serious accessibility violation', async ({ stage }) => {
      await nameAccounts(stage, aliases);
      const empty = await panelPage(stage, colorScheme === 'dark');
      await expect(panelOf(empty).button('Add credentials')).toBeVisible();
      expect(await violationsOf(empty, 'image-desk-panel')).toEqual([]);
      await addCredentials(stage, ownerAccount);
      await expect(panelOf(empty).usedBy).toContainText('office-fleet');
      expect(await violationsOf(empty, 'image-desk-panel')).toEqual([]);
      const fixture = colorScheme === 'dark' ? (['dark'] as const) : [];
      // One that failed has the most to say.
      const route = imageBuilderRoutes.build(officeGoldenBuild('2.0.0/1'));
      await empty.goto(imageBuilderUrl({ host: 'regional', region: 'us-east-1', route, fixture }));
      const { region } = panelOf(empty);
      await expect(region.getByRole('table', { name: 'Steps' })).toBeVisible();
      const closed = region.locator('details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      await expect(region.getByText(/^Reading/)).toHaveCount(0);
      expect(await violationsOf(empty, 'image-desk-panel')).toEqual([]);
    });
  });
}

test('the desk and its settings have no serious accessibility violation', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await act(stage);
  await nameAccounts(stage, aliases);
  for (const [name, address, loaded] of views) {
    const page = await stage.openExtensionPage(address);
    await loaded(page);
    expect(await inBothSchemes(page), name).toEqual([]);
    await page.close();
  }
});

test('the windows that a panel opens and the popup have none either', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  for (const [name, address, loaded] of windows) {
    const page = await stage.openExtensionPage(address);
    await loaded(page);
    expect(await inBothSchemes(page), name).toEqual([]);
    await page.close();
  }
});

test('neither have the windows of a build', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  for (const [name, address, loaded] of buildViews) {
    const page = await stage.openExtensionPage(address);
    await loaded(page);
    await expectNoneAtAnyWidth(page, name);
    await page.close();
  }
});

test('picking images and accounts to share has none, wide and narrow', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  const bulk = bulkOf(await stage.openExtensionPage('desk.html#/share-many'));
  const { page } = bulk;
  await bulk.addRegion('eu-west-1');
  await bulk.image('office-2026-06', 'eu-west-1').check();
  await bulk.paste(`555566667777 ${customerAccount}`);
  const given = bulk.permissions(customerAccount);
  await given.getByRole('checkbox', { name: 'Use for fleet' }).uncheck();
  await bulk.chooseFile('account,fleet,image_builder\n1,yes,no\n');
  await expect(bulk.problems).toHaveCount(1);
  await expectNoneAtAnyWidth(page, 'form');
  await bulk.button('Pick accounts').click();
  await page.getByRole('tab', { name: 'AWS Organizations' }).click();
  await shows(page, 'Aarhus Logistics');
  await expectNoneAtAnyWidth(page, 'picking');
});

test('neither has the plan of many images, nor its result', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  const bulk = bulkOf(await stage.openExtensionPage('desk.html#/share-many'));
  const { page } = bulk;
  await bulk.image('office-2026-06', 'us-east-1').check();
  await bulk.button('Select images like this one').click();
  await bulk.paste('888800001111');
  await bulk.button('Make the plan').click();
  await shows(page, 'No name in the account book');
  await page.getByRole('button', { name: /^As a script for the AWS CLI/ }).click();
  await expectNoneAtAnyWidth(page, 'review');
  await bulk.button(/^Change \d+ permissions/).click();
  await shows(page, '2 done.');
  await expectNoneAtAnyWidth(page, 'result');
});

test('the ways to add credentials, the vault and the lock have none either', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const settings = credentialsOf(await stage.openExtensionPage('desk.html#/settings'));
  const { page } = settings;
  await settings.tab('Assume a role').click();
  await settings.button('External ID, MFA and session name').click();
  await page.getByLabel('Role ARN').fill('not an ARN');
  await shows(page, 'This is not the ARN of a role.');
  expect(await inBothSchemes(page), 'role').toEqual([]);
  const opened = stage.context.waitForEvent('page');
  await settings.signIn(startUrl);
  const verification = await opened;
  await shows(page, 'Open the page again');
  expect(await inBothSchemes(page), 'waiting').toEqual([]);
  await answerSignIn(verification, 'Allow');
  await shows(page, 'Your accounts');
  expect(await inBothSchemes(page), 'accounts').toEqual([]);
  await settings.makeVault('canary battery staple');
  await shows(page, 'Remember in vault');
  expect(await inBothSchemes(page), 'empty vault').toEqual([]);
  await settings.button(`Remember in vault ${ownerAccount}`).click();
  await shows(page, 'In vault');
  expect(await inBothSchemes(page), 'vault').toEqual([]);
  await settings.button('Lock now').click();
  await shows(page, 'Image Desk is locked.');
  expect(await inBothSchemes(page), 'locked').toEqual([]);
  const popup = await stage.openExtensionPage('popup.html');
  await shows(popup, 'Image Desk is locked.');
  expect(await inBothSchemes(popup), 'locked popup').toEqual([]);
  const images = await stage.openExtensionPage('desk.html#/images');
  await shows(images, 'Image Desk is locked.');
  expect(await inBothSchemes(images), 'locked images').toEqual([]);
  const panel = await panelPage(stage, false);
  await expect(panelOf(panel).button('Unlock')).toBeVisible();
  expect(await violationsOf(panel, 'image-desk-panel'), 'locked panel').toEqual([]);
});

test('neither have the windows over a view, and what is read-only', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  const page = await stage.openExtensionPage('desk.html#/settings');
  await page.getByRole('button', { name: 'Forget all' }).click();
  await shows(page, 'Forget all credentials?');
  expect(await inBothSchemes(page), 'forget all').toEqual([]);
  const accounts = await stage.openExtensionPage('desk.html#/settings/accounts');
  await accounts.getByRole('button', { name: 'Add account' }).click();
  await accounts.getByRole('button', { name: 'Save' }).click();
  await shows(accounts, 'The name is missing.');
  expect(await inBothSchemes(accounts), 'add account').toEqual([]);
  await accounts.getByRole('button', { name: 'Cancel' }).click();
  await accounts.getByRole('button', { name: 'Import', exact: true }).click();
  const buffer = Buffer.from(`account,name\n666677778888,New\n${ownerAccount},Other\n1,Short\n`);
  const file = { name: 'accounts.csv', mimeType: 'text/csv', buffer };
  await accounts.locator('input[type=file]').setInputFiles(file);
  await shows(accounts, '1 to add, 1 to change, 1 refused.');
  expect(await inBothSchemes(accounts), 'import').toEqual([]);
  await sendToWorker(stage, { call: 'safety.set', input: { readOnly: true } });
  const share = await stage.openExtensionPage(`desk.html#/share?${image}`);
  await shows(share, 'Image Desk is set to read-only.');
  expect(await inBothSchemes(share), 'read-only').toEqual([]);
  const popup = await stage.openExtensionPage('popup.html');
  await shows(popup, 'Read-only: nothing can be changed');
  expect(await inBothSchemes(popup), 'read-only popup').toEqual([]);
});
