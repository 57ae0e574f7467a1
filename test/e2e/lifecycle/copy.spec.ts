import type { ImageRecord } from '../../aws/world';
import { ownImage, regionOf } from '../../aws/world';
import { mutatingCalls } from '../../aws/log';
import { stopWorker } from '../../support/browser';
import { believableWorld, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { violationsOf } from '../axe';
import { expect, test as base } from '../fixtures';
import { copiesOf } from '../pages/copies';

const virginia = 'us-east-1';
const others = ['eu-west-1', 'eu-central-1'] as const;
const place = `partition=aws&account=${ownerAccount}&region=${virginia}`;

const test = base.extend({
  async stageOptions({}, use) {
    await use({ world: believableWorld() });
  },
});

function imageIn({ world }: Stage, region: string, name: string): ImageRecord | undefined {
  return ownImage(regionOf(world, region), ownerAccount, name);
}

/** Has the jobs go on, with so much time gone by at AWS, until all are over. */
async function follow(stage: Stage): Promise<void> {
  await expect
    .poll(
      async () => {
        const [job] = await ask(stage, { call: 'jobs.list', input: {} });
        if (job?.pause?.reason === 'underway') {
          stage.world.pass(15);
          await ask(stage, { call: 'jobs.continue', input: { id: job.id } });
        }
        return job?.state;
      },
      { timeout: 20_000, intervals: [100] },
    )
    .toBe('ended');
}

test('two images are copied from the list to three Regions, and the worker stops meanwhile', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const desk = copiesOf(await stage.openExtensionPage(`desk.html#/images?${place}`));
  await desk.image('office-2026-06').check();
  await desk.image('analytics-linux').check();
  await desk.choose('Copy to Regions');
  for (const region of [virginia, ...others]) await desk.addRegion(region);
  // The name is taken in two of the Regions.
  await expect(desk.name('office-2026-06', virginia)).toHaveValue('office-2026-06-2');
  await expect(desk.name('office-2026-06', 'eu-west-1')).toHaveValue('office-2026-06-2');
  await expect(desk.name('office-2026-06', 'eu-central-1')).toHaveValue('office-2026-06');
  await desk.name('analytics-linux', 'eu-west-1').fill('support-desk');
  await expect(desk.button('Make the plan')).toBeDisabled();
  await expect(desk.page.getByText('The name support-desk is taken').first()).toBeVisible();
  await desk.name('analytics-linux', 'eu-west-1').fill('figures');
  await desk.page.getByRole('checkbox', { name: /^Share the copies/ }).check();
  expect(await violationsOf(desk.page)).toEqual([]);
  await desk.button('Make the plan').click();
  await expect(desk.plan.getByRole('row')).toHaveCount(1 + 6 + 6 + 3 * 2);
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await desk.button('Make 6 copies').click();
  await expect(desk.heading('Being carried out')).toBeVisible();
  await stopWorker(stage.context);
  await follow(stage);
  await expect(desk.result).toBeVisible();
  const source = imageIn(stage, virginia, 'office-2026-06');
  for (const [region, name] of [
    [virginia, 'office-2026-06-2'],
    ['eu-west-1', 'office-2026-06-2'],
    ['eu-central-1', 'office-2026-06'],
  ] as const) {
    const copy = imageIn(stage, region, name);
    expect(copy?.State).toBe('AVAILABLE');
    expect(copy?.permissions).toEqual(source?.permissions);
    expect(copy?.tags.get('image-desk:source-image')).toBe(source?.Arn);
  }
  expect(imageIn(stage, 'eu-west-1', 'figures')?.State).toBe('AVAILABLE');
  const copied = mutatingCalls(stage.aws.log).filter(({ operation }) => operation === 'CopyImage');
  expect(copied).toHaveLength(6);
});
