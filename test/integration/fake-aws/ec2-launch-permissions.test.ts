import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  type LaunchPermissionModifications,
  ModifyImageAttributeCommand,
  type ModifyImageAttributeCommandInput,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addAmi } from '../../aws/image-builder/amis';
import type { AmiRecord } from '../../aws/image-builder/records';
import { callsOf, mutatingCalls } from '../../aws/log';
import { regionOf, type Region } from '../../aws/world';
import { customerAccount, ownerAccount, sandboxAccount, units } from '../../support/scenarios';
import { failureOf, startFake, type Fake } from './harness';

let fake: Fake;
let region: Region;
let office: AmiRecord;

const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const customers = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/${units.customers}`;

beforeEach(async () => {
  fake = await startFake({ builds: false });
  region = regionOf(fake.world, 'us-east-1');
  office = addAmi(region, ownerAccount, { Name: 'office 2026-07-01' });
});

afterEach(() => fake.stop());

function modify(input: Partial<ModifyImageAttributeCommandInput>, account = ownerAccount) {
  const command = new ModifyImageAttributeCommand({ ImageId: office.ImageId, ...input });
  return fake.ec2(account).send(command);
}

const change = (LaunchPermission: LaunchPermissionModifications, image = office) =>
  modify({ ImageId: image.ImageId, LaunchPermission });

async function permissions(account = ownerAccount, ImageId = office.ImageId) {
  const { LaunchPermissions } = await fake
    .ec2(account)
    .send(new DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
  return LaunchPermissions;
}

describe('launch permissions', () => {
  it('are given to and taken from accounts, everybody, organizations and units', async () => {
    expect(await permissions()).toEqual([]);
    const all = [
      { UserId: customerAccount },
      { Group: 'all' as const },
      { OrganizationArn: organization },
      { OrganizationalUnitArn: customers },
    ];
    await change({ Add: all });
    expect(await permissions()).toEqual(all);
    await change({ Add: [{ UserId: sandboxAccount }], Remove: all.slice(1) });
    expect(await permissions()).toEqual([{ UserId: customerAccount }, { UserId: sandboxAccount }]);
    await change({ Remove: [{ UserId: customerAccount }, { UserId: sandboxAccount }] });
    expect(await permissions()).toEqual([]);
    const { Images } = await fake.ec2(customerAccount).send(new DescribeImagesCommand({}));
    expect(Images).toEqual([]);
    expect(callsOf(mutatingCalls(fake.server.log), 'ModifyImageAttribute')).toHaveLength(3);
  });

  it('may be named by an attribute and an operation', async () => {
    await modify({
      Attribute: 'launchPermission',
      OperationType: 'add',
      UserIds: [customerAccount, sandboxAccount],
      UserGroups: ['all'],
      OrganizationArns: [organization],
      OrganizationalUnitArns: [customers],
    });
    await modify({
      Attribute: 'launchPermission',
      OperationType: 'remove',
      UserIds: [sandboxAccount],
      UserGroups: ['all'],
    });
    expect(await permissions()).toEqual([
      { UserId: customerAccount },
      { OrganizationArn: organization },
      { OrganizationalUnitArn: customers },
    ]);
  });

  it('change altogether or not at all, and twice the same is no error', async () => {
    await change({ Add: [{ UserId: customerAccount }] });
    await change({ Add: [{ UserId: customerAccount }], Remove: [{ UserId: sandboxAccount }] });
    const bad = change({ Add: [{ UserId: sandboxAccount }, { UserId: '12' }] });
    expect(await failureOf(bad)).toMatchObject({ name: 'InvalidAMIAttributeItemValue' });
    expect(await permissions()).toEqual([{ UserId: customerAccount }]);
  });

  it.each([
    [{ UserId: '1111-2222-3333' }, '1111-2222-3333', 'userId'],
    [{ OrganizationArn: 'o-a1b2c3d4e5' }, 'o-a1b2c3d4e5', 'organizationArn'],
    [{ OrganizationalUnitArn: organization }, organization, 'organizationalUnitArn'],
  ])('are refused to %j', async (permission, value, item) => {
    expect(await failureOf(change({ Add: [permission] }))).toEqual({
      name: 'InvalidAMIAttributeItemValue',
      message: `Invalid attribute item value "${value}" for ${item} item type.`,
      status: 400,
    });
  });

  it('know one group alone', async () => {
    const input = { Attribute: 'launchPermission', OperationType: 'add' } as const;
    const refusal = await failureOf(modify({ ...input, UserGroups: ['everyone'] }));
    expect(refusal.name).toBe('InvalidAMIAttributeItemValue');
    expect(refusal.message).toContain('"everyone" for UserGroup item type');
  });

  it('are not for images that are encrypted with the default key', async () => {
    for (const Ebs of [{ Encrypted: true }, { Encrypted: true, KmsKeyId: 'alias/aws/ebs' }]) {
      office.BlockDeviceMappings = [{ Ebs }];
      expect(await failureOf(change({ Add: [{ UserId: customerAccount }] }))).toEqual({
        name: 'InvalidParameter',
        message: expect.stringContaining('AWS Managed CMK can’t be shared'),
        status: 400,
      });
    }
    await change({ Remove: [{ UserId: customerAccount }] });
  });

  it('with another key are for accounts, but not for everybody', async () => {
    const KmsKeyId = 'arn:aws:kms:us-east-1:111122223333:key/2f1c';
    office.BlockDeviceMappings = [{ Ebs: { Encrypted: true, KmsKeyId } }];
    await change({ Add: [{ UserId: customerAccount }] });
    const refusal = await failureOf(change({ Add: [{ Group: 'all' }] }));
    expect(refusal).toMatchObject({ name: 'InvalidParameter', status: 400 });
    expect(await permissions()).toEqual([{ UserId: customerAccount }]);
  });

  it('to everybody are for five images of an account', async () => {
    const more = ['a', 'b', 'c', 'd', 'e'].map((Name) => addAmi(region, ownerAccount, { Name }));
    addAmi(region, customerAccount, { Name: 'x', sharedWith: { groups: ['all'] } });
    for (const image of more) await change({ Add: [{ Group: 'all' }] }, image);
    await change({ Add: [{ Group: 'all' }] }, more[0]);
    expect(await failureOf(change({ Add: [{ Group: 'all' }] }))).toEqual({
      name: 'ResourceLimitExceeded',
      message: expect.stringContaining('quota of 5 for the number of public images'),
      status: 400,
    });
    await change({ Remove: [{ Group: 'all' }] }, more[0]);
    await change({ Add: [{ Group: 'all' }] });
    expect(await permissions()).toEqual([{ Group: 'all' }]);
  });
});

describe('attributes', () => {
  it('are told one at a time, and the description changes', async () => {
    await modify({ Description: { Value: 'New' } });
    await modify({ Attribute: 'description', Value: 'Newer' });
    const answer = await fake
      .ec2()
      .send(
        new DescribeImageAttributeCommand({ ImageId: office.ImageId, Attribute: 'description' }),
      );
    expect(answer).toMatchObject({ ImageId: office.ImageId, Description: { Value: 'Newer' } });
    expect(answer).not.toHaveProperty('LaunchPermissions');
  });

  it('of block devices are told to nobody', async () => {
    const Attribute = 'blockDeviceMapping';
    const command = new DescribeImageAttributeCommand({ ImageId: office.ImageId, Attribute });
    expect(await failureOf(fake.ec2().send(command))).toMatchObject({ name: 'AuthFailure' });
  });

  it.each([
    ['none', {}],
    ['an operation without one', { OperationType: 'add', UserIds: [customerAccount] }],
    [
      'two',
      { Description: { Value: 'x' }, LaunchPermission: { Add: [{ UserId: customerAccount }] } },
    ],
  ] as const)('cannot be changed when %s is given', async (_, input) => {
    expect(await failureOf(modify(input as Partial<ModifyImageAttributeCommandInput>))).toEqual({
      name: 'InvalidParameterCombination',
      message: 'No attributes specified.',
      status: 400,
    });
  });
});

describe('a refusal', () => {
  it('meets ids of images that are not there', async () => {
    expect(await failureOf(permissions(ownerAccount, 'image-1'))).toMatchObject({
      name: 'InvalidAMIID.Malformed',
    });
    expect(await failureOf(modify({ ImageId: 'ami-1', Description: { Value: 'x' } }))).toEqual({
      name: 'InvalidAMIID.NotFound',
      message: "The image id '[ami-1]' does not exist",
      status: 400,
    });
  });

  it('meets who does not own an image, even a public one', async () => {
    office.launchPermissions.groups.add('all');
    const refused = {
      name: 'AuthFailure',
      message: `Not authorized for image:${office.ImageId}`,
      status: 403,
    };
    expect(await failureOf(permissions(customerAccount))).toEqual(refused);
    const taken = modify({ LaunchPermission: { Remove: [{ Group: 'all' }] } }, customerAccount);
    expect(await failureOf(taken)).toEqual(refused);
  });

  it('meets a change of an image that is not available yet', async () => {
    office.State = 'pending';
    expect(await failureOf(change({ Add: [{ UserId: customerAccount }] }))).toEqual({
      name: 'InvalidAMIID.Unavailable',
      message: `The AMI ID '${office.ImageId}' is currently pending and may not be used for this operation`,
      status: 400,
    });
  });

  it('meets a dry run that would have gone well, and changes nothing', async () => {
    const LaunchPermission = { Add: [{ UserId: customerAccount }] };
    const expected = {
      name: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      status: 412,
    };
    const DryRun = true;
    expect(await failureOf(modify({ LaunchPermission, DryRun }))).toEqual(expected);
    expect(await permissions()).toEqual([]);
    const wrong = modify({ LaunchPermission: { Add: [{ UserId: '1' }] }, DryRun });
    expect((await failureOf(wrong)).name).toBe('InvalidAMIAttributeItemValue');
  });
});
