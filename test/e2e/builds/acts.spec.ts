import type { Page } from '@playwright/test';
import { startBuild, type BuildOptions } from '../../aws/image-builder/build';
import type { BuildRecord } from '../../aws/image-builder/records';
import { settle } from '../../aws/image-builder/settle';
import { callsOf, mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { stopWorker } from '../../support/browser';
import { oddAnswers, oddBuild } from '../../support/odd-answers';
import { officeGoldenBuild } from '../../support/office-golden';
import {
  believableWorld,
  customerAccount,
  ownerAccount,
  principalOf,
} from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, openDeskFrom } from '../../support/steps';
import { expect, test as base } from '../fixtures';
import { actWindowOf, buildActionsOf } from '../pages/build-acts';

const region = 'us-east-1';
const minute = 60_000;
const role = 'ImageBuilderLifecycle';
const office = officeGoldenBuild('2.0.0/4');
const failedBuild = officeGoldenBuild('2.0.0/1');
const settings = `arn:aws:imagebuilder:${region}:${ownerAccount}:distribution-configuration/support-desks`;

/** A stage whose world is as far ahead of the clock as a test wants, in milliseconds. */
const test = base.extend<{ clock: { ahead: number } }>({
  clock: [{ ahead: 0 }, { option: true }],
  async stageOptions({ clock }, use) {
    // One and the same for all tests of a process.
    clock.ahead = 0;
    await use({ world: believableWorld({ now: () => Date.now() + clock.ahead }) });
  },
});

function builderOf({ world }: Stage) {
  return regionOf(world, region).imageBuilder;
}

function buildIn(stage: Stage, arn: string): BuildRecord {
  settle(stage.world);
  const found = builderOf(stage).builds.get(arn);
  if (!found) throw new Error(`There is no ${arn}`);
  return found;
}

function statusOf(stage: Stage, arn: string): string | undefined {
  return buildIn(stage, arn).state.status;
}

/** Starts a build of a pipeline so many minutes ago. */
function begin(stage: Stage, name: string, minutes: number, options: BuildOptions = {}) {
  const pipeline = [...builderOf(stage).pipelines.values()].find((each) => each.name === name);
  if (!pipeline) throw new Error(`There is no pipeline ${name}`);
  const at = stage.world.now() - minutes * minute;
  return startBuild(stage.world, regionOf(stage.world, region), pipeline, { at, ...options });
}

function addressOf(build: string): string {
  return imageBuilderUrl({ host: 'regional', region, route: imageBuilderRoutes.build(build) });
}

/** Opens the page of a build in the console, with the panel of it. */
async function openBuild(stage: Stage, arn: string): Promise<Page> {
  const page = await stage.context.newPage();
  await page.goto(addressOf(arn));
  return page;
}

/** Presses a button of the panel, which opens the window of an action. */
async function openAct(stage: Stage, page: Page, name: string) {
  const { button } = buildActionsOf(page);
  return actWindowOf(await openDeskFrom(stage, () => button(name).click()));
}

/** Opens the window of an action by its address, as a bookmark does. */
async function openByAddress(stage: Stage, act: string, build: string) {
  const query = new URLSearchParams({
    partition: 'aws',
    account: ownerAccount,
    region,
    build,
    window: 'dialog',
  });
  return actWindowOf(await stage.openExtensionPage(`desk.html#/builds/${act}?${query}`));
}

/** The changes that AWS was asked for, each as its name and what it was told beside the token. */
function changesOf({ aws }: Stage) {
  return mutatingCalls(aws.log).map(({ operation, input }) => {
    const { clientToken: _, ...rest } = input ?? {};
    return [operation, rest] as const;
  });
}

test('a running build is cancelled from its panel, which shows it by itself', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const { arn } = begin(stage, 'office-golden', 6);
  const page = await openBuild(stage, arn);
  const panel = buildActionsOf(page);
  await expect(panel.summary).toContainText('Building');
  const denied = principalOf(stage.world, ownerAccount).deniedActions;
  denied.add('imagebuilder:CancelImageCreation');
  const act = await openAct(stage, page, 'Cancel build');
  await expect(act.heading('Cancel build')).toBeVisible();
  await expect(act.plan).toContainText('Cancel the build');
  expect(await act.commands()).toContain(
    `aws imagebuilder cancel-image-creation --region '${region}' --image-build-version-arn '${arn}'`,
  );
  await act.button('Cancel build').click();
  await expect(
    act.text(/lack the IAM permission imagebuilder:CancelImageCreation/).first(),
  ).toBeVisible();
  expect(statusOf(stage, arn)).toBe('BUILDING');
  denied.clear();
  await act.button('Continue').click();
  await expect(act.result).toBeVisible();
  expect(statusOf(stage, arn)).toBe('CANCELLED');
  await expect(panel.summary).toContainText('Cancelled');
  await expect(panel.act('Cancel build')).toBeDisabled();
  // What was denied changed nothing, and was asked for again.
  expect(callsOf(stage.aws.log, 'CancelImageCreation').map(({ outcome }) => outcome)).toEqual([
    'AccessDeniedException',
    'ok',
  ]);
});

test('a step that waits is shown first, and the build goes on with its answer', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const { arn } = begin(stage, 'office-golden', 90, { waits: true });
  const waiting = () =>
    buildIn(stage, arn)
      .workflowExecutions.flatMap(({ steps }) => steps)
      .find(({ action }) => action === 'WaitForAction');
  const { name = '', stepExecutionId = '' } = waiting() ?? {};
  const page = await openBuild(stage, arn);
  const panel = buildActionsOf(page);
  await expect(panel.workflow).toContainText(`${name} waits for an answer`);
  await expect(panel.button(`Stop ${name}`)).toBeVisible();
  expect(await panel.isBefore(panel.button(`Resume ${name}`), panel.steps)).toBe(true);
  const act = await openAct(stage, page, `Resume ${name}`);
  await act.field('Reason').fill('Looked at it');
  await act.button('Make the plan').click();
  await expect(act.plan).toContainText(`Resume ${name}`);
  await act.button('Resume step').click();
  await expect(act.result).toBeVisible();
  expect(waiting()).toMatchObject({ status: 'COMPLETED', message: 'Looked at it' });
  await expect(panel.workflow).not.toContainText('waits for an answer');
  await expect(panel.steps.getByRole('row', { name: stepExecutionId })).toContainText('Completed');
  expect(changesOf(stage)).toEqual([
    [
      'SendWorkflowStepAction',
      {
        imageBuildVersionArn: arn,
        stepExecutionId,
        action: 'RESUME',
        reason: 'Looked at it',
      },
    ],
  ]);
});

test('an image goes with its AMIs and snapshots, once its name is typed', async ({
  stage,
  clock,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openBuild(stage, office);
  const panel = buildActionsOf(page);
  const outputs = buildIn(stage, office).outputResources?.amis ?? [];
  const own = outputs.filter(({ accountId }) => accountId === ownerAccount);
  const amis = own.map((ami) => ({
    ...ami,
    of: regionOf(stage.world, ami.region ?? '').amis.get(ami.image ?? ''),
  }));
  const act = await openAct(stage, page, 'Delete image');
  await act.option('The image alone').check();
  await act.button('Make the plan').click();
  await expect(act.text(`Its ${outputs.length} AMIs remain`)).toBeVisible();
  await act.button('Back').click();
  await act.option('The image with all').check();
  await expect(act.text('Enter the name or the ARN of an IAM role.')).toBeVisible();
  await act.field('Execution role').fill(role);
  await act.button('Make the plan').click();
  await expect(act.text('2 Regions')).toBeVisible();
  await expect(act.text(`It belongs to account ${customerAccount}.`)).toBeVisible();
  await expect(act.listed('AMI')).toHaveText(
    amis.map(({ region: where, image }) => `${where}/${image}`),
  );
  await expect(act.listed('snapshot')).toHaveText(
    amis.flatMap(({ region: where, of }) =>
      (of?.BlockDeviceMappings ?? []).flatMap(({ Ebs }) =>
        Ebs?.SnapshotId === undefined ? [] : [`${where}/${Ebs.SnapshotId}`],
      ),
    ),
  );
  const press = act.button(`Delete image and ${amis.length} AMIs`);
  await expect(press).toBeDisabled();
  await act.field('Type office-golden to confirm').fill('office-golden');
  await press.click();
  await expect(act.result).toBeVisible();
  expect(changesOf(stage)).toEqual([
    [
      'StartResourceStateUpdate',
      {
        resourceArn: office,
        state: { status: 'DELETED' },
        executionRole: role,
        includeResources: { amis: true, snapshots: true, containers: true },
      },
    ],
  ]);
  clock.ahead = 2 * minute;
  expect(statusOf(stage, office)).toBe('DELETED');
  for (const { region: where = '', image = '' } of own) {
    expect(regionOf(stage.world, where).amis.has(image)).toBe(false);
  }
  await panel.button('Refresh').click();
  await expect(panel.summary).toContainText('Deleted');
});

test('a pipeline is run once although the worker is stopped right after the call', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openBuild(stage, office);
  const panel = buildActionsOf(page);
  const before = new Set(builderOf(stage).builds.keys());
  const act = await openAct(stage, page, 'Run pipeline');
  let answer: (() => void) | undefined;
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  stage.aws.faults.add({ kind: 'slow', until, operation: 'StartImagePipelineExecution' });
  await act.button('Run pipeline').click();
  await expect.poll(() => stage.aws.faults.pending()).toEqual([]);
  await stopWorker(stage.context);
  answer?.();
  const fresh = () => [...builderOf(stage).builds.keys()].filter((arn) => !before.has(arn));
  await expect.poll(() => fresh().length).toBe(1);
  // Whatever wakes the worker has it go on, such as a panel that reads.
  await panel.button('Refresh').click();
  await expect(act.result).toBeVisible();
  const calls = callsOf(stage.aws.log, 'StartImagePipelineExecution');
  expect(calls.length).toBeGreaterThan(1);
  expect(new Set(calls.map(({ input }) => input?.['clientToken'])).size).toBe(1);
  expect(fresh()).toHaveLength(1);
});

test('an image is distributed by other settings, and deprecated with its AMIs', async ({
  stage,
  clock,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openBuild(stage, office);
  const panel = buildActionsOf(page);
  const distribute = await openAct(stage, page, 'Distribute image');
  await distribute.choose('Distribution settings', 'support-desks', 'tools-registries');
  await distribute.field('Execution role').fill(role);
  await distribute.button('Make the plan').click();
  await expect(distribute.plan).toContainText('Distribute by support-desks');
  await expect(distribute.text('AWS copies the image to us-east-1, eu-west-1,')).toBeVisible();
  await distribute.button('Distribute image').click();
  await expect(distribute.result).toBeVisible();
  await distribute.button('Done').click();

  const state = await openAct(stage, page, 'Change state');
  await expect(state.button('Make the plan')).toBeDisabled();
  await state.option('Available').check();
  await expect(state.text('This image is AVAILABLE already.')).toBeVisible();
  await state.option('Deprecated').check();
  await state.page.getByRole('checkbox', { name: 'The AMIs too' }).check();
  await state.field('Execution role').fill(role);
  await state.button('Make the plan').click();
  await expect(state.plan).toContainText('Deprecate, with its AMIs');
  await state.button('Deprecate image and AMIs').click();
  await expect(state.result).toBeVisible();
  clock.ahead = 2 * minute;
  expect(statusOf(stage, office)).toBe('DEPRECATED');
  await panel.button('Refresh').click();
  await expect(panel.summary).toContainText('Deprecated');
  expect(changesOf(stage)).toEqual([
    [
      'DistributeImage',
      {
        sourceImage: office,
        distributionConfigurationArn: settings,
        executionRole: role,
      },
    ],
    [
      'StartResourceStateUpdate',
      {
        resourceArn: office,
        state: { status: 'DEPRECATED' },
        executionRole: role,
        includeResources: { amis: true },
      },
    ],
  ]);
  const copied = [...builderOf(stage).builds.values()].find(
    ({ arn }) => arn === officeGoldenBuild('2.0.0/5'),
  );
  expect(copied?.distributionConfiguration?.arn).toBe(settings);
});

/** Why the buttons of a build in a state cannot be pressed. */
const obstacles: readonly (readonly [build: string, reasons: Readonly<Record<string, string>>])[] =
  [
    [
      office,
      {
        'Cancel build': 'Only a build that is running can be cancelled; this one is AVAILABLE.',
        'Retry build': 'Only a build that has failed can be retried; this one is AVAILABLE.',
      },
    ],
    [
      failedBuild,
      {
        'Share image':
          'Only an image that is AVAILABLE or DEPRECATED can be shared; this one is FAILED.',
        'Import into AppStream':
          'Only an image that is AVAILABLE or DEPRECATED can be imported; this one is FAILED.',
        'Cancel build': 'Only a build that is running can be cancelled; this one is FAILED.',
        'Distribute image':
          'Only an image that is AVAILABLE can be distributed; this one is FAILED.',
        'Change state':
          'The state can be changed of an image that is AVAILABLE, DEPRECATED or DISABLED; this one is FAILED.',
      },
    ],
  ];

const words = {
  'Cancel build': 'cancel',
  'Retry build': 'retry',
  'Distribute image': 'distribute',
  'Change state': 'state',
} as const;

test('what the state of a build forbids says why, and calls nothing', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  for (const [build, reasons] of obstacles) {
    await page.goto('about:blank');
    await page.goto(addressOf(build));
    const panel = buildActionsOf(page);
    await expect(panel.act('Delete image')).toBeEnabled();
    expect(await panel.refused()).toEqual(reasons);
    for (const [label, reason] of Object.entries(reasons)) {
      const act = Object.hasOwn(words, label) ? words[label as keyof typeof words] : undefined;
      if (!act) continue;
      const opened = await openByAddress(stage, act, build);
      await expect(opened.text(reason)).toBeVisible();
      await opened.page.close();
    }
  }
  const retry = await openByAddress(stage, 'retry', failedBuild);
  await expect(retry.text(/^It failed in test-image, before it was distributed/)).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

base.describe('with an AWS that does not obey its model', () => {
  base.use({ stageOptions: { answers: { handlers: oddAnswers } } });

  base('answers that do not obey the model are shown as far as they go', async ({ stage }) => {
    const errors: Error[] = [];
    stage.context.on('weberror', (error) => errors.push(error.error()));
    await addCredentials(stage, ownerAccount);
    const page = await openBuild(stage, oddBuild);
    const panel = buildActionsOf(page);
    await expect(panel.summary).toContainText(/Image status\s*Not reported/);
    await expect(panel.summary).toContainText(/Type\s*Not reported/);
    await expect(panel.workflow).toContainText('The counts do not add up');
    await expect(panel.region.getByText(/^Reading/)).toHaveCount(0);
    // What is not known is neither AWS's word nor a state of ours.
    await expect(panel.region).not.toContainText(/unknown|undefined|NaN|Invalid Date/i);
    expect(await panel.refused()).toMatchObject({
      'Cancel build':
        'Only a build that is running can be cancelled; AWS does not report its state.',
      'Distribute image':
        'Whether this can be done is not known: AWS does not report whether this image is an AMI.',
    });
    const act = await openByAddress(stage, 'delete', oddBuild);
    await expect(act.text('AWS does not report its state.')).toBeVisible();
    expect(errors).toEqual([]);
  });
});
