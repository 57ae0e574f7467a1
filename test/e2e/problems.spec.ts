import type { FaultRule } from '../aws/faults';
import { callsOf, mutatingCalls } from '../aws/log';
import { consoleUrl } from '../console/pages';
import { customerAccount, ownerAccount, principalOf } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, openDeskFrom } from '../support/steps';
import { expect, test } from './fixtures';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const region = 'us-east-1';
const office = consoleUrl({ host: 'regional', region, selected: 'office-2026-06' });
const newcomer = '555566667777';

test.describe('without usable credentials', () => {
  test('the panel asks for credentials of this account', async ({ stage }) => {
    const page = await stage.context.newPage();
    await page.goto(office);
    const panel = panelOf(page);
    await expect(panel.region).toContainText(`no credentials for account ${ownerAccount}`);
    const settings = await openDeskFrom(stage, () => panel.button('Add credentials').click());
    await expect(settings.getByRole('heading', { name: 'Credentials', level: 1 })).toBeVisible();
  });

  test('credentials of another account are not used', async ({ stage }) => {
    await addCredentials(stage, customerAccount);
    const page = await stage.context.newPage();
    await page.goto(office);
    await expect(panelOf(page).region).toContainText(
      `credentials for another account, but not for ${ownerAccount}`,
    );
    expect(stage.aws.log.filter(({ service }) => service === 'appstream')).toEqual([]);
  });

  test('expired ones are told, and the panel fills by itself once fresh ones are there', async ({
    stage,
  }) => {
    await addCredentials(stage, ownerAccount);
    const principal = principalOf(stage.world, ownerAccount);
    const until = principal.expiresAt;
    if (until === undefined) throw new Error('The world has changed');
    principal.expiresAt = stage.world.now() - 1;
    const page = await stage.context.newPage();
    await page.goto(office);
    const panel = panelOf(page);
    await expect(panel.region).toContainText(
      `The credentials for account ${ownerAccount} have expired.`,
    );
    principal.expiresAt = until;
    await addCredentials(stage, ownerAccount);
    await expect(panel.general).toContainText('Windows Server 2022');
  });
});

const inPanel: readonly (readonly [string, FaultRule, string])[] = [
  ['throttling', { kind: 'throttle', form: 'ThrottlingException' }, 'limiting the rate of calls'],
  ['a fault of AWS', { kind: 'server-error', status: 503 }, 'answered with a fault of its own'],
  ['an answer that is cut off', { kind: 'truncated' }, 'answered with a fault of its own'],
  ['a lost connection', { kind: 'reset' }, 'AWS cannot be reached'],
  [
    'a missing permission',
    { kind: 'access-denied' },
    'lack the IAM permission appstream:DescribeImagePermissions',
  ],
];

for (const [name, fault, sentence] of inPanel) {
  test(`one section fails by ${name}, says so, and comes back`, async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const mend = stage.aws.faults.add({
      ...fault,
      operation: 'DescribeImagePermissions',
      times: Infinity,
    });
    const page = await stage.context.newPage();
    await page.goto(office);
    const panel = panelOf(page);
    await expect(panel.region).toContainText(sentence);
    await expect(panel.general).toContainText('Windows Server 2022');
    await expect(panel.usedBy).toContainText('office-fleet');
    mend();
    await panel.button('Try again').click();
    await expect(panel.share(customerAccount)).toBeVisible();
  });
}

test('a computer that is offline says so', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).share(customerAccount)).toBeVisible();
  await stage.context.route(/amazonaws\.com/, (route) => route.abort('internetdisconnected'));
  await panelOf(page).button('Refresh').click();
  await expect(panelOf(page).region).toContainText('AWS cannot be reached');
  // What was read before stays in sight.
  await expect(panelOf(page).share(customerAccount)).toBeVisible();
});

test('each refusal is beside its field, and no call was made for it', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  const desk = deskOf(await openDeskFrom(stage, () => panelOf(page).button('Share image').click()));
  await desk.row(1).getByLabel('Use for fleet').check();
  const before = callsOf(stage.aws.log, 'DescribeImagePermissions').length;
  const cases = [
    ['12345', 'An account id has 12 digits; this has 5.'],
    ['12345678901x', 'An account id has 12 digits and nothing else.'],
    [ownerAccount, 'This account owns the image'],
  ] as const;
  for (const [typed, sentence] of cases) {
    await desk.field(1).fill(typed);
    await desk.field(1).blur();
    await expect(desk.row(1)).toContainText(sentence);
    await expect(desk.button('Share image')).toBeDisabled();
  }
  await desk.field(1).fill('');
  await desk.field(1).blur();
  await expect(desk.row(1)).toContainText('Enter the 12-digit id');
  expect(callsOf(stage.aws.log, 'DescribeImagePermissions')).toHaveLength(before);

  await desk.field(1).fill('  5555-6666-7777 ');
  await expect(desk.row(1)).toContainText(`Read as ${newcomer}`);
  await desk.button('Add account').click();
  await desk.field(2).fill(newcomer);
  await desk.field(2).blur();
  await expect(desk.row(2)).toContainText(`Account ${newcomer} is in this list already.`);
  await desk.field(2).fill('555566668888');
  await desk.row(2).getByLabel('Use for fleet').focus();
  await desk.button('Add account').focus();
  await expect(desk.row(2)).toContainText('Choose at least one permission');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('more accounts than the quota are refused before any call', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region, selected: 'partner-portal-2026-03' }));
  const desk = deskOf(await openDeskFrom(stage, () => panelOf(page).button('Share image').click()));
  for (const id of ['300000000001', '300000000002', '300000000003']) {
    await desk.addAccount(id, { fleet: true });
  }
  await expect(
    desk.page.getByText(/shared with 100 accounts; this would make 101/).first(),
  ).toBeVisible();
  await expect(desk.button('Share image')).toBeDisabled();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

/** A plan to share with one more account, ready to be applied, and the page behind it. */
async function readyToShare(stage: Stage) {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  const desk = deskOf(await openDeskFrom(stage, () => panelOf(page).button('Share image').click()));
  await desk.addAccount(newcomer, { fleet: true });
  await expect(desk.button('Share image')).toBeEnabled();
  return { desk, panel: panelOf(page) };
}

const passing: readonly (readonly [string, FaultRule])[] = [
  ['throttling', { kind: 'throttle', form: 'ThrottlingException' }],
  ['a lost connection', { kind: 'reset' }],
  ['a fault of AWS', { kind: 'server-error', status: 500 }],
];

for (const [name, fault] of passing) {
  test(`a put that meets ${name} goes through by itself once that has passed`, async ({
    stage,
  }) => {
    const { desk, panel } = await readyToShare(stage);
    stage.aws.faults.add({ ...fault, operation: 'UpdateImagePermissions', times: 2 });
    await desk.button('Share image').click();
    await expect(desk.resultOf(newcomer)).toContainText('Done');
    await expect(panel.share(newcomer)).toBeVisible();
    expect(callsOf(stage.aws.log, 'UpdateImagePermissions').length).toBeGreaterThan(1);
  });
}

test('a put that AWS never carries out is told for its account, and can be tried again', async ({
  stage,
}) => {
  const { desk, panel } = await readyToShare(stage);
  const operation = 'UpdateImagePermissions';
  const fault = { kind: 'server-error', status: 500 } as const;
  const mend = stage.aws.faults.add({ ...fault, operation, times: Infinity });
  await desk.button('Share image').click();
  await expect(desk.resultOf(newcomer)).toContainText('Failed', { timeout: 20_000 });
  await expect(desk.resultOf(newcomer)).toContainText('fault of its own');
  mend();
  await desk.button('Try the rest again').click();
  await desk.button('Share image').click();
  await expect(desk.resultOf(newcomer)).toContainText('Done');
  await expect(panel.share(newcomer)).toBeVisible();
});

test('a missing permission is named and waited for, until the change is continued', async ({
  stage,
}) => {
  const { desk, panel } = await readyToShare(stage);
  const denied = principalOf(stage.world, ownerAccount).deniedActions;
  denied.add('appstream:UpdateImagePermissions');
  await desk.button('Share image').click();
  const reason = 'lack the IAM permission appstream:UpdateImagePermissions';
  await expect(desk.page.getByText(reason)).toBeVisible();
  await expect(desk.button('Add credentials')).toBeVisible();
  denied.clear();
  await desk.button('Continue').click();
  await expect(desk.resultOf(newcomer)).toContainText('Done');
  await expect(panel.share(newcomer)).toBeVisible();
});

test('an expired token is told, and the change goes on by itself with fresh credentials', async ({
  stage,
}) => {
  const { desk, panel } = await readyToShare(stage);
  const operation = 'UpdateImagePermissions';
  const mend = stage.aws.faults.add({ kind: 'expired-token', operation, times: Infinity });
  await desk.button('Share image').click();
  await expect(
    desk.page.getByText(`The credentials for account ${ownerAccount} have expired.`),
  ).toBeVisible();
  const settings = await openDeskFrom(stage, () => desk.button('Add credentials').click());
  await expect(settings.getByRole('heading', { name: 'Credentials', level: 1 })).toBeVisible();
  mend();
  await addCredentials(stage, ownerAccount);
  await expect(desk.resultOf(newcomer)).toContainText('Done');
  await expect(panel.share(newcomer)).toBeVisible();
});

test('T15: a change made elsewhere after the plan is not overwritten', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  const desk = deskOf(
    await openDeskFrom(stage, () =>
      panelOf(page).button(`Revoke access ${customerAccount}`).click(),
    ),
  );
  await expect(desk.button('Revoke access')).toBeEnabled();
  const image = [...(stage.world.regions.get(region)?.images.values() ?? [])].find(
    ({ Name, owner }) => Name === 'office-2026-06' && owner === ownerAccount,
  );
  image?.permissions.set(customerAccount, { allowFleet: false, allowImageBuilder: true });
  await desk.button('Revoke access').click();
  await expect(desk.resultOf(customerAccount)).toContainText('changed elsewhere');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test.describe('in a browser whose extension is switched off', () => {
  test.use({ ownBrowser: true });

  test('a page that outlives its extension says to reload', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const page = await stage.context.newPage();
    await page.goto(office);
    await expect(panelOf(page).share(customerAccount)).toBeVisible();
    const extensions = await stage.context.newPage();
    await extensions.goto('chrome://extensions');
    await extensions.evaluate(
      (id) =>
        (
          globalThis as unknown as {
            chrome: {
              management: { uninstall?: unknown; setEnabled: (id: string, on: boolean) => void };
            };
          }
        ).chrome.management.setEnabled(id, false),
      stage.extensionId,
    );
    await panelOf(page).button('Refresh').click();
    await expect(panelOf(page).region).toContainText(
      'Image Desk was updated while this page was open',
    );
  });
});
