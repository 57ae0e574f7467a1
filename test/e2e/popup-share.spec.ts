import type { Page } from '@playwright/test';
import { callsOf, mutatingCalls } from '../aws/log';
import { ownImage, regionOf } from '../aws/world';
import { consoleUrl, selectImage } from '../console/pages';
import { stopWorker } from '../support/browser';
import { customerAccount, ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, nameAccounts, sendToWorker } from '../support/steps';
import { inBothSchemes } from './axe';
import { expect, test } from './fixtures';
import { panelOf } from './pages/panel';
import { openPopupOver } from './pages/popup';

const region = 'us-east-1';
const image = 'analytics-linux';
const accounts = ['555566667777', '888800001111', '999900002222'] as const;
const [first, second, third] = accounts;

/** Who the fake AWS has an image shared with, for fleets. */
function sharedWith({ world }: Stage, name = image): readonly string[] {
  const permissions = ownImage(regionOf(world, region), ownerAccount, name)?.permissions;
  return [...(permissions?.keys() ?? [])].toSorted();
}

/** A console page with an image selected, as its panel has seen. */
async function openConsole(stage: Stage, name = image): Promise<Page> {
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region }));
  await selectImage(page, name);
  await expect(panelOf(page).general).toBeVisible();
  return page;
}

/** From the popup's first view to the plan of the three accounts. */
async function planThree(stage: Stage, page: Page) {
  const popup = await openPopupOver(stage, page);
  await popup.button('Bulk share').click();
  await expect(popup.image(image)).toBeChecked();
  await popup.accounts.fill(accounts.join('\n'));
  await popup.button('Review changes').click();
  await expect(popup.changes.getByRole('row')).toHaveCount(accounts.length + 1);
  return popup;
}

/** The puts that were sent, by account; more than one for an account is one too many. */
const putsOf = ({ aws }: Stage) =>
  callsOf(aws.log, 'UpdateImagePermissions')
    .map(({ input }) => String(input?.['SharedAccountId']))
    .toSorted((a, b) => a.localeCompare(b));

/** Holds the second change until the test lets it go. */
function holdSecondPut(stage: Stage): () => void {
  let go: (() => void) | undefined;
  const until = new Promise<void>((resolve) => {
    go = resolve;
  });
  stage.aws.faults.add({ kind: 'slow', until, operation: 'UpdateImagePermissions', after: 1 });
  return () => go?.();
}

test('the image that is selected on the page is shared with three accounts, though the popup is closed in the middle', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openConsole(stage);
  const popup = await planThree(stage, page);
  await expect(popup.page.getByText(ownerAccount)).toBeVisible();
  await expect(popup.page.getByText('3 to add', { exact: true })).toBeVisible();
  await expect(popup.page.getByText(/3 accounts gain access that have no name/)).toBeVisible();
  await expect(popup.changes).toContainText('Not shared → Fleet');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);

  const letGo = holdSecondPut(stage);
  await popup.button('Change 3 permissions on 1 image').click();
  await expect(popup.heading('Job')).toBeFocused();
  await expect(popup.page.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => sharedWith(stage).length).toBeGreaterThan(0);
  await popup.page.close();
  letGo();

  await expect.poll(() => sharedWith(stage)).toEqual([...accounts]);
  const again = await openPopupOver(stage, page);
  const job = again.job(image);
  await expect(job).toContainText('Done');
  await job.getByRole('button', { name: `${image}: 3 to add`, exact: true }).click();
  await expect(again.page.getByText('3 done.', { exact: true })).toBeVisible();
  expect(putsOf(stage)).toEqual([...accounts]);
  // What has become a job is no draft any more.
  await again.button('Back to Image Desk').click();
  await expect(again.heading('Image Desk')).toBeFocused();
  await again.button('Bulk share').click();
  await expect(again.image(image)).toBeChecked();
  await expect(again.accounts).toHaveValue('');
});

test('a job ends right although the worker is stopped in the middle, and shows its progress when the popup is opened again', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openConsole(stage);
  const popup = await planThree(stage, page);
  const letGo = holdSecondPut(stage);
  await popup.button('Change 3 permissions on 1 image').click();
  await expect.poll(() => sharedWith(stage).length).toBeGreaterThan(0);
  await popup.page.close();
  await stopWorker(stage.context);
  letGo();
  const again = await openPopupOver(stage, page);
  await expect(again.job(image)).toContainText('Done');
  await expect.poll(() => sharedWith(stage)).toEqual([...accounts]);
  // What was in flight may have arrived or not; nothing is sent that was seen to be there.
  expect(new Set(putsOf(stage))).toEqual(new Set(accounts));
  expect(putsOf(stage).filter((account) => account === first)).toHaveLength(1);
});

test('access is revoked, and what that causes is said first', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, [
    { account: ownerAccount, name: 'Images', environment: 'production' },
    { account: customerAccount, name: 'Payments', environment: 'staging' },
  ]);
  const page = await openConsole(stage, 'office-2026-06');
  const popup = await openPopupOver(stage, page);
  await popup.button('Bulk share').click();
  await expect(popup.image('office-2026-06')).toBeChecked();
  await popup.search.fill('march');
  await popup.image('office-2026-03').check();
  await popup.button('Add accounts of Staging').click();
  await expect(popup.accounts).toHaveValue(customerAccount);
  await popup.page.getByRole('radio', { name: 'Revoke access' }).check();
  await expect(popup.permission('Fleet')).toBeDisabled();
  await popup.button('Review changes').click();
  await expect(popup.page.getByText('2 to remove', { exact: true })).toBeVisible();
  await expect(popup.page.getByText(/1 account: Fleets of the account/)).toBeVisible();
  await expect(popup.changes).toContainText('Payments');
  await popup.button('Change 2 permissions on 2 images').click();
  await expect(popup.page.getByText('2 done.', { exact: true })).toBeVisible();
  expect(sharedWith(stage, 'office-2026-06')).toEqual(['222233334444']);
  expect(sharedWith(stage, 'office-2026-03')).toEqual([]);
});

test('what cannot be shared is left out with the reason, and what cannot be read is said by line', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const popup = await openPopupOver(stage, await openConsole(stage));
  await popup.button('Bulk share').click();
  await popup.button('Review changes').click();
  await expect(popup.accounts).toBeFocused();
  await expect(popup.page.getByText('Enter at least one account.')).toBeVisible();
  await popup.accounts.fill(`${first}\n12345\n${ownerAccount}`);
  await expect(popup.page.getByText(/^Line 2: .*5 digits/)).toBeVisible();
  await expect(popup.page.getByText(/^Line 3: .*owner/)).toBeVisible();
  await popup.accounts.fill(first);
  await popup.image('office-2026-09').check();
  await popup.button('Review changes').click();
  await expect(popup.heading('Left out (1)')).toBeVisible();
  await expect(popup.page.getByText(/The state of this image is Pending/)).toBeVisible();
  await expect(popup.page.getByText('1 to add', { exact: true })).toBeVisible();
});

test('the form comes back as it was left, until another image is selected on the page', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openConsole(stage);
  const popup = await openPopupOver(stage, page);
  await popup.button('Bulk share').click();
  await popup.image('kiosk').check();
  await popup.accounts.fill(second);
  await popup.permission('Image builder').check();
  await popup.button('Review changes').click();
  await popup.button('Back to Bulk share').click();
  await expect(popup.accounts).toHaveValue(second);
  await popup.page.close();

  const again = await openPopupOver(stage, page);
  await again.button('Bulk share').click();
  await expect(again.accounts).toHaveValue(second);
  await expect(again.image('kiosk')).toBeChecked();
  await expect(again.permission('Image builder')).toBeChecked();
  await again.page.close();

  await page.bringToFront();
  await selectImage(page, 'kiosk');
  await expect(panelOf(page).region).toContainText('kiosk');
  const other = await openPopupOver(stage, page);
  await other.button('Bulk share').click();
  await expect(other.accounts).toHaveValue(second);
  await expect(other.image('kiosk')).toBeChecked();
  await expect(other.image(image)).not.toBeChecked();
  await other.button('Start over').click();
  await expect(other.accounts).toHaveValue('');
});

test('many changes want their number typed, and only some are listed', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const popup = await openPopupOver(stage, await openConsole(stage));
  await popup.button('Bulk share').click();
  const many = Array.from({ length: 51 }, (_, index) => String(700_000_000_000 + index));
  await popup.accounts.fill(many.join(' '));
  await popup.button('Review changes').click();
  const act = popup.button('Change 51 permissions on 1 image');
  await expect(act).toBeDisabled();
  await expect(popup.changes.getByRole('row')).toHaveCount(21);
  await popup.page.getByLabel('Type 51 to confirm').fill('51');
  await expect(act).toBeEnabled();
  const desk = stage.context.waitForEvent('page');
  await popup.button('Review in the desk').click();
  expect((await desk).url()).toContain('#/share-many');
});

test('without credentials, or read-only, it says why there is no bulk share', async ({ stage }) => {
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region }));
  await expect(panelOf(page).button('Add credentials')).toBeVisible();
  const popup = await openPopupOver(stage, page);
  await expect(popup.button('Bulk share')).toBeDisabled();
  await expect(
    popup.page.getByText('Bulk share needs credentials for this account.'),
  ).toBeVisible();
  await addCredentials(stage, ownerAccount);
  await expect(popup.button('Bulk share')).toBeEnabled();
  await sendToWorker(stage, { call: 'safety.set', input: { readOnly: true } });
  await expect(popup.button('Bulk share')).toBeDisabled();
});

test('no view of the popup has a serious accessibility violation', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, [
    { account: ownerAccount, name: 'Images', environment: 'production' },
    { account: first, name: 'Payments', environment: 'staging' },
  ]);
  const page = await openConsole(stage);
  const popup = await openPopupOver(stage, page);
  await popup.button('Bulk share').click();
  await popup.accounts.fill(`${first}\n${second}\n1`);
  await popup.permission('Fleet').uncheck();
  await popup.button('Review changes').click();
  await expect(popup.page.getByText(/^Line 3/)).toBeVisible();
  await see(popup.page, 'form');
  await popup.permission('Fleet').check();
  await popup.accounts.fill(`${first}\n${second}\n${third}`);
  await popup.image('office-2026-09').check();
  await popup.button('Review changes').click();
  await expect(popup.heading('Left out (1)')).toBeVisible();
  await see(popup.page, 'plan');
  const letGo = holdSecondPut(stage);
  await popup.button('Change 3 permissions on 1 image').click();
  await expect.poll(() => sharedWith(stage).length).toBeGreaterThan(0);
  await see(popup.page, 'job');
  await popup.button('Back to Image Desk').click();
  await expect(popup.job(image)).toBeVisible();
  await see(popup.page, 'home');
  letGo();
  await expect(popup.job(image)).toContainText('Done');
  await popup
    .job(image)
    .getByRole('button', { name: /3 to add$/ })
    .first()
    .click();
  await expect(popup.page.getByText('3 done.', { exact: true })).toBeVisible();
  await see(popup.page, 'ended');
});

/** Looks at a view for violations. */
async function see(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  expect(await inBothSchemes(page), name).toEqual([]);
}
