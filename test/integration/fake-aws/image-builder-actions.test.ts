import type { StartResourceStateUpdateRequest } from '@aws-sdk/client-imagebuilder';
import {
  CancelImageCreationCommand,
  DeleteImageCommand,
  DistributeImageCommand,
  GetImageCommand,
  GetLifecycleExecutionCommand,
  ListImageBuildVersionsCommand,
  ListImagesCommand,
  RetryImageCommand,
  StartImagePipelineExecutionCommand,
  StartResourceStateUpdateCommand,
} from '@aws-sdk/client-imagebuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lifecycleLasts } from '../../aws/image-builder/lifecycle';
import { mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { officeGoldenBuild } from '../../support/office-golden';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

const minute = 60_000;

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const arnOf = (type: string, path: string, account = ownerAccount) =>
  `arn:aws:imagebuilder:us-east-1:${account}:${type}/${path}`;

const newest = officeGoldenBuild('2.0.0/4');
const failedInTest = officeGoldenBuild('2.0.0/1');
const cancelled = officeGoldenBuild('2.0.0/3');
const container = arnOf('image', 'tools-container/0.9.1/2');
const officePipeline = arnOf('image-pipeline', 'office-golden');
const role = 'ImageBuilderLifecycle';

const virginia = () => regionOf(fake.world, 'us-east-1');

async function imageOf(imageBuildVersionArn: string) {
  const answer = await fake.imagebuilder().send(new GetImageCommand({ imageBuildVersionArn }));
  return answer.image ?? expect.fail();
}

function run(imagePipelineArn: string, clientToken?: string, tags?: Record<string, string>) {
  return fake.imagebuilder().send(
    new StartImagePipelineExecutionCommand({
      imagePipelineArn,
      ...(clientToken !== undefined && { clientToken }),
      ...(tags && { tags }),
    }),
  );
}

function cancel(imageBuildVersionArn: string, account = ownerAccount) {
  return fake.imagebuilder(account).send(new CancelImageCreationCommand({ imageBuildVersionArn }));
}

function retry(imageBuildVersionArn: string) {
  return fake.imagebuilder().send(new RetryImageCommand({ imageBuildVersionArn }));
}

function remove(imageBuildVersionArn: string, account = ownerAccount) {
  return fake.imagebuilder(account).send(new DeleteImageCommand({ imageBuildVersionArn }));
}

function update(
  resourceArn: string,
  status: NonNullable<StartResourceStateUpdateRequest['state']>['status'],
  more: Partial<StartResourceStateUpdateRequest> = {},
) {
  return fake
    .imagebuilder()
    .send(new StartResourceStateUpdateCommand({ resourceArn, state: { status }, ...more }));
}

function amisOf(arn: string) {
  const outputs = virginia().imageBuilder.builds.get(arn)?.outputResources?.amis ?? [];
  return outputs.map(({ region = '', image = '' }) => regionOf(fake.world, region).amis.get(image));
}

const refused = { name: 'InvalidRequestException', status: 400 };
const inUse = { name: 'ResourceInUseException', status: 400 };
const denied = { name: 'AccessDeniedException', status: 403 };
const missing = { name: 'ResourceNotFoundException', status: 404 };

describe('running a pipeline', () => {
  test('starts a build of its recipe, which finds what the last one found', async () => {
    const { imageBuildVersionArn: arn = '' } = await run(officePipeline, 't', { Release: 'next' });
    expect(arn).toBe(officeGoldenBuild('2.0.0/5'));
    const image = await imageOf(arn);
    expect(image).toMatchObject({ state: { status: 'PENDING' }, buildType: 'USER_INITIATED' });
    expect(image.tags).toMatchObject({ Release: 'next', Team: 'Workplace' });
    fake.clock.advance(120 * minute);
    expect((await imageOf(arn)).state?.status).toBe('AVAILABLE');
    expect(virginia().imageBuilder.builds.get(arn)?.findings).toHaveLength(32);
  });

  test('is done once for a client token, and refused for another request with it', async () => {
    const first = await run(officePipeline, 'once');
    const again = await run(officePipeline, 'once');
    expect(again.imageBuildVersionArn).toBe(first.imageBuildVersionArn);
    const other = run(arnOf('image-pipeline', 'web-base'), 'once');
    expect(await failureOf(other)).toMatchObject({
      name: 'IdempotentParameterMismatchException',
      status: 400,
    });
    const { builds } = virginia().imageBuilder;
    expect([...builds.keys()].filter((arn) => arn.includes('office-golden/2.0.0'))).toHaveLength(5);
  });

  test('is refused while it runs, and when it is not there', async () => {
    await run(officePipeline);
    expect(await failureOf(run(officePipeline))).toMatchObject(inUse);
    expect(await failureOf(run(arnOf('image-pipeline', 'nonesuch')))).toMatchObject(missing);
    const others = arnOf('image-pipeline', 'erp-client', customerAccount);
    expect(await failureOf(run(others))).toMatchObject(denied);
  });
});

describe('cancelling', () => {
  test('ends a build that runs', async () => {
    const { imageBuildVersionArn: arn = '' } = await run(officePipeline);
    fake.clock.advance(5 * minute);
    await cancel(arn);
    expect((await imageOf(arn)).state?.status).toBe('CANCELLED');
    fake.clock.advance(120 * minute);
    expect((await imageOf(arn)).state?.status).toBe('CANCELLED');
    expect(await failureOf(cancel(arn))).toMatchObject(refused);
  });

  test.each([newest, failedInTest, cancelled])('is refused for what is over: %s', async (arn) => {
    const failure = await failureOf(cancel(arn));
    expect(failure).toMatchObject(refused);
    expect(failure.message).toContain('cannot be cancelled');
  });

  test('is for the owner alone', async () => {
    expect(await failureOf(cancel(newest, customerAccount))).toMatchObject(denied);
    expect(await failureOf(cancel(officeGoldenBuild('9.9.9/1')))).toMatchObject(missing);
  });
});

describe('retrying', () => {
  const undistributed = arnOf('image', 'support-desk/1.0.0/1');

  test('distributes again what could not be distributed, and builds nothing', async () => {
    const [home, ireland] = amisOf(undistributed);
    expect([home?.State, ireland]).toEqual(['available', undefined]);
    expect((await retry(undistributed)).imageBuildVersionArn).toBe(undistributed);
    expect((await imageOf(undistributed)).state?.status).toBe('DISTRIBUTING');
    fake.clock.advance(20 * minute);
    const { state, outputResources } = await imageOf(undistributed);
    expect(state).toEqual({ status: 'AVAILABLE' });
    expect(outputResources?.amis?.map((each) => each.state?.status)).toEqual([
      'AVAILABLE',
      'AVAILABLE',
    ]);
    expect(amisOf(undistributed).every((ami) => ami?.State === 'available')).toBe(true);
  });

  test.each([newest, failedInTest, cancelled])('is refused for anything else: %s', async (arn) => {
    expect(await failureOf(retry(arn))).toMatchObject(refused);
  });
});

const distribute = (sourceImage: string, name = 'support-desks') =>
  fake.imagebuilder().send(
    new DistributeImageCommand({
      sourceImage,
      distributionConfigurationArn: arnOf('distribution-configuration', name),
      executionRole: role,
    }),
  );

describe('distributing', () => {
  test('makes a build that only distributes', async () => {
    const { imageBuildVersionArn: arn = '' } = await distribute(newest);
    expect(arn).toBe(officeGoldenBuild('2.0.0/5'));
    fake.clock.advance(3 * minute);
    expect((await imageOf(arn)).state?.status).toBe('DISTRIBUTING');
    expect(virginia().imageBuilder.builds.get(arn)?.workflowExecutions).toEqual([]);
    fake.clock.advance(20 * minute);
    const { state, outputResources, distributionConfiguration } = await imageOf(arn);
    expect(state?.status).toBe('AVAILABLE');
    expect(distributionConfiguration?.name).toBe('support-desks');
    expect(outputResources?.amis?.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
  });

  test('takes an AMI for the image', async () => {
    const { image = '' } = (await imageOf(newest)).outputResources?.amis?.[0] ?? {};
    const { imageBuildVersionArn } = await distribute(image);
    expect(imageBuildVersionArn).toBe(officeGoldenBuild('2.0.0/5'));
  });

  test('is refused for what is not available, no AMI, or not there', async () => {
    for (const arn of [failedInTest, container]) {
      expect(await failureOf(distribute(arn))).toMatchObject(refused);
    }
    for (const call of [distribute(newest, 'nonesuch'), distribute('ami-00000000000000000')]) {
      expect(await failureOf(call)).toMatchObject(missing);
    }
  });
});

describe('deleting the image alone', () => {
  test('leaves its AMIs', async () => {
    const amis = amisOf(newest);
    await remove(newest);
    expect(await failureOf(imageOf(newest))).toMatchObject(missing);
    const left = [...virginia().amis.keys()];
    expect(left).toContain(amis[0]?.ImageId);
  });

  test('is refused while it is built, while a recipe is made of it, and to others', async () => {
    const { imageBuildVersionArn: arn = '' } = await run(officePipeline);
    expect(await failureOf(remove(arn))).toMatchObject(refused);
    expect(await failureOf(remove(arnOf('image', 'office-base/1.0.0/1')))).toMatchObject({
      name: 'ResourceDependencyException',
      status: 400,
    });
    expect(await failureOf(remove(newest, customerAccount))).toMatchObject(denied);
  });
});

async function executionOf(lifecycleExecutionId: string | undefined) {
  const answer = await fake
    .imagebuilder()
    .send(new GetLifecycleExecutionCommand({ lifecycleExecutionId }));
  return answer.lifecycleExecution;
}

describe('a change of state', () => {
  const everything = {
    executionRole: role,
    includeResources: { amis: true, snapshots: true, containers: true },
  };

  test('is done some time later, and the image says which execution did it', async () => {
    const { lifecycleExecutionId: id } = await update(newest, 'DEPRECATED');
    expect(await executionOf(id)).toMatchObject({ state: { status: 'IN_PROGRESS' } });
    expect(await imageOf(newest)).toMatchObject({
      state: { status: 'AVAILABLE' },
      lifecycleExecutionId: id,
    });
    expect(await failureOf(update(newest, 'DISABLED'))).toMatchObject(inUse);
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('DEPRECATED');
    expect(await executionOf(id)).toMatchObject({
      state: { status: 'SUCCESS' },
      resourcesImpactedSummary: { hasImpactedResources: true },
      endTime: new Date(fake.clock.now()),
    });
    expect(amisOf(newest)[0]).not.toHaveProperty('DeprecationTime');
  });

  test('reaches the AMIs when they are included, and can be taken back', async () => {
    await update(newest, 'DISABLED', everything);
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('DISABLED');
    expect(amisOf(newest).map((ami) => ami?.State)).toEqual(['disabled', 'disabled', 'disabled']);
    await update(newest, 'AVAILABLE', everything);
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('AVAILABLE');
    expect(amisOf(newest).map((ami) => ami?.State)).toEqual([
      'available',
      'available',
      'available',
    ]);
  });

  test('may be a deprecation to come', async () => {
    const updateAt = new Date(fake.clock.now() + 60 * minute);
    await update(newest, 'DEPRECATED', { updateAt, ...everything });
    fake.clock.advance(lifecycleLasts);
    expect(await imageOf(newest)).toMatchObject({
      state: { status: 'AVAILABLE' },
      deprecationTime: updateAt,
    });
    expect(amisOf(newest)[0]?.DeprecationTime).toBe(updateAt.toISOString());
    fake.clock.advance(60 * minute);
    expect((await imageOf(newest)).state?.status).toBe('DEPRECATED');
    const { imageVersionList } = await fake
      .imagebuilder()
      .send(new ListImagesCommand({ filters: [{ name: 'name', values: ['office-golden'] }] }));
    expect(imageVersionList?.map(({ version }) => version)).toContain('2.0.0');
  });

  test('deletes the image and what it was told to, and lists it no longer', async () => {
    const [home] = amisOf(newest);
    await update(newest, 'DELETED', everything);
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('DELETED');
    expect(virginia().amis.has(home?.ImageId ?? '')).toBe(false);
    const { imageSummaryList } = await fake.imagebuilder().send(
      new ListImageBuildVersionsCommand({
        imageVersionArn: arnOf('image', 'office-golden/2.0.0'),
      }),
    );
    expect(imageSummaryList?.map(({ arn }) => arn)).not.toContain(newest);
  });

  test('keeps everything when an exclusion rule meets an AMI', async () => {
    const exclusionRules = { amis: { sharedAccounts: [customerAccount] } };
    const { lifecycleExecutionId: id } = await update(newest, 'DELETED', {
      ...everything,
      exclusionRules,
    });
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('AVAILABLE');
    expect(await executionOf(id)).toMatchObject({
      resourcesImpactedSummary: { hasImpactedResources: false },
    });
    await update(newest, 'DELETED', {
      ...everything,
      exclusionRules: {
        amis: { isPublic: false, regions: ['ap-south-1'], tagMap: { Team: 'Data' } },
      },
    });
    fake.clock.advance(lifecycleLasts);
    expect((await imageOf(newest)).state?.status).toBe('DELETED');
  });

  test('is refused where the image or the request forbids it', async () => {
    const soon = new Date(fake.clock.now() + minute);
    for (const call of [
      update(newest, 'AVAILABLE'),
      update(failedInTest, 'DEPRECATED'),
      update(cancelled, 'AVAILABLE'),
      update(container, 'DEPRECATED'),
      update(newest, 'DELETED'),
      update(newest, 'DISABLED', { includeResources: { amis: true } }),
      update(newest, 'DISABLED', { updateAt: soon }),
      update(newest, 'DEPRECATED', { updateAt: new Date(fake.clock.now()) }),
    ]) {
      expect(await failureOf(call)).toMatchObject(refused);
    }
    const { imageBuildVersionArn: running = '' } = await run(officePipeline);
    expect(await failureOf(update(running, 'DELETED', everything))).toMatchObject(inUse);
    expect(await failureOf(update(officeGoldenBuild('9.9.9/1'), 'DISABLED'))).toMatchObject(
      missing,
    );
    const unknown = 'lce-00000000-0000-4000-a000-000000000000';
    expect(await failureOf(executionOf(unknown))).toMatchObject(missing);
  });
});

test('calls that change something are told from those that look', async () => {
  await imageOf(newest);
  await run(officePipeline, 'once');
  await failureOf(cancel(newest));
  expect(
    mutatingCalls(fake.server.log).map(({ operation, outcome }) => [operation, outcome]),
  ).toEqual([
    ['StartImagePipelineExecution', 'ok'],
    ['CancelImageCreation', 'InvalidRequestException'],
  ]);
});
