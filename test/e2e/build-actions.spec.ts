import { mutatingCalls } from '../aws/log';
import { regionOf } from '../aws/world';
import { officeGoldenBuild } from '../support/office-golden';
import { ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials } from '../support/steps';
import { expect, test } from './fixtures';

const newest = officeGoldenBuild('2.0.0/4');
const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;

const open = (stage: Stage, act: string, build = newest) =>
  stage.openExtensionPage(`desk.html#/builds/${act}?${place}&build=${encodeURIComponent(build)}`);

test('an image is deleted with all that it put out, once its name was typed', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await open(stage, 'delete');
  await expect(page).toHaveTitle('Image Desk: Delete image');
  await expect(page.getByRole('button', { name: 'Make the plan' })).toBeDisabled();
  await page.getByRole('radio', { name: 'The image with all that it put out' }).check();
  await page.getByLabel('Execution role').fill('ImageBuilderLifecycle');
  await page.getByRole('button', { name: 'Make the plan' }).click();

  const act = page.getByRole('button', { name: 'Delete image and 2 AMIs' });
  await expect(act).toBeDisabled();
  await expect(page.getByText('2 AMIs are shared with others, who lose them.')).toBeVisible();
  await expect(page.getByText(/^us-east-1\/ami-/)).toBeVisible();
  await expect(page.getByText(ownerAccount).first()).toBeVisible();
  await page.getByRole('button', { name: 'As commands of the AWS CLI' }).click();
  await expect(page.getByRole('group', { name: 'commands for bash' })).toContainText(
    "start-resource-state-update --region 'us-east-1'",
  );
  await page.getByLabel('Type office-golden to confirm').fill('office-golden');
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await act.click();

  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await page.getByRole('link', { name: 'Show the result of each change' }).click();
  const changes = page.getByRole('table', { name: 'Changes of this job' });
  await expect(changes).toContainText('Delete with what it put out');
  await expect(changes).toContainText('Begun and verified');
  await expect(changes).toContainText('AWS carries this out by itself');
  await expect(page.getByRole('button', { name: /^(?:Undo|Run again)$/ })).toHaveCount(0);
  expect(mutatingCalls(stage.aws.log).map(({ operation }) => operation)).toEqual([
    'StartResourceStateUpdate',
  ]);
  expect(
    regionOf(stage.world, 'us-east-1').imageBuilder.builds.get(newest)?.lifecycleExecutionId,
  ).toMatch(/^lce-/);
});

test('what the state of a build forbids is refused with the reason', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await open(stage, 'cancel');
  await expect(
    page.getByText('Only a build that is running can be cancelled; this one is AVAILABLE.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Carry it out' })).toBeDisabled();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('an image is distributed by settings that are chosen by what they reach', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await open(stage, 'distribute');
  await page.getByRole('button', { name: /Distribution settings/ }).click();
  await page.getByRole('option', { name: /support-desks/ }).click();
  await page.getByLabel('Execution role').fill('ImageBuilderDistribution');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByLabel('Execution role')).toHaveValue('ImageBuilderDistribution');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByRole('button', { name: 'Distribute image' }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  expect(mutatingCalls(stage.aws.log).map(({ operation }) => operation)).toEqual([
    'DistributeImage',
  ]);
});
