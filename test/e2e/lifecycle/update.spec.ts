import { callsOf } from '../../aws/log';
import { ownImage, regionOf } from '../../aws/world';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { copiesOf } from '../pages/copies';
import { followStarted } from './follow';

const region = 'us-east-1';

test('an image is updated, and one for which AWS has nothing newer is left out', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const place = new URLSearchParams({ partition: 'aws', account: ownerAccount, region });
  const desk = copiesOf(await stage.openExtensionPage(`desk.html#/images?${place}`));
  await desk.image('office-2026-03').check();
  await desk.image('office-2026-06').check();
  await desk.image('analytics-linux').check();
  await desk.choose('Update image');
  await expect(desk.newName('office-2026-03')).toHaveValue(/^office-20\d\d-\d\d-\d\d$/);
  // Both would be called the same.
  await expect(desk.newName('office-2026-06')).toHaveValue(/^office-20\d\d-\d\d-\d\d-2$/);
  await expect(desk.table('Not updated')).toContainText('this one is of Linux');
  await desk.newName('office-2026-03').fill('office-new');
  expect(await inBothSchemes(desk.page)).toEqual([]);
  await desk.button('Make the plan').click();
  await expect(desk.leftOut).toContainText('office-2026-06');
  await expect(desk.leftOut).toContainText('AWS has nothing newer for it');
  await desk.button('Update image').click();
  await followStarted(stage, desk.page);
  await expect(desk.result).toBeVisible();
  const there = regionOf(stage.world, region);
  const source = ownImage(there, ownerAccount, 'office-2026-03');
  const made = ownImage(there, ownerAccount, 'office-new');
  expect(made?.State).toBe('AVAILABLE');
  expect(made?.tags.get('image-desk:source-image')).toBe(source?.Arn);
  const updates = callsOf(stage.aws.log, 'CreateUpdatedImage');
  expect(updates.filter(({ input }) => input?.['dryRun'] !== true)).toHaveLength(1);
});
