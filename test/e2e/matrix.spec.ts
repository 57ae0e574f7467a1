import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { callsOf, mutatingCalls } from '../aws/log';
import { ownImage, regionOf } from '../aws/world';
import { customerAccount, ownerAccount, principalOf } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, nameAccounts } from '../support/steps';
import { inBothSchemes } from './axe';
import { expect, test } from './fixtures';
import { matrixOf } from './pages/matrix';

const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const trials = '222233334444';
const builders = '333344445555';
const added = '555566667777';

const office = { region: 'us-east-1', image: 'office-2026-06' };
const march = { region: 'us-east-1', image: 'office-2026-03' };
const design = { region: 'us-east-1', image: 'design-studio-7' };
const ireland = { region: 'eu-west-1', image: 'office-2026-06' };

const aliases = [
  { account: customerAccount, name: 'Payments', environment: 'production' },
  { account: trials, name: 'Trials', environment: 'test' },
] as const;

type Place = typeof office;

async function openMatrix(stage: Stage, places: readonly Place[]) {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, aliases);
  const images = places.map(({ region, image }) => `image=${region}/${image}`).join('&');
  const page = await stage.openExtensionPage(`desk.html#/share-many/matrix?${scope}&${images}`);
  const matrix = matrixOf(page);
  await matrix.loaded();
  return matrix;
}

/** What the fake AWS has an image shared for, by account: `f`, `b`, or both letters. */
function sharesInWorld({ world }: Stage, { region, image }: Place) {
  const found = ownImage(regionOf(world, region), ownerAccount, image);
  return Object.fromEntries(
    [...(found?.permissions ?? [])].map(([account, { allowFleet, allowImageBuilder }]) => [
      account,
      `${allowFleet ? 'f' : ''}${allowImageBuilder ? 'b' : ''}`,
    ]),
  );
}

/** Reviews what is changed, confirms it and waits until it is done. */
async function apply(page: Page, act: string) {
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('table', { name: /plan/i })).toBeVisible();
  await page.getByRole('button', { name: act, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
}

test('ranges are edited by the keyboard, reviewed and applied, and nothing else is', async ({
  stage,
}) => {
  const matrix = await openMatrix(stage, [office, march, ireland]);
  const { page, grid } = matrix;
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(grid).toHaveAttribute('aria-colcount', '3');
  await expect(matrix.heads).toHaveText(['Image', `Payments${customerAccount}`, `Trials${trials}`]);
  await expect(matrix.rows).toHaveText([
    /office-2026-06.*us-east-1.*shared with 2/,
    /office-2026-03.*us-east-1.*shared with 1/,
    /office-2026-06.*eu-west-1.*shared with 1/,
  ]);

  // The cells of Trials in the two images below the first, by Shift and an arrow.
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('f');
  await expect(matrix.said).toHaveText('2 changes in 2 images and 1 account: 2 to share.');
  await expect(matrix.fleet('office-2026-03', trials)).toHaveAccessibleName(
    `Fleet, office-2026-03 in us-east-1, account ${trials} (Trials), changed`,
  );
  await page.keyboard.press('b');
  await page.keyboard.press('Control+z');
  await expect(matrix.builder('office-2026-03', trials)).not.toBeChecked();
  // The first cell loses everything.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Delete');
  await expect(matrix.said).toHaveText(
    '3 changes in 3 images and 2 accounts: 2 to share, 1 to revoke.',
  );
  expect(mutatingCalls(stage.aws.log)).toEqual([]);

  await apply(page, 'Change 3 permissions on 3 images');
  expect(sharesInWorld(stage, office)).toEqual({ [trials]: 'f' });
  expect(sharesInWorld(stage, march)).toEqual({ [customerAccount]: 'f', [trials]: 'f' });
  expect(sharesInWorld(stage, ireland)).toEqual({ [customerAccount]: 'f', [trials]: 'f' });
  expect(
    mutatingCalls(stage.aws.log)
      .map(({ operation, region, input }) =>
        [operation, region, input?.['Name'], input?.['SharedAccountId']].join(' '),
      )
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual([
    `DeleteImagePermissions us-east-1 office-2026-06 ${customerAccount}`,
    `UpdateImagePermissions eu-west-1 office-2026-06 ${trials}`,
    `UpdateImagePermissions us-east-1 office-2026-03 ${trials}`,
  ]);

  // Back in the matrix nothing is left to change: it shows what AWS has now.
  await matrix.button('Done').click();
  await expect(matrix.said).toHaveText('No changes.');
  await expect(matrix.fleet('office-2026-03', trials)).toBeChecked();
});

test('cells are edited by the mouse: toggles, a dragged range, and a whole column', async ({
  stage,
}) => {
  const matrix = await openMatrix(stage, [office, march, design]);
  const { page } = matrix;
  await matrix.builder('office-2026-03', customerAccount).click();
  await expect(matrix.said).toHaveText('1 change in 1 image and 1 account: 1 to change.');
  await matrix.builder('office-2026-03', customerAccount).click();
  await expect(matrix.said).toHaveText('No changes.');

  // Beside the toggles, from one cell to another.
  const corner = async (image: string, account: string) => {
    const box = await matrix.fleet(image, account).boundingBox();
    if (!box) throw new Error(`${image} is not seen`);
    return { x: box.x - 6, y: box.y - 4 };
  };
  const from = await corner('office-2026-03', trials);
  const to = await corner('design-studio-7', builders);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await expect(matrix.grid.locator('[aria-selected=true]')).toHaveCount(4);
  await page.keyboard.press('Enter');
  await expect(matrix.said).toHaveText('3 changes in 2 images and 2 accounts: 3 to share.');

  await matrix.heads.filter({ hasText: 'Payments' }).click();
  await expect(matrix.grid.locator('[aria-selected=true]')).toHaveCount(3);
  await page.keyboard.press('Delete');
  await expect(matrix.said).toHaveText(
    '6 changes in 3 images and 3 accounts: 3 to share, 3 to revoke.',
  );
  await matrix.button('Reset').click();
  await expect(matrix.said).toHaveText('No changes.');
  await matrix.button('Undo').click();
  await expect(matrix.said).toContainText('6 changes');
});

test('only differences are shown when asked, and stay while they are edited', async ({ stage }) => {
  const matrix = await openMatrix(stage, [office, march, design]);
  await matrix.fleet('design-studio-7', customerAccount).click();
  await matrix.page.getByRole('checkbox', { name: 'Only differences' }).check();
  await expect(matrix.rows).toHaveText([/design-studio-7/]);
  await expect(matrix.heads).toHaveText(['Image', /Payments/]);
  await expect(matrix.grid).toHaveAttribute('aria-rowcount', '2');
  await matrix.fleet('design-studio-7', customerAccount).click();
  await expect(matrix.said).toHaveText('No changes.');
  await expect(matrix.rows).toHaveText([/design-studio-7/]);
  await matrix.page.getByRole('checkbox', { name: 'Only differences' }).uncheck();
  await expect(matrix.rows).toHaveCount(3);
});

test('what is exported can be edited elsewhere, imported, and applied', async ({ stage }) => {
  const matrix = await openMatrix(stage, [office, design]);
  const { page } = matrix;
  const saved = page.waitForEvent('download');
  await matrix.button('Export CSV').click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toBe(
    [
      `\uFEFFregion,image,${customerAccount},${trials},${builders}`,
      'us-east-1,office-2026-06,both,fleet,',
      'us-east-1,design-studio-7,image_builder,,both',
      '',
    ].join('\r\n'),
  );

  const choose = async (text: string) => {
    await matrix.button('Import CSV').click();
    const file = { name: 'sharing.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.locator('input[type=file]').setInputFiles(file);
  };
  await choose(csv.replace('office-2026-06,both', 'office-2025-06,all'));
  await expect(page.getByRole('dialog')).toContainText(
    'Line 2, column 2: There is no image office-2025-06 in us-east-1 here.',
  );
  await expect(matrix.button('Put into the matrix')).toBeDisabled();
  await matrix.button('Cancel').click();

  const edited = csv
    .replaceAll(',', ';')
    .replace(`;${builders}`, `;${builders};${added}`)
    .replace('both;fleet;', 'fleet;fleet;;both')
    .replace('image_builder;;both', 'image_builder;;;');
  await choose(edited);
  await expect(page.getByRole('dialog')).toContainText(
    '3 changes in 2 images and 3 accounts: 1 to share, 1 to change, 1 to revoke.',
  );
  await expect(page.getByRole('dialog')).toContainText('1 account that will be added');
  await matrix.button('Put into the matrix').click();
  await expect(matrix.fleet('office-2026-06', added)).toBeChecked();

  await apply(page, 'Change 3 permissions on 2 images');
  expect(sharesInWorld(stage, office)).toEqual({
    [customerAccount]: 'f',
    [trials]: 'f',
    [added]: 'fb',
  });
  expect(sharesInWorld(stage, design)).toEqual({ [customerAccount]: 'b' });
  expect(mutatingCalls(stage.aws.log)).toHaveLength(3);
});

test('an image that cannot be read says why, is left alone, and is read when asked again', async ({
  stage,
}) => {
  const principal = principalOf(stage.world, ownerAccount);
  principal.deniedActions.add('appstream:DescribeImagePermissions');
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage(
    `desk.html#/share-many/matrix?${scope}&image=us-east-1/office-2026-06&image=us-east-1/kiosk`,
  );
  const matrix = matrixOf(page);
  await expect(page.getByRole('alert')).toContainText('2 images could not be read.');
  await expect(page.getByRole('alert')).toContainText('appstream:DescribeImagePermissions');
  principal.deniedActions.delete('appstream:DescribeImagePermissions');
  await matrix.button('Try again office-2026-06 in us-east-1').click();
  await expect(page.getByRole('alert')).toContainText('1 image could not be read.');
  await matrix.loaded();
  await expect(matrix.fleet('kiosk', trials)).toBeDisabled();
  await matrix.fleet('kiosk', trials).click({ force: true });
  await expect(matrix.said).toHaveText('No changes.');
  await matrix.button('Try again kiosk in us-east-1').click();
  await matrix.fleet('kiosk', trials).click();
  await expect(matrix.said).toHaveText('1 change in 1 image and 1 account: 1 to share.');
});

test('images are picked on the Share page, and accounts are added that have none of them', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage(
    `desk.html#/share-many?${scope}&image=analytics-linux&image=rocky-tools_v2.1`,
  );
  const matrix = matrixOf(page);
  await matrix.button('Edit as matrix').click();
  await expect(page.getByText('None of these images is shared with an account.')).toBeVisible();
  await matrix.button('Add accounts').click();
  await page.getByLabel('AWS account IDs').fill('5555-6666-7777 12');
  await expect(page.getByRole('dialog')).toContainText('has 2 digits, not 12');
  await page.getByLabel('AWS account IDs').fill(`5555-6666-7777, ${trials}, ${trials}`);
  await matrix.button('Add 2 accounts').click();
  await expect(matrix.heads).toHaveText(['Image', trials, added]);
  await matrix.fleet('analytics-linux', added).click();
  await apply(page, 'Change 1 permission on 1 image');
  expect(sharesInWorld(stage, { region: 'us-east-1', image: 'analytics-linux' })).toEqual({
    [added]: 'f',
  });
  expect(callsOf(stage.aws.log, 'UpdateImagePermissions')).toHaveLength(1);
});

test('the matrix has no serious accessibility violation', async ({ stage }) => {
  const matrix = await openMatrix(stage, [
    office,
    design,
    ireland,
    { region: 'us-east-1', image: 'not-there' },
  ]);
  const { page } = matrix;
  await expect(page.getByRole('alert')).toContainText('1 image could not be read.');
  await matrix.fleet('design-studio-7', customerAccount).click();
  await matrix.fleet('design-studio-7', builders).click();
  await page.keyboard.press('Shift+ArrowLeft');
  await matrix.button('Keys').click();
  expect(await inBothSchemes(page), 'matrix').toEqual([]);
  await matrix.button('Add accounts').click();
  await page.getByLabel('AWS account IDs').fill('12');
  expect(await inBothSchemes(page), 'add').toEqual([]);
  await matrix.button('Cancel').click();
  await matrix.button('Import CSV').click();
  expect(await inBothSchemes(page), 'import').toEqual([]);
});
