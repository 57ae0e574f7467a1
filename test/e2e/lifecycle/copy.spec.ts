import type { Scope } from '@/lib/scope';
import type { ImageRecord } from '../../aws/world';
import { ownImage, regionOf } from '../../aws/world';
import { callsOf, mutatingCalls } from '../../aws/log';
import { ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { copiesOf } from '../pages/copies';
import { followStarted } from './follow';

const virginia = 'us-east-1';
const ireland = 'eu-west-1';
const frankfurt = 'eu-central-1';
const scope: Scope = { partition: 'aws', account: ownerAccount, region: virginia };

function imageIn({ world }: Stage, region: string, name: string): ImageRecord | undefined {
  return ownImage(regionOf(world, region), ownerAccount, name);
}

/** How often AWS has accepted to copy an image. */
function copiesMade({ aws }: Stage): number {
  return callsOf(aws.log, 'CopyImage').filter(({ outcome }) => outcome === 'ok').length;
}

test('two images are copied from the list to three Regions, with tags and shares', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const place = new URLSearchParams({ ...scope });
  const desk = copiesOf(await stage.openExtensionPage(`desk.html#/images?${place}`));
  await desk.image('office-2026-06').check();
  await desk.image('analytics-linux').check();
  await desk.choose('Copy to Regions');
  await desk.addRegions(virginia, ireland, frankfurt);
  // The name is taken in two of the Regions.
  await expect(desk.name('office-2026-06', virginia)).toHaveValue('office-2026-06-2');
  await expect(desk.name('office-2026-06', ireland)).toHaveValue('office-2026-06-2');
  await expect(desk.name('office-2026-06', frankfurt)).toHaveValue('office-2026-06');
  await desk.name('analytics-linux', ireland).fill('support-desk');
  await expect(desk.button('Make the plan')).toBeDisabled();
  await expect(desk.page.getByText('The name support-desk is taken').first()).toBeVisible();
  await desk.name('analytics-linux', ireland).fill('figures');
  await desk.page.getByRole('checkbox', { name: /^Share the copies/ }).check();
  expect(await inBothSchemes(desk.page)).toEqual([]);
  await desk.button('Make the plan').click();
  await expect(desk.plan.getByRole('row')).toHaveCount(1 + 6 + 6 + 3 * 2);
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await desk.button('Make 6 copies').click();
  await followStarted(stage, desk.page);
  await expect(desk.result).toBeVisible();
  const source = imageIn(stage, virginia, 'office-2026-06');
  for (const [region, name] of [
    [virginia, 'office-2026-06-2'],
    [ireland, 'office-2026-06-2'],
    [frankfurt, 'office-2026-06'],
  ] as const) {
    const copy = imageIn(stage, region, name);
    expect(copy?.State).toBe('AVAILABLE');
    expect(copy?.permissions).toEqual(source?.permissions);
    expect(copy?.tags.get('image-desk:source-image')).toBe(source?.Arn);
  }
  expect(imageIn(stage, ireland, 'figures')?.State).toBe('AVAILABLE');
  expect(copiesMade(stage)).toBe(6);
});
