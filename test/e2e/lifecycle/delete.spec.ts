import { callsOf, mutatingCalls } from '../../aws/log';
import { ownImage, regionOf, type World } from '../../aws/world';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { followJob } from './follow';

const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;

const imageIn = ({ world }: { readonly world: World }, name: string, region = 'us-east-1') =>
  ownImage(regionOf(world, region), ownerAccount, name);

const openDelete = (stage: Stage, ...images: readonly string[]) =>
  stage.openExtensionPage(
    `desk.html#/images/delete?${place}&${images.map((image) => `image=${encodeURIComponent(image)}`).join('&')}`,
  );

test('images are deleted once they are shared with nobody, and one that a fleet has stays', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openDelete(
    stage,
    'us-east-1/design-studio-7',
    'us-east-1/office-2026-06',
    'us-east-1/analytics-linux',
  );
  const images = page.getByRole('table', { name: 'Images to delete' });
  const row = (name: string) => images.getByRole('row').filter({ hasText: name });
  await expect(row('design-studio-7')).toContainText('Shared with 2 accounts');
  await expect(row('office-2026-06')).toContainText('Cannot be deleted now');
  await expect(row('analytics-linux')).toContainText('Can be deleted');
  await expect(page.getByText(/fleet office-fleet \(RUNNING, of 1 stack: office\)/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Open office-fleet/ })).toHaveAttribute(
    'href',
    'https://us-east-1.console.aws.amazon.com/appstream2/home?region=us-east-1#/fleets/office-fleet',
  );
  await expect(page.getByText(/^The image builder analytics-builder/)).toBeVisible();
  expect(await inBothSchemes(page)).toEqual([]);

  await page.getByRole('checkbox', { name: 'Stop sharing first' }).check();
  await page.getByRole('button', { name: 'Make the plan' }).click();
  const apply = page.getByRole('button', { name: 'Delete 2 images' });
  await expect(apply).toBeDisabled();
  await expect(page.getByText('drop to capacity 0').last()).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await page.getByRole('textbox', { name: 'Type delete 2 to confirm' }).fill('delete 2');
  await apply.click();
  await expect.poll(() => imageIn(stage, 'design-studio-7')?.State).toBe('DELETING');
  await expect.poll(() => imageIn(stage, 'analytics-linux')?.State).toBe('DELETING');
  expect(imageIn(stage, 'design-studio-7')?.permissions.size).toBe(0);
  expect(imageIn(stage, 'office-2026-06')?.State).toBe('AVAILABLE');
  expect(imageIn(stage, 'office-2026-06')?.permissions.has(customerAccount)).toBe(true);
  await followJob(stage);
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  expect(callsOf(stage.aws.log, 'DeleteImage')).toHaveLength(2);
});
