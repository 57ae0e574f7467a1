import type { Page } from '@playwright/test';
import { callsOf, mutatingCalls } from '../aws/log';
import { ownImage, regionOf } from '../aws/world';
import { consoleUrl, selectImage, type ConsoleTarget } from '../console/pages';
import { stopWorker } from '../support/browser';
import { customerAccount, ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, openDeskFrom, pasteCredentials } from '../support/steps';
import { expect, test } from './fixtures';
import { deskOf } from './pages/desk';
import { panelOf } from './pages/panel';

const region = 'us-east-1';
const image = 'analytics-linux';
const first = '555566667777';
const second = '888800001111';

const words = (granted: { allowFleet: boolean; allowImageBuilder: boolean }) =>
  granted.allowFleet && granted.allowImageBuilder
    ? 'Fleet and image builder'
    : granted.allowFleet
      ? 'Fleet'
      : 'Image builder';

/** Who the fake AWS has the image shared with, in the words of the panel. */
function sharesInWorld({ world }: Stage): readonly (readonly string[])[] {
  const found = ownImage(regionOf(world, region), ownerAccount, image);
  return [...(found?.permissions ?? [])]
    .map(([account, granted]) => [account, words(granted)])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b));
}

/** The panel and the fake AWS say the same, and it is this. */
async function expectShares(stage: Stage, page: Page, shares: readonly (readonly string[])[]) {
  await expect.poll(() => panelOf(page).shares()).toEqual(shares);
  expect(sharesInWorld(stage)).toEqual(shares);
}

/** The main job, as a person does it from a console page with the image selected. */
async function doTheMainJob(stage: Stage, page: Page, between: () => Promise<void>) {
  const panel = panelOf(page);
  await expectShares(stage, page, []);

  await between();
  const share = deskOf(await openDeskFrom(stage, () => panel.button('Share image').click()));
  await expect(share.button('Share image')).toBeDisabled();
  await share.addAccount(first, { fleet: true });
  await share.addAccount(second, { fleet: true, imageBuilder: true });
  await expect(share.plan.getByRole('row').filter({ hasText: first })).toContainText('Not shared');
  await between();
  await share.button('Share image').click();
  await expect(share.resultOf(first)).toContainText('Done');
  await expect(share.resultOf(second)).toContainText('Done');
  await expectShares(stage, page, [
    [first, 'Fleet'],
    [second, 'Fleet and image builder'],
  ]);
  await share.page.close();

  await between();
  const edit = deskOf(await openDeskFrom(stage, () => panel.button('Edit permissions').click()));
  await edit.account(first).getByLabel('Use for image builder').check();
  await edit.account(first).getByLabel('Use for fleet').uncheck();
  await expect(edit.plan).toContainText(/drop to a desired capacity of 0/);
  await edit.button('Update permissions').click();
  await expect(edit.resultOf(first)).toContainText('Done');
  await expectShares(stage, page, [
    [first, 'Image builder'],
    [second, 'Fleet and image builder'],
  ]);
  await edit.page.close();

  await between();
  const revoke = deskOf(
    await openDeskFrom(stage, () => panel.button(`Revoke access ${first}`).click()),
  );
  await expect(revoke.page.getByText(first).first()).toBeVisible();
  await expect(revoke.page.getByText(ownerAccount).first()).toBeVisible();
  await revoke.button('Revoke access').click();
  await expect(revoke.resultOf(first)).toContainText('Done');
  await expectShares(stage, page, [[second, 'Fleet and image builder']]);
  await revoke.page.close();

  await between();
  const stop = deskOf(await openDeskFrom(stage, () => panel.button('Stop sharing').click()));
  await stop.button('Stop sharing').click();
  await expect(stop.resultOf(second)).toContainText('Done');
  await expectShares(stage, page, []);
  await stop.page.close();

  const changes = mutatingCalls(stage.aws.log).map(
    ({ operation, input }) => [operation, String(input?.['SharedAccountId'])] as const,
  );
  // The first two are sent at the same time, and arrive in whatever order.
  expect([
    ...changes.slice(0, 2).toSorted(([, a], [, b]) => a.localeCompare(b)),
    ...changes.slice(2),
  ]).toEqual([
    ['UpdateImagePermissions', first],
    ['UpdateImagePermissions', second],
    ['UpdateImagePermissions', first],
    ['DeleteImagePermissions', first],
    ['DeleteImagePermissions', second],
  ]);
}

async function openImage(stage: Stage, target: ConsoleTarget): Promise<Page> {
  const page = await stage.context.newPage();
  await page.goto(consoleUrl(target));
  await selectImage(page, image);
  await expect(panelOf(page).general).toBeVisible();
  return page;
}

const places: readonly (readonly [string, ConsoleTarget])[] = [
  ['the regional host', { host: 'regional', region }],
  ['the plain host', { host: 'plain', region }],
  ['the multi-session host', { host: 'multi-session', region, account: ownerAccount }],
  ['the iframe layout', { host: 'regional', region, fixture: ['iframe'] }],
];

for (const [name, target] of places) {
  test(`an image is shared, changed, revoked and unshared on ${name}`, async ({ stage }) => {
    await pasteCredentials(stage, ownerAccount);
    const page = await openImage(stage, target);
    await doTheMainJob(stage, page, async () => {});
  });
}

test('T13: the main job goes through although the worker is stopped before every step', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openImage(stage, { host: 'regional', region });
  await doTheMainJob(stage, page, () => stopWorker(stage.context));
});

test('a change goes on when its window is closed, and although the worker is stopped', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openImage(stage, { host: 'regional', region });
  const panel = panelOf(page);
  await expectShares(stage, page, []);
  const share = deskOf(await openDeskFrom(stage, () => panel.button('Share image').click()));
  await share.addAccount(first, { fleet: true });
  await share.addAccount(second, { fleet: true, imageBuilder: true });
  let answer: (() => void) | undefined;
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const operation = 'UpdateImagePermissions';
  stage.aws.faults.add({ kind: 'slow', until, operation, times: Infinity });
  await share.button('Share image').click();
  await expect(share.page.getByText('0 of 2 confirmed')).toBeVisible();
  await expect(share.button('Pause')).toBeVisible();
  await share.button('Close').click();
  await stopWorker(stage.context);
  answer?.();
  // Whatever wakes the worker has it go on, such as a panel that reads.
  await panel.button('Refresh').click();
  await expect.poll(() => sharesInWorld(stage), { timeout: 20_000 }).toHaveLength(2);
  await expectShares(stage, page, [
    [first, 'Fleet'],
    [second, 'Fleet and image builder'],
  ]);
});

test('a change is paused, continued and cancelled by whoever watches it', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await openImage(stage, { host: 'regional', region });
  const panel = panelOf(page);
  await expect(panel.button('Share image')).toBeVisible();
  const share = deskOf(await openDeskFrom(stage, () => panel.button('Share image').click()));
  const many = ['500000000001', '500000000002', '500000000003', '500000000004', '500000000005'];
  for (const account of many) await share.addAccount(account, { fleet: true });
  let answer: (() => void) | undefined;
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  stage.aws.faults.add({ kind: 'slow', until, operation: 'UpdateImagePermissions', times: 3 });
  await share.button('Share image').click();
  // Three are under way; the others wait for their turn.
  const third = `${image} (${region}), account 500000000003: Fleet`;
  await expect(share.page.getByText(third)).toBeVisible();
  await share.button('Pause').click();
  answer?.();
  await expect(share.page.getByText('This job is paused.')).toBeVisible();
  await expect(share.page.getByText(/3 of 5 confirmed/)).toBeVisible();
  expect(sharesInWorld(stage)).toHaveLength(3);
  await share.button('Cancel').click();
  await expect(share.page.getByText('3 accounts done, 2 cancelled.')).toBeVisible();
  await expect(share.resultOf('500000000005')).toContainText('Cancelled');
  expect(sharesInWorld(stage)).toHaveLength(3);

  await share.button('Try the rest again').click();
  await share.button('Share image').click();
  await expect(share.page.getByText('5 accounts done.')).toBeVisible();
  expect(sharesInWorld(stage)).toHaveLength(5);
  expect(callsOf(stage.aws.log, 'UpdateImagePermissions')).toHaveLength(5);
});

test('an account that is right already costs no put', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region, selected: 'office-2026-06' }));
  const panel = panelOf(page);
  const share = deskOf(await openDeskFrom(stage, () => panel.button('Share image').click()));
  await share.addAccount(first, { fleet: true });
  await share.addAccount(customerAccount, { fleet: true, imageBuilder: true });
  await share.button('Share image').click();
  await expect(share.resultOf(customerAccount)).toContainText('Unchanged');
  const puts = callsOf(stage.aws.log, 'UpdateImagePermissions');
  expect(puts.map(({ input }) => input?.['SharedAccountId'])).toEqual([first]);
});

test("the customer's fleets drop to zero, and the customer's panel loses the image", async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  const customer = await stage.context.newPage();
  await customer.goto(
    consoleUrl({
      host: 'multi-session',
      region,
      account: customerAccount,
      selected: 'office-2026-06',
    }),
  );
  const customerPanel = panelOf(customer);
  await expect(customerPanel.sharing).toContainText(`belongs to account ${ownerAccount}`);
  await expect(customerPanel.usedBy).toContainText('Fleet, desired capacity 25');

  const owner = await stage.context.newPage();
  await owner.goto(consoleUrl({ host: 'regional', region, selected: 'office-2026-06' }));
  const revoke = deskOf(
    await openDeskFrom(stage, () =>
      panelOf(owner).button(`Revoke access ${customerAccount}`).click(),
    ),
  );
  await expect(revoke.plan).toContainText(/drop to a desired capacity of 0/);
  await revoke.button('Revoke access').click();
  await expect(revoke.resultOf(customerAccount)).toContainText('Done');

  await customerPanel.button('Refresh').click();
  await expect(customerPanel.region).toContainText('Image office-2026-06 was not found.');
});
