import {
  GetImageCommand,
  GetImagePipelineCommand,
  GetWorkflowExecutionCommand,
  GetWorkflowStepExecutionCommand,
  ListImagePackagesCommand,
  ListImageScanFindingsCommand,
  ListWaitingWorkflowStepsCommand,
  ListWorkflowExecutionsCommand,
  ListWorkflowStepExecutionsCommand,
  SendWorkflowStepActionCommand,
} from '@aws-sdk/client-imagebuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BuildOptions } from '../../aws/image-builder/build';
import { startBuild } from '../../aws/image-builder/build';
import { isFinal } from '../../aws/image-builder/moment';
import { regionOf } from '../../aws/world';
import { officeGoldenBuild } from '../../support/office-golden';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import { findingsOf, packagesOf } from '../../support/scan-findings';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

const minute = 60_000;

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const pipelineArn = (name: string) =>
  `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image-pipeline/${name}`;

/** Starts a build of a pipeline, and gives its ARN. */
function start(name: string, options: BuildOptions = {}): string {
  const region = regionOf(fake.world, 'us-east-1');
  const pipeline = region.imageBuilder.pipelines.get(pipelineArn(name)) ?? expect.fail();
  return startBuild(fake.world, region, pipeline, {
    findings: findingsOf('Windows', fake.clock.now(), { HIGH: 2 }),
    packages: packagesOf('Windows'),
    ...options,
  }).arn;
}

async function imageOf(imageBuildVersionArn: string) {
  const answer = await fake.imagebuilder().send(new GetImageCommand({ imageBuildVersionArn }));
  return answer.image ?? expect.fail();
}

async function workflowsOf(imageBuildVersionArn: string) {
  const answer = await fake
    .imagebuilder()
    .send(new ListWorkflowExecutionsCommand({ imageBuildVersionArn }));
  return answer.workflowExecutions ?? [];
}

async function stepsOf(workflowExecutionId: string | undefined) {
  const answer = await fake
    .imagebuilder()
    .send(new ListWorkflowStepExecutionsCommand({ workflowExecutionId }));
  return answer.steps ?? [];
}

/** Longer than a build is in any state, unless it waits for somebody. */
const patience = 40;

/** Moves the clock by minutes until the image is in another state, and gives that. */
async function nextState(arn: string) {
  const { state } = await imageOf(arn);
  if (isFinal(state?.status ?? '')) return undefined;
  for (let minutes = 0; minutes < patience; minutes += 1) {
    fake.clock.advance(minute);
    const { state: now } = await imageOf(arn);
    if (now?.status !== state?.status) return now?.status;
  }
  return undefined;
}

async function storyOf(arn: string) {
  const story = [(await imageOf(arn)).state?.status];
  for (;;) {
    const next = await nextState(arn);
    if (next === undefined) return story;
    story.push(next);
  }
}

function amisIn(region: string) {
  return [...regionOf(fake.world, region).amis.values()];
}

describe('a build, followed by the clock', () => {
  test('becomes an image with an AMI for each destination', async () => {
    const before = amisIn('eu-west-1').length;
    const arn = start('office-golden');
    expect(await workflowsOf(arn)).toEqual([]);
    expect(await storyOf(arn)).toEqual([
      'PENDING',
      'CREATING',
      'BUILDING',
      'TESTING',
      'DISTRIBUTING',
      'INTEGRATING',
      'AVAILABLE',
    ]);
    const { outputResources } = await imageOf(arn);
    const outputs = outputResources?.amis ?? [];
    expect(
      outputs.map(({ region, accountId, state }) => [region, accountId, state?.status]),
    ).toEqual([
      ['us-east-1', ownerAccount, 'AVAILABLE'],
      ['eu-west-1', ownerAccount, 'AVAILABLE'],
      ['eu-west-1', customerAccount, 'AVAILABLE'],
    ]);
    expect(amisIn('eu-west-1')).toHaveLength(before + 2);
    const home = regionOf(fake.world, 'us-east-1').amis.get(outputs[0]?.image ?? '');
    expect(home).toMatchObject({ OwnerId: ownerAccount, State: 'available', Public: false });
    expect(home?.Name).toMatch(/^office-golden-2026-08-01T\d\d-\d\d/u);
    expect(home?.Tags).toContainEqual({ Key: 'Ec2ImageBuilderArn', Value: arn });
    expect(home?.BlockDeviceMappings?.[0]?.Ebs?.Encrypted).toBe(true);
    expect([...(home?.launchPermissions.userIds ?? [])]).toEqual([customerAccount, '222233334444']);
    expect(home?.launchPermissions.organizationArns.size).toBe(1);
  });

  test('shows packages and findings when they are collected, and not before', async () => {
    const arn = start('office-golden');
    const seen = async () => {
      const client = fake.imagebuilder();
      const filters = [{ name: 'imageBuildVersionArn', values: [arn] }];
      const { findings } = await client.send(new ListImageScanFindingsCommand({ filters }));
      const { imagePackageList } = await client.send(
        new ListImagePackagesCommand({ imageBuildVersionArn: arn, maxResults: 3 }),
      );
      const { scanState } = await imageOf(arn);
      return [imagePackageList?.length, findings?.length, scanState?.status];
    };
    expect(await seen()).toEqual([0, 0, 'PENDING']);
    await nextState(arn);
    await nextState(arn);
    await nextState(arn);
    expect((await imageOf(arn)).state?.status).toBe('TESTING');
    expect(await seen()).toEqual([3, 0, 'SCANNING']);
    await nextState(arn);
    expect(await seen()).toEqual([3, 2, 'COMPLETED']);
  });

  test('of containers has a workflow for its distribution, and no AMI', async () => {
    const before = amisIn('us-east-1').length;
    const arn = start('tools-container');
    expect((await storyOf(arn)).at(-1)).toBe('AVAILABLE');
    expect((await workflowsOf(arn)).map(({ type, status }) => `${type} ${status}`)).toEqual([
      'BUILD COMPLETED',
      'TEST COMPLETED',
      'DISTRIBUTION COMPLETED',
    ]);
    const { outputResources } = await imageOf(arn);
    expect(outputResources).toEqual({
      containers: [
        {
          region: 'us-east-1',
          imageUris: ['latest', 'stable', '0.9.1-3'].map(
            (tag) => `${ownerAccount}.dkr.ecr.us-east-1.amazonaws.com/tools:${tag}`,
          ),
        },
        {
          region: 'eu-west-1',
          imageUris: [`${ownerAccount}.dkr.ecr.eu-west-1.amazonaws.com/tools:0.9.1-3`],
        },
      ],
    });
    expect(amisIn('us-east-1')).toHaveLength(before);
  });

  test('that fails in its test or is cancelled gives no AMI, and the pipeline says so', async () => {
    const before = amisIn('us-east-1').length;
    const failing = start('office-golden', { fails: 'test', rollback: true });
    expect((await storyOf(failing)).at(-1)).toBe('FAILED');
    expect((await workflowsOf(failing)).at(-1)).toMatchObject({ status: 'ROLLBACK_COMPLETED' });
    const { imagePipeline } = await fake
      .imagebuilder()
      .send(new GetImagePipelineCommand({ imagePipelineArn: pipelineArn('office-golden') }));
    expect(imagePipeline).toMatchObject({ lastRunStatus: 'FAILED', consecutiveFailures: 1 });
    const cancelled = start('office-golden', { cancelledAt: fake.clock.now() + 4 * minute });
    expect((await storyOf(cancelled)).at(-1)).toBe('CANCELLED');
    expect(amisIn('us-east-1')).toHaveLength(before);
    expect((await imageOf(failing)).outputResources).toEqual({ amis: [] });
  });

  test('that cannot be distributed everywhere says where', async () => {
    const arn = start('support-desk', { fails: 'distribution' });
    const before = amisIn('eu-west-1').length;
    expect((await storyOf(arn)).at(-1)).toBe('FAILED');
    const { outputResources, state } = await imageOf(arn);
    expect(outputResources?.amis?.map((each) => `${each.region} ${each.state?.status}`)).toEqual([
      'us-east-1 AVAILABLE',
      'eu-west-1 FAILED',
    ]);
    expect(state?.reason).toContain('distribution failed');
    expect(amisIn('eu-west-1')).toHaveLength(before);
  });

  test('ends in a record that a test may change', async () => {
    const arn = start('support-desk');
    await storyOf(arn);
    const { builds } = regionOf(fake.world, 'us-east-1').imageBuilder;
    const build = builds.get(arn) ?? expect.fail();
    build.state = { status: 'DISABLED' };
    build.packages.splice(0);
    fake.clock.advance(minute);
    expect((await imageOf(arn)).state?.status).toBe('DISABLED');
  });
});

describe('workflows', () => {
  test('appear when they begin, and their steps are all there from then on', async () => {
    const arn = start('office-golden');
    await nextState(arn);
    expect(await workflowsOf(arn)).toEqual([]);
    await nextState(arn);
    const [build] = await workflowsOf(arn);
    expect(build).toMatchObject({ type: 'BUILD', status: 'RUNNING', totalStepsSucceeded: 0 });
    expect(build?.startTime).toMatch(/^2026-08-01T12:\d\d:00\.000Z$/u);
    expect(build).not.toHaveProperty('endTime');
    const steps = await stepsOf(build?.workflowExecutionId);
    expect(steps.map(({ status }) => status)).toEqual([
      'RUNNING',
      ...Array.from({ length: 6 }, () => 'PENDING'),
    ]);
    expect(steps[1]).not.toHaveProperty('startTime');
  });

  test('and steps are told in detail to their owner, and to nobody else', async () => {
    const arn = officeGoldenBuild('2.0.0/1');
    const [, failed] = await workflowsOf(arn);
    const client = fake.imagebuilder();
    const { workflowExecutionId } = failed ?? expect.fail();
    const execution = await client.send(new GetWorkflowExecutionCommand({ workflowExecutionId }));
    expect(execution).toMatchObject({ imageBuildVersionArn: arn, status: 'FAILED', type: 'TEST' });
    const step = (await stepsOf(workflowExecutionId)).find(({ status }) => status === 'FAILED');
    const { stepExecutionId } = step ?? expect.fail();
    const detail = await client.send(new GetWorkflowStepExecutionCommand({ stepExecutionId }));
    expect(detail).toMatchObject({
      onFailure: 'Abort',
      timeoutSeconds: 43_200,
      workflowExecutionId,
    });
    expect(detail.message).toContain('Excel did not start');
    const other = fake.imagebuilder(customerAccount);
    for (const call of [
      other.send(new GetWorkflowExecutionCommand({ workflowExecutionId })),
      other.send(new GetWorkflowStepExecutionCommand({ stepExecutionId })),
      other.send(new ListWorkflowStepExecutionsCommand({ workflowExecutionId })),
    ]) {
      expect(await failureOf(call)).toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });

  test('come in pages, in the order of their steps', async () => {
    const [{ workflowExecutionId } = expect.fail()] = await workflowsOf(
      officeGoldenBuild('2.0.0/4'),
    );
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await fake
        .imagebuilder()
        .send(
          new ListWorkflowStepExecutionsCommand({ workflowExecutionId, maxResults: 2, nextToken }),
        );
      names.push(...(answer.steps ?? []).map(({ name }) => name));
      ({ nextToken } = answer);
    } while (nextToken !== undefined);
    expect(names).toEqual([
      'LaunchBuildInstance',
      'ApplyBuildComponents',
      'InventoryCollection',
      'RunSanitizeScript',
      'RunSysPrepScript',
      'CreateOutputAMI',
      'TerminateBuildInstance',
    ]);
  });
});

async function waiting() {
  const answer = await fake.imagebuilder().send(new ListWaitingWorkflowStepsCommand({}));
  return answer.steps ?? [];
}

function send(
  action: 'RESUME' | 'STOP',
  imageBuildVersionArn: string,
  stepExecutionId: string | undefined,
  clientToken?: string,
) {
  return fake.imagebuilder().send(
    new SendWorkflowStepActionCommand({
      action,
      imageBuildVersionArn,
      stepExecutionId,
      reason: 'Seen',
      ...(clientToken !== undefined && { clientToken }),
    }),
  );
}

/** Starts a build, and comes to where it waits. */
async function toTheWait() {
  const arn = start('office-golden', { waits: true });
  expect((await storyOf(arn)).at(-1)).toBe('TESTING');
  const [step = expect.fail()] = await waiting();
  return { arn, step };
}

describe('a step that waits', () => {
  test('is listed while it waits, and goes on when it is resumed', async () => {
    expect(await waiting()).toEqual([]);
    const { arn, step } = await toTheWait();
    expect(step).toMatchObject({
      imageBuildVersionArn: arn,
      action: 'WaitForAction',
      name: 'WaitForApproval',
    });
    await send('RESUME', arn, step.stepExecutionId);
    expect(await waiting()).toEqual([]);
    expect((await storyOf(arn)).at(-1)).toBe('AVAILABLE');
    const steps = await stepsOf((await workflowsOf(arn)).at(-1)?.workflowExecutionId);
    expect(steps.find(({ name }) => name === 'WaitForApproval')).toMatchObject({
      status: 'COMPLETED',
      message: 'Seen',
    });
  });

  test('ends the build when it is stopped', async () => {
    const { arn, step } = await toTheWait();
    await send('STOP', arn, step.stepExecutionId);
    const { state } = await imageOf(arn);
    expect(state?.status).toBe('FAILED');
    expect(state?.reason).toContain('Seen');
  });

  test('takes one action, of its own image, when it waits', async () => {
    const { arn, step } = await toTheWait();
    const other = officeGoldenBuild('2.0.0/4');
    expect(await failureOf(send('RESUME', other, step.stepExecutionId))).toMatchObject({
      name: 'InvalidParameterValueException',
    });
    const unknown = 'step-00000000-0000-4000-a000-000000000000';
    expect(await failureOf(send('RESUME', arn, unknown))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const first = await send('RESUME', arn, step.stepExecutionId, 'once');
    const again = await send('RESUME', arn, step.stepExecutionId, 'once');
    expect(again.stepExecutionId).toBe(first.stepExecutionId);
    expect(await failureOf(send('STOP', arn, step.stepExecutionId, 'once'))).toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    expect(await failureOf(send('STOP', arn, step.stepExecutionId))).toMatchObject({
      name: 'InvalidRequestException',
      status: 400,
    });
  });
});
