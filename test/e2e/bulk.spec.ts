import { readFile } from 'node:fs/promises';
import { callsOf, mutatingCalls } from '../aws/log';
import { ownImage, regionOf } from '../aws/world';
import { customerAccount, nearlyFullImage, ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, nameAccounts, sendToWorker } from '../support/steps';
import { expect, test } from './fixtures';
import { bulkOf } from './pages/bulk';

const virginia = 'us-east-1';
const ireland = 'eu-west-1';
const first = '555566667777';
const second = '888800001111';

/** Who the fake AWS has an image shared with, and for what. */
function sharesOf({ world }: Stage, region: string, image: string): Record<string, string> {
  const found = ownImage(regionOf(world, region), ownerAccount, image);
  const granted = [...(found?.permissions ?? [])].map(
    ([account, { allowFleet, allowImageBuilder }]) => [
      account,
      `${allowFleet ? 'fleet' : ''} ${allowImageBuilder ? 'builder' : ''}`.trim(),
    ],
  );
  return Object.fromEntries(granted) as Record<string, string>;
}

async function openBulk(stage: Stage, address = 'desk.html#/share-many') {
  return bulkOf(await stage.openExtensionPage(address));
}

test('images of two Regions are shared with pasted accounts, as AWS shows, and it is undone', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, [
    { account: ownerAccount, name: 'Images', environment: 'production' },
    { account: first, name: 'Playground' },
  ]);
  const before = sharesOf(stage, virginia, 'office-2026-06');
  const beforeInIreland = sharesOf(stage, ireland, 'office-2026-06');
  const bulk = await openBulk(stage);
  const { page } = bulk;
  await expect(bulk.image('office-2026-06', virginia)).toBeVisible();
  await expect(bulk.button('Make the plan')).toBeDisabled();
  await bulk.addRegion(ireland);
  await bulk.find('office-*');
  await expect(bulk.images.getByRole('row')).toHaveCount(5);
  await bulk.image('office-2026-06', ireland).check();
  await bulk.button('Select images like this one').click();
  await expect(page.getByText('(4/12)')).toBeVisible();

  await bulk.paste(`${first}, 8888-0000-1111\n${customerAccount}`);
  await expect(page.getByText('What was typed: 3 accounts added.')).toBeVisible();
  await bulk.permissions(second).getByRole('checkbox', { name: 'Use for image builder' }).check();
  await bulk
    .permissions(customerAccount)
    .getByRole('checkbox', { name: 'Use for fleet' })
    .uncheck();
  await expect(bulk.permissions(customerAccount)).toContainText('Loses access');
  await bulk.button('Make the plan').click();

  // The image that is being made is left out, with the reason; the others are planned.
  await expect(bulk.leftOut).toContainText('office-2026-09');
  await expect(bulk.leftOut).toContainText('Pending');
  await expect(page.getByText(ownerAccount).first()).toBeVisible();
  await expect(page.getByText(/^Fleets of 1 account .* stop scaling/)).toBeVisible();
  await expect(page.getByText(/^1 account gains access that has no name/)).toBeVisible();
  const losing = bulk.rowOf(customerAccount, 'office-2026-03');
  await expect(losing).toContainText('Fleet → Not shared');
  await expect(losing).toContainText('Fleets stop scaling');
  await expect(bulk.rowOf(second, 'office-2026-03')).toContainText('No name in the account book');
  await expect(bulk.rowOf(first, 'office-2026-03')).not.toContainText('No name');
  await page.getByRole('button', { name: /^As a script for the AWS CLI/ }).click();
  const saving = page.waitForEvent('download');
  await bulk.button('Save for bash').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^image-desk-sharing-.*\.sh$/);
  expect(await readFile(await saved.path(), 'utf8')).toContain('office-2026-03');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);

  await bulk.button('Change 9 permissions on 3 images').click();
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  await expect(page.getByText('9 done.')).toBeVisible();
  expect(sharesOf(stage, virginia, 'office-2026-09')).toEqual({});
  for (const [region, image] of [
    [virginia, 'office-2026-03'],
    [virginia, 'office-2026-06'],
    [ireland, 'office-2026-06'],
  ] as const) {
    const shares = sharesOf(stage, region, image);
    expect(shares).toMatchObject({ [first]: 'fleet', [second]: 'fleet builder' });
    expect(shares).not.toHaveProperty(customerAccount);
  }
  expect(callsOf(stage.aws.log, 'UpdateImagePermissions')).toHaveLength(6);
  expect(callsOf(stage.aws.log, 'DeleteImagePermissions')).toHaveLength(3);
  expect(mutatingCalls(stage.aws.log)).toHaveLength(9);

  await page.getByRole('link', { name: 'Show the result of each change' }).click();
  await bulk.button(/^Undo/).click();
  await expect(page.getByRole('heading', { name: 'Undo a job' })).toBeVisible();
  await expect(bulk.rowOf(customerAccount, 'office-2026-03')).toContainText('Not shared → Fleet');
  await bulk.button('Change 9 permissions on 3 images').click();
  await expect(page.getByText('9 done.')).toBeVisible();
  expect(sharesOf(stage, virginia, 'office-2026-06')).toEqual(before);
  expect(sharesOf(stage, ireland, 'office-2026-06')).toEqual(beforeInIreland);
});

test.describe('a list of accounts', () => {
  const header = 'account,name,fleet,image_builder';

  test('says each problem of a file by its line, and nothing of it is taken', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const bulk = await openBulk(stage, `desk.html#/share-many`);
    const { page } = bulk;
    await bulk.image('kiosk', virginia).check();
    await bulk.chooseFile(`account,fleet,builder\n${first},yes,no\n`);
    await expect(bulk.problems).toHaveText([/^Line 1: .*“builder” is no column/]);

    const lines = [
      header,
      '55556666777,short,yes,no',
      `${first},"Payments, EU",,`,
      `${second},fine,yes,no`,
      `${second},other,no,yes`,
      `"${customerAccount},broken,yes,no`,
    ];
    await bulk.chooseFile(`\uFEFF${lines.join('\r\n')}\r\n`);
    await expect(bulk.problems).toHaveText([
      /^Line 2: “55556666777” has 11 digits, not 12/,
      new RegExp(`^Line 3: for account ${first} this says neither`),
      new RegExp(`^Line 5: account ${second} is in line 4 already`),
      /^Line 6: the quotation marks do not fit together/,
    ]);
    await expect(bulk.accounts).toContainText('No accounts yet');
    await expect(bulk.button('Make the plan')).toBeDisabled();

    const good = [header, `${first},"Payments, ""EU""",yes,no`, `'${second},,no,yes`];
    await bulk.chooseFile(`\uFEFF${good.join('\r\n').replace("'", '')}\r\n`);
    await expect(page.getByText('accounts.csv: 2 accounts added.')).toBeVisible();
    await expect(bulk.problems).toHaveCount(0);
    await expect(bulk.accounts).toContainText('Payments, "EU"');
    await expect(
      bulk.permissions(second).getByRole('checkbox', { name: 'Use for image builder' }),
    ).toBeChecked();
    await expect(bulk.button('Make the plan')).toBeEnabled();
    expect(mutatingCalls(stage.aws.log)).toEqual([]);
  });

  test('of 100,000 lines is read while the page can be used, and its problems are paged', async ({
    stage,
  }) => {
    await addCredentials(stage, ownerAccount);
    const bulk = await openBulk(stage);
    const { page } = bulk;
    await expect(bulk.image('kiosk', virginia)).toBeVisible();
    await page.evaluate(() => {
      const gaps = { longest: 0, last: performance.now() };
      Object.assign(globalThis, { gaps });
      const watch = (now: number) => {
        gaps.longest = Math.max(gaps.longest, now - gaps.last);
        gaps.last = now;
        requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    });
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `${10_000_000_000 + index},,yes,no`,
    );
    const began = performance.now();
    await bulk.chooseFile([header, ...lines].join('\n'), 'long.csv');
    await page.getByRole('radio', { name: 'Make exactly so' }).check();
    await expect(page.getByText('because of 100,000 problems')).toBeVisible({ timeout: 30_000 });
    const whole = performance.now() - began;
    await expect(bulk.problems).toHaveCount(20);
    await expect(bulk.problems.first()).toContainText('Line 2:');
    await page.getByRole('button', { name: 'Next page' }).last().click();
    await expect(bulk.problems.first()).toContainText('Line 22:');
    const longest = await page.evaluate(
      () => (globalThis as unknown as { gaps: { longest: number } }).gaps.longest,
    );
    // Read at a stretch it would be all of it, which a slow machine takes long for.
    expect(longest).toBeLessThan(Math.max(1500, whole / 2));

    const accounts = Array.from({ length: 100_000 }, (_, index) => String(300_000_000_000 + index));
    await bulk.chooseFile(accounts.join('\n'), 'many.csv');
    await expect(bulk.problems).toHaveText([/^Line 20001: .*20000/]);
    await expect(bulk.accounts).toContainText('No accounts yet');
    expect(mutatingCalls(stage.aws.log)).toEqual([]);
  });
});

test('a plan that takes much away shows from whom, and has its number typed', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const bulk = await openBulk(stage);
  const { page } = bulk;
  await bulk.image(nearlyFullImage, virginia).check();
  const [kept = ''] = Object.keys(sharesOf(stage, virginia, nearlyFullImage));
  await bulk.paste(kept);
  await page.getByRole('radio', { name: 'Make exactly so' }).check();
  await bulk.button('Make the plan').click();
  const act = bulk.button('Change 97 permissions on 1 image');
  await expect(act).toBeDisabled();
  await expect(page.getByText('97 accounts lose access')).toBeVisible();
  await page.getByLabel('Type 97 to confirm').fill('98');
  await expect(act).toBeDisabled();
  await page.getByLabel('Type 97 to confirm').fill('97');
  await expect(act).toBeEnabled();
  await bulk.button('Back').click();
  await expect(bulk.image(nearlyFullImage, virginia)).toBeChecked();
  await expect(bulk.permissions(kept)).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('an image near its quota is warned of, and one beyond it is left out', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const bulk = await openBulk(stage);
  const { page } = bulk;
  await bulk.image(nearlyFullImage, virginia).check();
  await bulk.paste(first);
  await bulk.button('Make the plan').click();
  await expect(page.getByText('1 image comes near its quota.')).toBeVisible();
  await bulk.button('Back').click();
  await bulk.paste(`${second} 888800002222`);
  await bulk.button('Make the plan').click();
  await expect(bulk.leftOut).toContainText('with 100 accounts; this would make 101');
  await expect(bulk.button(/^Change/)).toBeDisabled();
  await expect(page.getByText('There is nothing to change.')).toBeVisible();
});

test('a Region that cannot be read says so, and the others can be used', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const bulk = await openBulk(stage);
  const { page } = bulk;
  await expect(bulk.image('kiosk', virginia)).toBeVisible();
  const mend = stage.aws.faults.add({
    kind: 'server-error',
    status: 500,
    operation: 'DescribeImages',
    times: 100,
  });
  await bulk.addRegion(ireland);
  await expect(page.getByText('Not read: Europe (Ireland) eu-west-1')).toBeVisible();
  await bulk.image('kiosk', virginia).check();
  mend();
  await bulk.button('Try again').click();
  await expect(bulk.image('support-desk', ireland)).toBeVisible();
  await expect(bulk.image('kiosk', virginia)).toBeChecked();
});

test('without credentials, and with changes switched off, it says what is missing', async ({
  stage,
}) => {
  const empty = await openBulk(stage);
  await expect(empty.page.getByText('Image Desk has no credentials yet.')).toBeVisible();
  await addCredentials(stage, ownerAccount);
  await expect(empty.image('kiosk', virginia)).toBeVisible();
  await empty.image('kiosk', virginia).check();
  await empty.paste(first);
  // What was entered stays when the credentials go, and goes on with new ones.
  await sendToWorker(stage, { call: 'credentials.forget-all', input: {} });
  await expect(empty.page.getByText('Image Desk has no credentials yet.')).toBeVisible();
  await expect(empty.permissions(first)).toBeVisible();
  await addCredentials(stage, ownerAccount);
  await expect(empty.image('kiosk', virginia)).toBeChecked();
  await sendToWorker(stage, { call: 'safety.set', input: { readOnly: true } });
  await expect(empty.page.getByText('Image Desk is set to read-only.')).toBeVisible();
  await empty.button('Make the plan').click();
  await expect(empty.plan).toContainText(first);
  await expect(empty.page.getByText('kiosk, 1 account')).toBeVisible();
  await expect(empty.button('Change 1 permission on 1 image')).toBeDisabled();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('a link selects the images that it names, and says which are not there', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const scope = `partition=aws&account=${ownerAccount}&region=${virginia}`;
  const bulk = await openBulk(
    stage,
    `desk.html#/share-many?${scope}&image=kiosk&image=gone&chosen=true`,
  );
  const { page } = bulk;
  await expect(bulk.image('kiosk', virginia)).toBeChecked();
  await expect(page.getByText(/no image with the name gone/)).toBeVisible();
  await bulk.paste(first);
  await bulk.button('Make the plan').click();
  const act = bulk.button('Change 1 permission on 1 image');
  await expect(act).toBeDisabled();
  await page.getByLabel(`Type the account ID ${ownerAccount} to confirm`).fill(ownerAccount);
  await act.click();
  await expect(page.getByText('1 done.')).toBeVisible();
  expect(sharesOf(stage, virginia, 'kiosk')).toEqual({ [first]: 'fleet' });
});

test('accounts are picked from the organization and from the account book', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, [
    { account: customerAccount, name: 'Payments', groups: ['Customers'] },
    { account: first, name: 'Playground' },
  ]);
  const bulk = await openBulk(stage);
  const { page } = bulk;
  await bulk.button('Pick accounts').click();
  await page.getByRole('button', { name: /^Group/ }).click();
  await page.getByRole('option', { name: /^Customers/ }).click();
  await bulk.button('Pick all 1').click();
  await expect(
    page.getByRole('checkbox', { name: `Pick account ${customerAccount}` }),
  ).toBeChecked();
  await bulk.button('Add 1 account').click();
  await expect(page.getByText('Account book: 1 account added.')).toBeVisible();
  await bulk.button('Pick accounts').click();
  await page.getByRole('tab', { name: 'AWS Organizations' }).click();
  await page.getByRole('searchbox', { name: 'Find accounts to pick' }).fill('Aarhus');
  await page.getByRole('checkbox', { name: /^Pick account \d+/ }).check();
  await bulk.button('Add 1 account').click();
  await expect(bulk.accounts).toContainText('Aarhus Logistics');
  await expect(bulk.accounts.getByRole('row')).toHaveCount(3);
});
