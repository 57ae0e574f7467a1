import { mutatingCalls } from '../aws/log';
import { ownImage, regionOf } from '../aws/world';
import { consoleUrl, imageBuilderUrl, selectImage } from '../console/pages';
import { customerAccount, govAccount, ownerAccount } from '../support/scenarios';
import { addCredentials } from '../support/steps';
import { expect, test } from './fixtures';
import { panelOf } from './pages/panel';

const region = 'us-east-1';
const registry = consoleUrl({ host: 'regional', region });

test('the panel shows exactly what AWS has of the selected image', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(registry);
  await selectImage(page, 'office-2026-06');
  const image = ownImage(regionOf(stage.world, region), ownerAccount, 'office-2026-06');
  if (!image) throw new Error('The world has changed');
  const panel = panelOf(page);
  const details = panel.general;
  await expect(details).toContainText('Windows Server 2022');
  await expect(details).toContainText(/20 days ago/);
  await expect(details.locator('time')).toHaveAttribute(
    'datetime',
    image.CreatedTime?.toISOString() ?? '',
  );
  await expect(details).toContainText('Dynamic catalogs enabledNo');
  await expect(details).toContainText('Available');
  await expect(details).toContainText('Shared with others');
  await expect(details).toContainText(image.AppstreamAgentVersion ?? '');
  await expect(details).toContainText('This is the latest version');
  await expect(details).toContainText('AppStream-WinServer2022-06-16-2026');
  await expect(details).toContainText('General purpose, Memory optimized, Compute optimized');
  for (const [key, value] of image.tags) await expect(details).toContainText(`${key} = ${value}`);
  for (const application of image.Applications ?? []) {
    const row = panel.applications.getByRole('row').filter({ hasText: application.Name ?? '' });
    await expect(row).toContainText(application.DisplayName ?? '');
  }
  expect((await panel.shares()).map(([account]) => account)).toEqual(
    [...image.permissions.keys()].toSorted(),
  );
  await expect(panel.usedBy).toContainText('office-fleet');
});

test('the panel tells what an image was made from, and leads to what becomes of it', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region, selected: 'kiosk' }));
  const panel = panelOf(page);
  await expect(panel.lineage).toContainText('From build office-golden 2.0.0/4 (us-east-1)');
  await expect(panel.lineage.getByRole('link')).toHaveAttribute(
    'href',
    /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/imagebuilder\/home.*office-golden%2F2\.0\.0%2F4/,
  );
  for (const [button, hash] of [
    ['Delete image', /^#\/images\/delete\?.*image=us-east-1%2Fkiosk/],
    ['Findings of build office-golden 2.0.0/4', /^#\/findings\/compare\?.*target=arn/],
  ] as const) {
    const opened = stage.context.waitForEvent('page');
    await panel.button(button).click();
    const desk = await opened;
    await expect.poll(() => new URL(desk.url()).hash).toMatch(hash);
    await desk.close();
  }
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('an image with errors says what is wrong with it', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'regional', region, selected: 'design-studio-8' }));
  const panel = panelOf(page);
  await expect(panel.general).toContainText('an instance did not respond');
  await expect(panel.general).toContainText('INTERNAL_SERVICE_ERROR');
  await expect(panel.sharing).toContainText('The state of this image is Failed.');
  await expect(panel.button('Share image')).toHaveCount(0);
});

test('icons of applications are shown where the page lets them, and replaced elsewhere', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  const open = { host: 'regional', region, selected: 'office-2026-06' } as const;
  const loaded = () =>
    panelOf(page)
      .applications.locator('img')
      .evaluateAll((icons) => icons.filter((icon) => (icon as HTMLImageElement).naturalWidth > 0));
  await page.goto(consoleUrl({ ...open, fixture: ['icons'] }));
  await panelOf(page).applications.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await loaded()).length).toBe(2);
  // The third application's icon cannot be had.
  await expect(panelOf(page).applications.locator('img')).toHaveCount(2);
  await page.goto(consoleUrl(open));
  await panelOf(page).applications.scrollIntoViewIfNeeded();
  await expect(panelOf(page).applications.locator('img')).toHaveCount(0);
  await expect(panelOf(page).applications).toContainText('LibreOffice Calc');
});

test('public images and images of others say why they cannot be shared', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(registry);
  const panel = panelOf(page);
  await selectImage(page, 'AppStream-WinServer2022-06-16-2026');
  await expect(panel.sharing).toContainText('public image of AWS');
  await selectImage(page, 'customer-erp-client');
  await expect(panel.sharing).toContainText(`belongs to account ${customerAccount}`);
  await expect(panel.button('Share image')).toHaveCount(0);
});

test('the picker chooses an image where the page does not, until the page does', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(registry);
  const panel = panelOf(page);
  await expect(panel.region).toContainText('No image selected');
  await panel.picker.selectOption('kiosk');
  await expect(panel.general).toContainText('Windows Server 2019');
  await selectImage(page, 'analytics-linux');
  await expect(panel.general).toContainText('Amazon Linux 2');
});

test('the panel is collapsed for as long as the person wants it so', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(registry);
  const panel = panelOf(page);
  await panel.button('Collapse panel').press('Enter');
  await expect(panel.picker).toHaveCount(0);
  await page.reload();
  const pill = panel.button('Image Desk, open panel');
  await expect(pill).toBeVisible();
  await pill.press('Enter');
  await expect(panel.picker).toBeVisible();
});

test('the panel is on pages about images and nowhere else', async ({ stage }) => {
  const page = await stage.context.newPage();
  const panel = panelOf(page);
  await page.goto(consoleUrl({ host: 'regional', region, route: '/fleets' }));
  await page.getByRole('heading', { name: 'Fleets' }).first().waitFor();
  await expect(panel.region).toHaveCount(0);
  await page.getByRole('link', { name: /Image registry/i }).click();
  await expect(panel.region).toBeVisible();
  await page
    .getByRole('link', { name: /Stacks/i })
    .first()
    .click();
  await expect(panel.region).toHaveCount(0);
  const consoleOf = (route: string) => imageBuilderUrl({ host: 'regional', region, route });
  await page.goto(consoleOf('/images'));
  await expect(panel.region).toBeVisible();
  await page.goto(consoleOf('/components'));
  await expect(panel.region).toHaveCount(0);
});

for (const variant of ['hostile', 'rerender', 'wipe', 'session-only', 'text-flags'] as const) {
  test(`the panel holds on a page that is ${variant}`, async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const page = await stage.context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(consoleUrl({ host: 'regional', region, fixture: [variant] }));
    await selectImage(page, 'office-2026-06');
    const panel = panelOf(page);
    await expect(panel.general).toContainText('Windows Server 2022');
    // A page that removes the panel makes it come back, at first at the top of its content.
    await expect(async () => {
      await panel.button('Share image').scrollIntoViewIfNeeded({ timeout: 1000 });
      await expect(panel.button('Share image')).toBeInViewport({ timeout: 1000 });
    }).toPass();
    const box = await panel.region.boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(box?.width).toBeLessThan(500);
    expect(errors).toEqual([]);
  });
}

test('a page that names no account is asked about none', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(
    consoleUrl({
      host: 'regional',
      region,
      fixture: ['no-account'],
      selected: 'office-2026-06',
    }),
  );
  const before = stage.aws.log.filter(({ service }) => service === 'appstream');
  await expect(panelOf(page).region).toContainText('does not say which AWS account');
  expect(before).toEqual([]);
});

test.describe('in GovCloud', () => {
  test.use({ stageOptions: { account: govAccount } });

  test('the panel works with the credentials of that partition', async ({ stage }) => {
    await addCredentials(stage, govAccount, 'us-gov-west-1');
    const page = await stage.context.newPage();
    await page.goto(
      consoleUrl({ host: 'govcloud', region: 'us-gov-west-1', selected: 'case-work' }),
    );
    await expect(panelOf(page).usedBy).toContainText('case-work-fleet');
  });
});

test('in China the panel says that the service is not there', async ({ stage }) => {
  const page = await stage.context.newPage();
  await page.goto(consoleUrl({ host: 'china', region: 'cn-north-1' }));
  await expect(panelOf(page).region).toContainText('not available in cn-north-1');
});
