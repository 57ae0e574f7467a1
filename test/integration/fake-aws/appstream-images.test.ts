import type { CreateImportedImageRequest } from '@aws-sdk/client-appstream';
import {
  CopyImageCommand,
  CreateExportImageTaskCommand,
  CreateImportedImageCommand,
  CreateUpdatedImageCommand,
  DeleteImageCommand,
  DeleteImagePermissionsCommand,
  DescribeImagesCommand,
  DescribeStacksCommand,
  GetExportImageTaskCommand,
  ListAssociatedFleetsCommand,
  ListAssociatedStacksCommand,
  ListExportImageTasksCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appstream';
import { DescribeImagesCommand as DescribeAmisCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lasts } from '../../aws/appstream/lasts';
import { latestAgent } from '../../aws/appstream/platforms';
import { addAmi } from '../../aws/image-builder/amis';
import { addFleet, addImage, addImageBuilder, ownImage, regionOf } from '../../aws/world';
import { appstreamRole, customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake({ builds: false });
});
afterEach(() => fake.stop());

const arnOf = (name: string, region = 'us-east-1') =>
  `arn:aws:appstream:${region}:${ownerAccount}:image/${name}`;
const role = `arn:aws:iam::${ownerAccount}:role/${appstreamRole}`;
const virginia = () => regionOf(fake.world, 'us-east-1');
const recordOf = (name: string) => ownImage(virginia(), ownerAccount, name) ?? expect.fail(name);

async function imageOf(name: string, region = 'us-east-1') {
  const command = new DescribeImagesCommand({ Names: [name] });
  const answer = await fake.appstream(ownerAccount, region).send(command);
  return answer.Images?.[0] ?? expect.fail(name);
}

async function tagsOf(arn: string, region = 'us-east-1') {
  const command = new ListTagsForResourceCommand({ ResourceArn: arn });
  return (await fake.appstream(ownerAccount, region).send(command)).Tags;
}

const nameOf = async (call: Promise<unknown>) => (await failureOf(call)).name;

function copy(source: string, name: string, region = 'us-east-1', description?: string) {
  return fake.appstream().send(
    new CopyImageCommand({
      SourceImageName: source,
      DestinationImageName: name,
      DestinationRegion: region,
      ...(description !== undefined && { DestinationImageDescription: description }),
    }),
  );
}

function update(existingImageName: string, newImageName: string, dryRun = false) {
  const command = new CreateUpdatedImageCommand({
    existingImageName,
    newImageName,
    newImageTags: { Stage: 'updated' },
    dryRun,
  });
  return fake.appstream().send(command);
}

function importAmi(more: Partial<CreateImportedImageRequest> = {}) {
  return fake
    .appstream()
    .send(new CreateImportedImageCommand({ Name: 'imported', IamRoleArn: role, ...more }));
}

function exportImage(ImageName: string, AmiName = 'office-ami', IamRoleArn = role) {
  const command = new CreateExportImageTaskCommand({
    ImageName,
    AmiName,
    IamRoleArn,
    AmiDescription: 'Exported',
    TagSpecifications: { Team: 'Workplace' },
  });
  return fake.appstream().send(command);
}

const add = (owner: string, ImageId: string, more: Partial<Parameters<typeof addAmi>[2]> = {}) =>
  addAmi(virginia(), owner, { Name: ImageId, ImageId, ...more });

const remove = (Name: string) => fake.appstream().send(new DeleteImageCommand({ Name }));

describe('CopyImage', () => {
  test('makes an image in another Region, without tags and shares', async () => {
    const answer = await copy('office-2026-06', 'office-copy', 'eu-west-1', 'For Ireland');
    expect(answer.DestinationImageName).toBe('office-copy');
    expect((await imageOf('office-copy', 'eu-west-1')).State).toBe('COPYING');
    fake.clock.advance(lasts.copy);
    const copied = await imageOf('office-copy', 'eu-west-1');
    expect(copied).toMatchObject({
      Arn: arnOf('office-copy', 'eu-west-1'),
      State: 'AVAILABLE',
      Visibility: 'PRIVATE',
      ImageSharedWithOthers: 'FALSE',
      Description: 'For Ireland',
      DisplayName: 'Office desktop, June 2026',
      CreatedTime: new Date(fake.clock.now() - lasts.copy),
    });
    expect(copied.Applications?.map((each) => each.Name)).toEqual(['Firefox', 'Calc', 'Viewer']);
    expect(copied).not.toHaveProperty('ImageBuilderName');
    expect(copied).not.toHaveProperty('copyOf');
    expect(await tagsOf(arnOf('office-copy', 'eu-west-1'), 'eu-west-1')).toEqual({});
  });

  test('works within a Region, two at a time for each destination', async () => {
    await copy('kiosk', 'kiosk-1');
    await copy('kiosk', 'kiosk-2');
    expect(await nameOf(copy('kiosk', 'kiosk-3'))).toBe('LimitExceededException');
    await copy('kiosk', 'kiosk-3', 'eu-west-1');
    fake.clock.advance(lasts.copy);
    await copy('kiosk', 'kiosk-3');
  });

  test('fails when the world says so', async () => {
    fake.world.failing.set('kiosk-1', 'The copy was lost.');
    await copy('kiosk', 'kiosk-1');
    fake.clock.advance(lasts.copy);
    expect(await imageOf('kiosk-1')).toMatchObject({
      State: 'FAILED',
      StateChangeReason: { Code: 'IMAGE_COPY_FAILURE', Message: 'The copy was lost.' },
    });
  });

  test.each([
    ['what is not there', () => copy('nonesuch', 'copy'), 'ResourceNotFoundException'],
    [
      'the image of another account',
      () => copy('customer-erp-client', 'copy'),
      'ResourceNotFoundException',
    ],
    [
      'what is not available',
      () => copy('design-studio-8', 'copy'),
      'ResourceNotAvailableException',
    ],
    ['to a name that is taken', () => copy('kiosk', 'kiosk'), 'ResourceAlreadyExistsException'],
    ['to another partition', () => copy('kiosk', 'copy', 'us-gov-west-1'), 'ValidationException'],
  ])('refuses to copy %s', async (_what, call, name) => {
    expect(await nameOf(call())).toBe(name);
  });

  test('refuses one more image than the quota of the destination', async () => {
    fake.world.quotas.images = 3;
    await copy('kiosk', 'kiosk', 'eu-west-1');
    expect(await nameOf(copy('kiosk', 'kiosk-2', 'eu-west-1'))).toBe('LimitExceededException');
  });
});

describe('CreateUpdatedImage', () => {
  test('makes an image with the newest agent', async () => {
    const { image } = await update('kiosk', 'kiosk-updated');
    expect(image).toMatchObject({ Name: 'kiosk-updated', State: 'PENDING' });
    fake.clock.advance(lasts.update);
    expect(await imageOf('kiosk-updated')).toMatchObject({
      State: 'AVAILABLE',
      BaseImageArn: arnOf('kiosk'),
      AppstreamAgentVersion: latestAgent,
      LatestAppstreamAgentVersion: 'TRUE',
    });
    expect(await tagsOf(arnOf('kiosk-updated'))).toEqual({ Stage: 'updated' });
  });

  test('says in a dry run whether it can, and makes nothing', async () => {
    expect((await update('kiosk', 'new', true)).canUpdateImage).toBe(true);
    expect((await update('office-2026-06', 'new', true)).canUpdateImage).toBe(false);
    expect((await update('analytics-linux', 'new', true)).canUpdateImage).toBe(false);
    expect(ownImage(virginia(), ownerAccount, 'new')).toBeUndefined();
  });

  test.each([
    ['what is not there', () => update('nonesuch', 'new'), 'ResourceNotFoundException'],
    [
      'what is not available',
      () => update('design-studio-8', 'new'),
      'OperationNotPermittedException',
    ],
    ['what is up to date', () => update('office-2026-06', 'new'), 'IncompatibleImageException'],
    ['to a name that is taken', () => update('kiosk', 'kiosk'), 'ResourceAlreadyExistsException'],
  ])('refuses to update %s', async (_what, call, name) => {
    expect(await nameOf(call())).toBe(name);
  });

  test('refuses more at once than its quota, and more images than theirs', async () => {
    fake.world.quotas.updates = 1;
    await update('kiosk', 'kiosk-2');
    expect(await nameOf(update('kiosk', 'kiosk-3'))).toBe('LimitExceededException');
    fake.clock.advance(lasts.update);
    fake.world.quotas.images = 11;
    expect(await nameOf(update('kiosk', 'kiosk-3'))).toBe('LimitExceededException');
  });
});

describe('CreateImportedImage', () => {
  const windows = { Platform: 'Windows', PlatformDetails: 'Windows' } as const;

  test('makes an image with a catalog of an own AMI, and validates it', async () => {
    const { ImageId } = addAmi(virginia(), ownerAccount, { Name: 'golden-2019', ...windows });
    const { Image } = await importAmi({
      SourceAmiId: ImageId,
      DisplayName: 'Imported',
      Tags: { 'image-desk:source-ami': ImageId },
      RuntimeValidationConfig: { IntendedInstanceType: 'stream.standard.large' },
      AppCatalogConfig: [
        {
          Name: 'Erp',
          AbsoluteAppPath: String.raw`C:\Erp\erp.exe`,
          LaunchParameters: '--quick',
        },
      ],
    });
    expect(Image).toMatchObject({ Name: 'imported', State: 'IMPORTING', ImageType: 'CUSTOM' });
    fake.clock.advance(lasts.importing);
    expect((await imageOf('imported')).State).toBe('VALIDATING');
    fake.clock.advance(lasts.validation);
    expect(await imageOf('imported')).toMatchObject({
      State: 'AVAILABLE',
      Platform: 'WINDOWS_SERVER_2019',
      Applications: [
        {
          Name: 'Erp',
          DisplayName: 'Erp',
          LaunchPath: String.raw`C:\Erp\erp.exe`,
          LaunchParameters: '--quick',
        },
      ],
    });
    expect(await tagsOf(arnOf('imported'))).toEqual({ 'image-desk:source-ami': ImageId });
  });

  test('takes an AMI that is shared with the account', async () => {
    const { ImageId } = addAmi(virginia(), customerAccount, {
      Name: 'from-customer',
      sharedWith: { userIds: [ownerAccount] },
    });
    await importAmi({ SourceAmiId: ImageId });
    fake.clock.advance(lasts.importing);
    expect(await imageOf('imported')).toMatchObject({ State: 'AVAILABLE' });
  });

  test('succeeds in a dry run with an error, and makes nothing', async () => {
    const { ImageId } = addAmi(virginia(), ownerAccount, { Name: 'golden', ...windows });
    expect(await failureOf(importAmi({ SourceAmiId: ImageId, DryRun: true }))).toMatchObject({
      name: 'DryRunOperationException',
      status: 412,
    });
    expect(ownImage(virginia(), ownerAccount, 'imported')).toBeUndefined();
  });

  test('fails when the world says so', async () => {
    const { ImageId } = addAmi(virginia(), ownerAccount, { Name: 'golden', ...windows });
    fake.world.failing.set('imported', 'The AMI has no agent.');
    await importAmi({ SourceAmiId: ImageId });
    fake.clock.advance(lasts.importing);
    expect(await imageOf('imported')).toMatchObject({
      State: 'FAILED',
      StateChangeReason: { Code: 'IMAGE_IMPORT_FAILURE', Message: 'The AMI has no agent.' },
    });
  });

  test.each<[string, Partial<CreateImportedImageRequest>, string]>([
    ['no source', {}, 'InvalidParameterCombinationException'],
    [
      'two sources',
      { SourceAmiId: 'ami-golden12', WorkspaceImageId: 'wsi-golden12' },
      'InvalidParameterCombinationException',
    ],
    ['an AMI that is not there', { SourceAmiId: 'ami-nonesuch' }, 'ResourceNotFoundException'],
    ['an AMI of another account', { SourceAmiId: 'ami-foreign1' }, 'ResourceNotFoundException'],
    ['a public AMI', { SourceAmiId: 'ami-public12' }, 'ResourceNotFoundException'],
    ['an AMI that is pending', { SourceAmiId: 'ami-pending1' }, 'OperationNotPermittedException'],
    ['an AMI of Arm', { SourceAmiId: 'ami-graviton' }, 'IncompatibleImageException'],
    [
      'a name that is taken',
      { SourceAmiId: 'ami-golden12', Name: 'kiosk', DryRun: true },
      'ResourceAlreadyExistsException',
    ],
    [
      'a role of another account',
      {
        SourceAmiId: 'ami-golden12',
        IamRoleArn: `arn:aws:iam::${customerAccount}:role/${appstreamRole}`,
      },
      'InvalidRoleException',
    ],
    [
      'an application twice',
      {
        SourceAmiId: 'ami-golden12',
        AppCatalogConfig: [
          { Name: 'Erp', AbsoluteAppPath: String.raw`C:\Erp\erp.exe` },
          { Name: 'Erp', AbsoluteAppPath: String.raw`C:\Erp\other.exe` },
        ],
      },
      'InvalidParameterCombinationException',
    ],
  ])('refuses %s', async (_what, more, name) => {
    add(ownerAccount, 'ami-golden12');
    add(customerAccount, 'ami-foreign1');
    add(customerAccount, 'ami-public12', { sharedWith: { groups: ['all'] } });
    add(ownerAccount, 'ami-pending1', { State: 'pending' });
    add(ownerAccount, 'ami-graviton', { Architecture: 'arm64' });
    expect(await nameOf(importAmi(more))).toBe(name);
  });

  test('needs the role, and room', async () => {
    const { ImageId } = addAmi(virginia(), ownerAccount, { Name: 'golden' });
    const command = new CreateImportedImageCommand({ Name: 'imported', SourceAmiId: ImageId });
    expect(await nameOf(fake.appstream().send(command))).toBe(
      'InvalidParameterCombinationException',
    );
    fake.world.quotas.images = 10;
    expect(await nameOf(importAmi({ SourceAmiId: ImageId, DryRun: true }))).toBe(
      'LimitExceededException',
    );
  });
});

describe('CreateExportImageTask', () => {
  test('makes an AMI, which EC2 has when the task is completed', async () => {
    const { ExportImageTask: task } = await exportImage('office-2026-06');
    expect(task).toMatchObject({
      State: 'EXPORTING',
      ImageArn: arnOf('office-2026-06'),
      AmiName: 'office-ami',
    });
    expect(task).not.toHaveProperty('AmiId');
    const get = new GetExportImageTaskCommand({ TaskId: task?.TaskId });
    fake.clock.advance(lasts.exporting);
    const done = (await fake.appstream().send(get)).ExportImageTask;
    expect(done?.State).toBe('COMPLETED');
    const amis = await fake
      .ec2()
      .send(new DescribeAmisCommand({ ImageIds: [done?.AmiId ?? expect.fail('no AMI')] }));
    expect(amis.Images).toMatchObject([
      {
        Name: 'office-ami',
        Description: 'Exported',
        OwnerId: ownerAccount,
        State: 'available',
        Platform: 'Windows',
        Tags: [{ Key: 'Team', Value: 'Workplace' }],
      },
    ]);
    await importAmi({ SourceAmiId: done?.AmiId });
  });

  test('fails when the world says so, and its name is free again', async () => {
    fake.world.failing.set('office-ami', 'The key is disabled.');
    await exportImage('office-2026-06');
    expect(await nameOf(exportImage('kiosk'))).toBe('OperationNotPermittedException');
    fake.clock.advance(lasts.exporting);
    const list = (Values: string[]) =>
      fake
        .appstream()
        .send(new ListExportImageTasksCommand({ Filters: [{ Name: 'State', Values }] }));
    expect((await list(['FAILED'])).ExportImageTasks).toMatchObject([
      { AmiName: 'office-ami', ErrorDetails: [{ ErrorMessage: 'The key is disabled.' }] },
    ]);
    expect((await list(['COMPLETED'])).ExportImageTasks).toEqual([]);
    fake.world.failing.clear();
    await exportImage('office-2026-06');
  });

  test.each([
    ['what is not there', () => exportImage('nonesuch'), 'ResourceNotFoundException'],
    ['what is not available', () => exportImage('office-2026-09'), 'ResourceNotAvailableException'],
    [
      'with a role that is not there',
      () => exportImage('kiosk', 'kiosk-ami', `${role}X`),
      'InvalidRoleException',
    ],
  ])('refuses to export %s', async (_what, call, name) => {
    expect(await nameOf(call())).toBe(name);
  });

  test('is told to its account alone, in pages', async () => {
    await exportImage('kiosk', 'ami-1');
    const { ExportImageTask: task } = await exportImage('kiosk', 'ami-2');
    const page = await fake.appstream().send(new ListExportImageTasksCommand({ MaxResults: 1 }));
    expect(page.ExportImageTasks).toHaveLength(1);
    expect(page.NextToken).toBeDefined();
    const get = new GetExportImageTaskCommand({ TaskId: task?.TaskId });
    expect(await nameOf(fake.appstream(customerAccount).send(get))).toBe(
      'ResourceNotFoundException',
    );
    const wrong = new ListExportImageTasksCommand({
      Filters: [{ Name: 'Mood', Values: ['good'] }],
    });
    expect(await nameOf(fake.appstream().send(wrong))).toBe('ValidationException');
  });
});

describe('DeleteImage', () => {
  test('deletes an image, which is gone after a while', async () => {
    expect((await remove('kiosk')).Image).toMatchObject({ Name: 'kiosk', State: 'DELETING' });
    expect(await nameOf(remove('kiosk'))).toBe('OperationNotPermittedException');
    fake.clock.advance(lasts.deletion);
    expect(await nameOf(imageOf('kiosk'))).toBe('ResourceNotFoundException');
    expect(await nameOf(remove('kiosk'))).toBe('ResourceNotFoundException');
  });

  test('deletes one whose making has failed', async () => {
    await remove('design-studio-8');
    fake.clock.advance(lasts.deletion);
    expect(await nameOf(imageOf('design-studio-8'))).toBe('ResourceNotFoundException');
  });

  test('waits until an image is shared no more', async () => {
    const refused = await failureOf(remove('office-2026-03'));
    expect(refused).toMatchObject({ name: 'ResourceInUseException' });
    expect(refused.message).toContain('shared');
    const command = new DeleteImagePermissionsCommand({
      Name: 'office-2026-03',
      SharedAccountId: customerAccount,
    });
    await fake.appstream().send(command);
    await remove('office-2026-03');
  });

  test.each<[string, () => Promise<unknown>]>([
    [
      'the fleet kiosks uses it',
      () => {
        const image = recordOf('kiosk');
        return Promise.resolve(addFleet(virginia(), ownerAccount, 'kiosks', { image }));
      },
    ],
    [
      'the image builder clone is made from it',
      () => {
        const image = recordOf('kiosk');
        return Promise.resolve(
          addImageBuilder(virginia(), ownerAccount, 'clone', { image, State: 'PENDING' }),
        );
      },
    ],
    ['it is being copied', () => copy('kiosk', 'kiosk', 'eu-west-1')],
    ['it is being exported', () => exportImage('kiosk')],
  ])('refuses an image while %s', async (why, prepare) => {
    await prepare();
    const { name, message } = await failureOf(remove('kiosk'));
    expect(name).toBe('ResourceInUseException');
    expect(message).toContain(why);
  });

  test('refuses an image that is still being made', async () => {
    addImage(virginia(), ownerAccount, 'coming', { State: 'CREATING' });
    expect(await nameOf(remove('coming'))).toBe('OperationNotPermittedException');
  });
});

describe('tags', () => {
  const own = arnOf('kiosk');
  const tag = (Tags: Record<string, string>, ResourceArn = own, account = ownerAccount) =>
    fake.appstream(account).send(new TagResourceCommand({ ResourceArn, Tags }));
  const untag = (TagKeys: string[], ResourceArn = own) =>
    fake.appstream().send(new UntagResourceCommand({ ResourceArn, TagKeys }));

  test('are added, overwritten and taken away', async () => {
    recordOf('kiosk').tags.clear();
    await tag({ Team: 'Retail', Stage: 'test' });
    await tag({ Stage: 'production' });
    expect(await tagsOf(own)).toEqual({ Team: 'Retail', Stage: 'production' });
    await untag(['Team', 'Nonesuch']);
    expect(await tagsOf(own)).toEqual({ Stage: 'production' });
  });

  test('are 50 at most, and those of own resources', async () => {
    recordOf('kiosk').tags.clear();
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Key${index}`, '']));
    await tag(many);
    await tag({ Key0: 'again' });
    expect(await nameOf(tag({ Other: '' }))).toBe('LimitExceededException');
    expect(await nameOf(tag({ Other: '' }, own, customerAccount))).toBe(
      'ResourceNotFoundException',
    );
    expect(await nameOf(untag(['Key0'], arnOf('nonesuch')))).toBe('ResourceNotFoundException');
  });
});

test('stacks are told with the fleets that are associated with them', async () => {
  const client = fake.appstream();
  const { Stacks } = await client.send(new DescribeStacksCommand({}));
  expect(Stacks).toMatchObject([{ Name: 'office', DisplayName: 'Office' }]);
  expect(Stacks?.[0]).not.toHaveProperty('fleets');
  const stacks = await client.send(new ListAssociatedStacksCommand({ FleetName: 'office-fleet' }));
  expect(stacks.Names).toEqual(['office']);
  const none = await client.send(new ListAssociatedStacksCommand({ FleetName: 'erp-test-fleet' }));
  expect(none.Names).toEqual([]);
  const fleets = await client.send(new ListAssociatedFleetsCommand({ StackName: 'office' }));
  expect(fleets.Names).toEqual(['office-fleet']);
  const other = new DescribeStacksCommand({ Names: ['office'] });
  expect(await nameOf(fake.appstream(customerAccount).send(other))).toBe(
    'ResourceNotFoundException',
  );
});
