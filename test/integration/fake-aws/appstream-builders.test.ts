import type { CreateImageBuilderRequest } from '@aws-sdk/client-appstream';
import {
  AssociateSoftwareToImageBuilderCommand,
  CreateImageBuilderCommand,
  CreateImageBuilderStreamingURLCommand,
  DeleteImageBuilderCommand,
  DescribeImageBuildersCommand,
  DescribeImagesCommand,
  DescribeSoftwareAssociationsCommand,
  DisassociateSoftwareFromImageBuilderCommand,
  ListTagsForResourceCommand,
  StartImageBuilderCommand,
  StartSoftwareDeploymentToImageBuilderCommand,
  StopImageBuilderCommand,
} from '@aws-sdk/client-appstream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lasts } from '../../aws/appstream/lasts';
import { latestAgent } from '../../aws/appstream/platforms';
import { enterCommands } from '../../aws/image-assistant';
import { callsOf } from '../../aws/log';
import { addImage, addImageBuilder, ownImage, ownImageBuilder, regionOf } from '../../aws/world';
import { appstreamRole, customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake({ builds: false });
});
afterEach(() => fake.stop());

const office = 'Microsoft_Office_2024_LTSC_Standard_64Bit';
const visio = 'Microsoft_Visio_2024_LTSC_Standard_64Bit';
const arnOf = (type: string, name: string, account = ownerAccount) =>
  `arn:aws:appstream:us-east-1:${account}:${type}/${name}`;

const virginia = () => regionOf(fake.world, 'us-east-1');
const imageOf = (name: string) => ownImage(virginia(), ownerAccount, name) ?? expect.fail(name);
const recordOf = (name: string) =>
  ownImageBuilder(virginia(), ownerAccount, name) ?? expect.fail(name);

function create(more: Partial<CreateImageBuilderRequest> = {}, account = ownerAccount) {
  return fake.appstream(account).send(
    new CreateImageBuilderCommand({
      Name: 'clone-1',
      InstanceType: 'stream.standard.medium',
      ...(more.ImageArn === undefined && { ImageName: 'office-2026-06' }),
      ...more,
    }),
  );
}

async function builderOf(name: string) {
  const command = new DescribeImageBuildersCommand({ Names: [name] });
  const answer = await fake.appstream().send(command);
  return answer.ImageBuilders?.[0] ?? expect.fail(name);
}

async function softwareOf(name: string) {
  const command = new DescribeSoftwareAssociationsCommand({
    AssociatedResource: arnOf('image-builder', name),
  });
  const answer = await fake.appstream().send(command);
  return Object.fromEntries(
    (answer.SoftwareAssociations ?? []).map((each) => [each.SoftwareName, each.Status]),
  );
}

const start = (Name: string) => fake.appstream().send(new StartImageBuilderCommand({ Name }));
const stop = (Name: string) => fake.appstream().send(new StopImageBuilderCommand({ Name }));
const remove = (Name: string) => fake.appstream().send(new DeleteImageBuilderCommand({ Name }));
const url = (Name: string, Validity?: number) =>
  fake.appstream().send(
    new CreateImageBuilderStreamingURLCommand({
      Name,
      ...(Validity !== undefined && { Validity }),
    }),
  );

function associate(ImageBuilderName: string, ...SoftwareNames: readonly string[]) {
  return fake.appstream().send(
    new AssociateSoftwareToImageBuilderCommand({
      ImageBuilderName,
      SoftwareNames: [...SoftwareNames],
    }),
  );
}

function disassociate(ImageBuilderName: string, name: string) {
  return fake
    .appstream()
    .send(
      new DisassociateSoftwareFromImageBuilderCommand({ ImageBuilderName, SoftwareNames: [name] }),
    );
}

function deploy(ImageBuilderName: string, RetryFailedDeployments = false) {
  return fake.appstream().send(
    new StartSoftwareDeploymentToImageBuilderCommand({
      ImageBuilderName,
      RetryFailedDeployments,
    }),
  );
}

describe('CreateImageBuilder', () => {
  test('launches a builder, which runs after its time', async () => {
    const answer = await create({
      DisplayName: 'Clone',
      IamRoleArn: `arn:aws:iam::${ownerAccount}:role/${appstreamRole}`,
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      RootVolumeConfig: { VolumeSizeInGb: 300 },
      AppstreamAgentVersion: 'LATEST',
      DisableIMDSV1: true,
      Tags: { Team: 'Workplace' },
    });
    expect(answer.ImageBuilder).toEqual({
      Name: 'clone-1',
      Arn: arnOf('image-builder', 'clone-1'),
      ImageArn: arnOf('image', 'office-2026-06'),
      DisplayName: 'Clone',
      State: 'PENDING',
      Platform: 'WINDOWS_SERVER_2022',
      InstanceType: 'stream.standard.medium',
      IamRoleArn: `arn:aws:iam::${ownerAccount}:role/${appstreamRole}`,
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      RootVolumeConfig: { VolumeSizeInGb: 300 },
      AppstreamAgentVersion: latestAgent,
      LatestAppstreamAgentVersion: 'TRUE',
      EnableDefaultInternetAccess: false,
      DisableIMDSV1: true,
      CreatedTime: new Date(fake.clock.now()),
    });
    fake.clock.advance(lasts.launch - 1);
    expect((await builderOf('clone-1')).State).toBe('PENDING');
    fake.clock.advance(1);
    expect((await builderOf('clone-1')).State).toBe('RUNNING');
    const tags = await fake
      .appstream()
      .send(new ListTagsForResourceCommand({ ResourceArn: arnOf('image-builder', 'clone-1') }));
    expect(tags.Tags).toEqual({ Team: 'Workplace' });
  });

  test('takes a shared image by its ARN alone', async () => {
    const name = 'customer-erp-client';
    expect(await failureOf(create({ ImageName: name }))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The image ${name} for account ${ownerAccount} does not exist.`,
    });
    const ImageArn = arnOf('image', name, customerAccount);
    const { ImageBuilder } = await create({ ImageArn });
    expect(ImageBuilder).toMatchObject({ ImageArn, State: 'PENDING' });
  });

  test('fails when the world says so, and says why', async () => {
    fake.world.failing.set('clone-1', 'There is no capacity.');
    await create();
    fake.clock.advance(lasts.launch);
    expect(await builderOf('clone-1')).toMatchObject({
      State: 'FAILED',
      StateChangeReason: { Code: 'INTERNAL_ERROR', Message: 'There is no capacity.' },
      ImageBuilderErrors: [{ ErrorMessage: 'There is no capacity.' }],
    });
  });

  test.each<[string, Partial<CreateImageBuilderRequest>, string]>([
    ['a name that is taken', { Name: 'office-builder' }, 'ResourceAlreadyExistsException'],
    ['an image that is not there', { ImageName: 'nonesuch' }, 'ResourceNotFoundException'],
    ['an image that is not available', { ImageName: 'office-2026-09' }, 'ResourceNotAvailable'],
    [
      'both a name and an ARN',
      { ImageName: 'kiosk', ImageArn: arnOf('image', 'kiosk') },
      'InvalidParameterCombinationException',
    ],
    [
      'another family than the image supports',
      { InstanceType: 'stream.graphics.g4dn.xlarge' },
      'InvalidParameterCombinationException',
    ],
    ['no instance type', { InstanceType: 'stream.none' }, 'InvalidParameterCombinationException'],
    [
      'two subnets',
      { VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] } },
      'InvalidParameterCombinationException',
    ],
    [
      'a small root volume',
      { RootVolumeConfig: { VolumeSizeInGb: 199 } },
      'InvalidParameterCombinationException',
    ],
    [
      'a role that is not there',
      { IamRoleArn: `arn:aws:iam::${ownerAccount}:role/Nonesuch` },
      'InvalidRoleException',
    ],
    [
      'a role that AppStream may not assume',
      { IamRoleArn: `arn:aws:iam::${ownerAccount}:role/ImageAudit` },
      'InvalidRoleException',
    ],
    [
      'software that is not offered',
      { SoftwaresToInstall: ['Notepad'] },
      'InvalidParameterCombinationException',
    ],
    [
      'software on Linux',
      { ImageName: 'analytics-linux', SoftwaresToInstall: [office] },
      'IncompatibleImageException',
    ],
  ])('refuses %s', async (_what, more, name) => {
    expect((await failureOf(create(more))).name).toContain(name);
    expect(callsOf(fake.server.log, 'CreateImageBuilder')).toHaveLength(1);
    expect(virginia().imageBuilders.has(arnOf('image-builder', 'clone-1'))).toBe(false);
  });

  test('refuses an image that is shared for fleets, or supports no builders', async () => {
    const shared = addImage(virginia(), customerAccount, 'for-fleets', {
      sharedWith: { [ownerAccount]: { allowFleet: true, allowImageBuilder: false } },
    });
    expect((await failureOf(create({ ImageArn: shared.Arn }))).name).toBe(
      'OperationNotPermittedException',
    );
    addImage(virginia(), ownerAccount, 'sealed', { ImageBuilderSupported: false });
    expect((await failureOf(create({ ImageName: 'sealed' }))).name).toBe(
      'IncompatibleImageException',
    );
  });

  test('refuses one more than the quota', async () => {
    fake.world.quotas.imageBuilders = 3;
    await create();
    expect((await failureOf(create({ Name: 'clone-2' }))).name).toBe('LimitExceededException');
  });

  test('installs license-included software on the way', async () => {
    await create({ SoftwaresToInstall: [office] });
    expect(await softwareOf('clone-1')).toEqual({ [office]: 'PENDING_INSTALLATION' });
    fake.clock.advance(lasts.launch);
    expect(await softwareOf('clone-1')).toEqual({ [office]: 'INSTALLED' });
  });
});

describe('a builder', () => {
  test('is stopped and started, and says when it is neither', async () => {
    expect((await stop('office-builder')).ImageBuilder?.State).toBe('STOPPING');
    expect((await failureOf(start('office-builder'))).name).toBe('ResourceNotAvailableException');
    fake.clock.advance(lasts.stop);
    expect((await failureOf(stop('office-builder'))).name).toBe('OperationNotPermittedException');
    expect((await start('office-builder')).ImageBuilder?.State).toBe('PENDING');
    fake.clock.advance(lasts.start);
    expect((await builderOf('office-builder')).State).toBe('RUNNING');
  });

  test('is deleted, and its name is free again when it is gone', async () => {
    expect((await remove('analytics-builder')).ImageBuilder?.State).toBe('DELETING');
    expect((await failureOf(remove('analytics-builder'))).name).toBe(
      'OperationNotPermittedException',
    );
    fake.clock.advance(lasts.deletion);
    expect((await failureOf(builderOf('analytics-builder'))).name).toBe(
      'ResourceNotFoundException',
    );
    await create({ Name: 'analytics-builder' });
  });

  test.each(['PENDING', 'SNAPSHOTTING'] as const)('is not deleted while %s', async (State) => {
    recordOf('office-builder').State = State;
    expect(await failureOf(remove('office-builder'))).toMatchObject({
      name: 'OperationNotPermittedException',
      message: expect.stringContaining(State) as string,
    });
  });

  test.each([
    ['started', () => start('nonesuch')],
    ['stopped', () => stop('nonesuch')],
    ['deleted', () => remove('nonesuch')],
    ['streamed', () => url('nonesuch')],
    ['given software', () => associate('nonesuch', office)],
    ['rid of software', () => disassociate('nonesuch', office)],
    ['deployed to', () => deploy('nonesuch')],
    ['asked for software', () => softwareOf('nonesuch')],
  ])('that is not there is not %s', async (_what, call) => {
    expect((await failureOf(call())).name).toBe('ResourceNotFoundException');
  });

  test('stays as a test has set it, whatever was coming', async () => {
    await create();
    recordOf('clone-1').State = 'STOPPED';
    fake.clock.advance(lasts.launch);
    expect((await builderOf('clone-1')).State).toBe('STOPPED');
    recordOf('clone-1').State = 'PENDING';
    expect((await builderOf('clone-1')).State).toBe('PENDING');
  });
});

test('a clone has the applications and the software of its source, and what was added', async () => {
  await create({ SoftwaresToInstall: [office] });
  fake.clock.advance(lasts.launch);
  const desktop = { world: fake.world, region: virginia(), builder: recordOf('clone-1') };
  const answers = enterCommands(desktop, [
    ['add-application', '--name', 'Erp', '--absolute-app-path', String.raw`C:\Erp\erp.exe`],
    ['create-image', '--name', 'office-clone'],
  ]);
  expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect((await builderOf('clone-1')).State).toBe('SNAPSHOTTING');
  fake.clock.advance(lasts.snapshot);
  const client = fake.appstream();
  const { Images } = await client.send(new DescribeImagesCommand({ Names: ['office-clone'] }));
  expect(Images).toMatchObject([
    { State: 'AVAILABLE', ImageBuilderName: 'clone-1', ManagedSoftwareIncluded: true },
  ]);
  expect(Images?.[0]?.Applications?.map(({ Name }) => Name)).toEqual([
    'Firefox',
    'Calc',
    'Viewer',
    'Erp',
  ]);
  const included = await client.send(
    new DescribeSoftwareAssociationsCommand({ AssociatedResource: arnOf('image', 'office-clone') }),
  );
  expect(included.SoftwareAssociations).toEqual([{ SoftwareName: office, Status: 'INSTALLED' }]);
  expect((await builderOf('clone-1')).State).toBe('STOPPED');
});

describe('CreateImageBuilderStreamingURL', () => {
  test('opens a running builder for a time', async () => {
    const one = await url('office-builder');
    expect(one.StreamingURL).toMatch(
      /^https:\/\/appstream2\.us-east-1\.aws\.amazon\.com\/authenticate\?parameters=CANARY/u,
    );
    expect(one.Expires?.getTime()).toBe(fake.clock.now() + 3_600_000);
    const other = await url('office-builder', 60);
    expect(other.Expires?.getTime()).toBe(fake.clock.now() + 60_000);
    expect(other.StreamingURL).not.toBe(one.StreamingURL);
  });

  test('refuses a builder that does not run, and more than a week', async () => {
    expect((await failureOf(url('analytics-builder'))).name).toBe('OperationNotPermittedException');
    expect((await failureOf(url('office-builder', 604_801))).name).toBe('ValidationException');
  });
});

describe('license-included software', () => {
  test('is associated, deployed while the builder is syncing, and removed', async () => {
    await associate('office-builder', office, visio);
    expect(await softwareOf('office-builder')).toEqual({
      [office]: 'STAGED_FOR_INSTALLATION',
      [visio]: 'STAGED_FOR_INSTALLATION',
    });
    await disassociate('office-builder', visio);
    await deploy('office-builder');
    expect((await failureOf(deploy('office-builder'))).name).toBe(
      'ConcurrentModificationException',
    );
    expect((await builderOf('office-builder')).State).toBe('SYNCING_APPS');
    expect(await softwareOf('office-builder')).toEqual({ [office]: 'PENDING_INSTALLATION' });
    fake.clock.advance(lasts.deployment);
    expect((await builderOf('office-builder')).State).toBe('RUNNING');
    expect(await softwareOf('office-builder')).toEqual({ [office]: 'INSTALLED' });
    await disassociate('office-builder', office);
    await deploy('office-builder');
    fake.clock.advance(lasts.deployment);
    expect(await softwareOf('office-builder')).toEqual({});
  });

  test('fails to be installed when the world says so, and is tried again', async () => {
    fake.world.failing.set(office, 'The installer ended with 1603.');
    await associate('office-builder', office);
    await deploy('office-builder');
    fake.clock.advance(lasts.deployment);
    const command = new DescribeSoftwareAssociationsCommand({
      AssociatedResource: arnOf('image-builder', 'office-builder'),
    });
    expect((await fake.appstream().send(command)).SoftwareAssociations).toEqual([
      {
        SoftwareName: office,
        Status: 'FAILED_TO_INSTALL',
        DeploymentError: [
          { ErrorCode: 'DEPLOYMENT_FAILED', ErrorMessage: 'The installer ended with 1603.' },
        ],
      },
    ]);
    fake.world.failing.clear();
    await deploy('office-builder', true);
    fake.clock.advance(lasts.deployment);
    expect(await softwareOf('office-builder')).toEqual({ [office]: 'INSTALLED' });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['twice', () => associate('office-builder', office), 'InvalidParameterCombinationException'],
    [
      'of another name',
      () => associate('office-builder', 'Notepad'),
      'InvalidParameterCombinationException',
    ],
    ['on Linux', () => associate('analytics-builder', office), 'IncompatibleImageException'],
    [
      'that is not associated away',
      () => disassociate('office-builder', visio),
      'ResourceNotFoundException',
    ],
    ['where none is staged', () => deploy('idle-builder'), 'OperationNotPermittedException'],
    ['to a stopped builder', () => deploy('analytics-builder'), 'OperationNotPermittedException'],
  ])('is refused %s', async (_what, call, name) => {
    addImageBuilder(virginia(), ownerAccount, 'idle-builder', {
      image: imageOf('kiosk'),
      State: 'RUNNING',
    });
    await associate('office-builder', office);
    expect((await failureOf(call())).name).toBe(name);
  });
});
