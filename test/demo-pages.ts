import { expect, type Page } from '@playwright/test';
import { consoleUrl, imageBuilderUrl, selectImage } from './console/pages';
import { imageBuilderRoutes } from './console/routes';
import { buildPanelOf } from './e2e/pages/build-panel';
import { panelOf } from './e2e/pages/panel';
import { officeGoldenBuild } from './support/office-golden';
import type { Stage } from './support/stage';
import type { Picture } from './support/tour';

const region = 'us-east-1';

/** The page of an image in the console, with the panel beside it and all of it read. */
export async function openImage(
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

/** The page of a build in the console, by its version, with the panel beside it and all of it read. */
export async function openBuild(
  stage: Stage,
  version: string,
  fixture: readonly 'dark'[] = [],
): Promise<Page> {
  const page = await stage.context.newPage();
  const route = imageBuilderRoutes.build(officeGoldenBuild(version));
  await page.goto(imageBuilderUrl({ host: 'regional', region, route, fixture }));
  const { region: panel } = buildPanelOf(page);
  await expect(panel.getByRole('table', { name: 'Steps' })).toBeVisible();
  await expect(panel.getByText(/^Reading/)).toHaveCount(0);
  return page;
}

/** A page in light, in dark, and on a phone; `whole` with what is out of sight. */
export async function inEveryForm(
  page: Page,
  picture: Picture,
  name: string,
  whole?: 'whole',
): Promise<void> {
  await picture(name, page, whole);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(`${name}-dark`, page);
  await page.emulateMedia({ colorScheme: 'light' });
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  await picture(`${name}-narrow`, page, whole);
  if (before) await page.setViewportSize(before);
}
