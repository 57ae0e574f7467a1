import { imageBuilderUrl, openTab, selectBuild } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import type { Variant } from '../../console/variants';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { expect, test } from '../fixtures';
import { buildPanelOf } from '../pages/build-panel';

const region = 'us-east-1';
const newest = officeGoldenBuild('2.0.0/4');
const version = newest.slice(0, newest.lastIndexOf('/'));
const pipeline = `arn:aws:imagebuilder:${region}:${ownerAccount}:image-pipeline/${officeGolden}`;

const urlOf = (route: string, fixture: readonly Variant[] = []) =>
  imageBuilderUrl({ host: 'regional', region, route, fixture });

test('the panel shows the build that the page is about, wherever the page says so', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  const { region: panel, button, section } = buildPanelOf(page);
  const shows = (name: string) => expect(panel.locator('.image-name')).toHaveText(name);
  const latest = section('Latest builds');

  await page.goto(urlOf(imageBuilderRoutes.images));
  await expect(latest).toContainText('office-golden');
  // The list has versions; their builds are to be picked.
  await latest.getByRole('button', { name: /office-golden.*2\.0\.0\/4/ }).click();
  await shows('office-golden 2.0.0/4');
  await button('Back to what the page shows').click();
  await expect(latest).toBeVisible();

  await page.goto(urlOf(imageBuilderRoutes.version(version)));
  await expect(latest).toContainText('3 critical');
  await selectBuild(page, officeGolden, '2.0.0/2');
  await shows('office-golden 2.0.0/2');

  await page.goto(urlOf(imageBuilderRoutes.pipeline(pipeline)));
  await expect(latest).toContainText('Next run');
  await selectBuild(page, officeGolden, '1.1.0/1');
  await shows('office-golden 1.1.0/1');

  await page.goto(urlOf(imageBuilderRoutes.rawBuild(newest)));
  await shows('office-golden 2.0.0/4');
  // The console changes its address without an event there.
  await openTab(page, 'Infrastructure configuration');
  await shows('office-golden 2.0.0/4');
  await expect(section('Summary')).toContainText('office-golden | 2.0.0');
});

test('a build is picked by name, version and build where the page tells nothing', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(urlOf(imageBuilderRoutes.images, ['iframe', 'no-arn', 'hostile']));
  const { region: panel, button } = buildPanelOf(page);
  await expect(panel).toContainText('Latest builds');
  await button('Choose a build').click();
  await panel
    .getByRole('combobox', { name: 'Image version' })
    .selectOption({ label: 'erp-client 3.2.1, shared with you' });
  await panel.getByRole('combobox', { name: 'Build', exact: true }).selectOption({ index: 1 });
  await expect(panel.locator('.image-name')).toContainText('erp-client 3.2.1/');
  // What only its owner may read is not asked for.
  await expect(panel).toContainText('Only the account that owns this image can read this.');
  const asked = stage.aws.log.map(({ operation }) => operation);
  expect(asked).not.toContain('GetImagePolicy');
});
