import { mutatingCalls } from '../../aws/log';
import { addImage, ownImage, regionOf } from '../../aws/world';
import { believableWorld, ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { followJob } from './follow';

const world = believableWorld();
const made = (days: number) => ({ CreatedTime: new Date(world.now() - days * 86_400_000) });
const virginia = regionOf(world, 'us-east-1');
const ireland = regionOf(world, 'eu-west-1');
addImage(virginia, ownerAccount, 'lab-1', made(300));
addImage(virginia, ownerAccount, 'lab-2', made(200));
addImage(ireland, ownerAccount, 'kiosk-old', made(400));

test.use({ stageOptions: { world } });

test('images that nobody needs are found in two Regions, picked and deleted', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage(
    `desk.html#/images/clean-up?partition=aws&account=${ownerAccount}&region=us-east-1`,
  );
  const found = page.getByRole('table', { name: 'Images that can be deleted' });
  const row = (name: string) =>
    found
      .getByRole('row')
      .filter({ has: page.getByRole('checkbox', { name: new RegExp(`^Select ${name} `) }) });
  await expect(row('lab-1')).toContainText('The newer image lab-2 is called the same');
  await expect(row('lab-2')).toContainText('No newer image is known');
  await page.getByRole('button', { name: /^Regions/ }).click();
  await page.getByRole('option', { name: /eu-west-1/ }).click();
  await page.keyboard.press('Escape');
  await expect(row('kiosk-old')).toContainText('It is 400 days old');
  await page.getByRole('button', { name: /^Images that stay/ }).click();
  const stays = page.getByRole('table', { name: 'Images that stay' });
  await expect(stays.getByRole('row').filter({ hasText: 'office-fleet' })).toHaveCount(1);
  expect(await inBothSchemes(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'Older than' }).fill('250');
  await expect(row('lab-2')).toHaveCount(0);
  await found.getByRole('checkbox', { name: 'Select lab-1 (us-east-1)' }).check();
  await found.getByRole('checkbox', { name: 'Select kiosk-old (eu-west-1)' }).check();
  await expect(page.getByText('eu-west-1: 3 of 10 images used, and 2 of 10')).toBeVisible();
  await page.getByRole('button', { name: 'Delete images' }).click();

  await expect(page.getByRole('heading', { name: 'Delete image', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByRole('textbox', { name: 'Type delete 2 to confirm' }).fill('delete 2');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await page.getByRole('button', { name: 'Delete 2 images' }).click();
  await expect.poll(() => ownImage(virginia, ownerAccount, 'lab-1')?.State).toBe('DELETING');
  await expect.poll(() => ownImage(ireland, ownerAccount, 'kiosk-old')?.State).toBe('DELETING');
  await followJob(stage);
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  expect(ownImage(virginia, ownerAccount, 'lab-2')?.State).toBe('AVAILABLE');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Clean up', exact: true })).toBeVisible();
});
