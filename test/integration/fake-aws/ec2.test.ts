import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeSnapshotsCommand,
  type DescribeSnapshotsCommandInput,
  paginateDescribeImages,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addAmi } from '../../aws/image-builder/amis';
import type { AmiRecord } from '../../aws/image-builder/records';
import { regionOf, type Region } from '../../aws/world';
import { customerAccount, govAccount, ownerAccount, units } from '../../support/scenarios';
import { failureOf, startFake, type Fake } from './harness';

let fake: Fake;
let region: Region;
let office: AmiRecord;

const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const customers = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/${units.customers}`;

beforeEach(async () => {
  fake = await startFake({ builds: false });
  region = regionOf(fake.world, 'us-east-1');
  office = addAmi(region, ownerAccount, {
    Name: 'office 2026-07-01',
    Description: 'Office & <friends>',
    Tags: [
      { Key: 'Team', Value: 'Design' },
      { Key: 'CreatedBy', Value: 'EC2 Image Builder' },
    ],
  });
});

afterEach(() => fake.stop());

const images = async (input: DescribeImagesCommandInput = {}, account = ownerAccount) =>
  (await fake.ec2(account).send(new DescribeImagesCommand(input))).Images ?? [];
const names = async (input?: DescribeImagesCommandInput, account?: string) =>
  (await images(input, account)).map(({ Name = '' }) => Name).toSorted();
const snapshots = async (input: DescribeSnapshotsCommandInput = {}, account = ownerAccount) =>
  (await fake.ec2(account).send(new DescribeSnapshotsCommand(input))).Snapshots ?? [];

describe('images', () => {
  it('are described to their owner, with volumes and tags', async () => {
    expect(await images({ ImageIds: [office.ImageId] })).toEqual([
      {
        ImageId: office.ImageId,
        ImageLocation: `${ownerAccount}/office 2026-07-01`,
        ImageType: 'machine',
        Name: 'office 2026-07-01',
        Description: 'Office & <friends>',
        OwnerId: ownerAccount,
        Public: false,
        State: 'available',
        Architecture: 'x86_64',
        PlatformDetails: 'Linux/UNIX',
        RootDeviceName: '/dev/xvda',
        RootDeviceType: 'ebs',
        VirtualizationType: 'hvm',
        CreationDate: '2026-07-01T10:00:00.000Z',
        Tags: [
          { Key: 'Team', Value: 'Design' },
          { Key: 'CreatedBy', Value: 'EC2 Image Builder' },
        ],
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: {
              SnapshotId: expect.stringMatching(/^snap-[0-9a-f]{17}$/u),
              VolumeSize: 30,
              VolumeType: 'gp3',
              DeleteOnTermination: true,
              Encrypted: false,
            },
          },
        ],
      },
    ]);
    expect(office.ImageId).toMatch(/^ami-[0-9a-f]{17}$/u);
  });

  it('are seen by others when shared, by account, organization or unit, or public', async () => {
    addAmi(region, ownerAccount, { Name: 'private' });
    addAmi(region, ownerAccount, { Name: 'a', sharedWith: { userIds: [customerAccount] } });
    addAmi(region, ownerAccount, { Name: 'o', sharedWith: { organizationArns: [organization] } });
    addAmi(region, ownerAccount, {
      Name: 'u',
      sharedWith: { organizationalUnitArns: [customers] },
    });
    const all = addAmi(region, '801119661308', {
      Name: 'base',
      ImageOwnerAlias: 'amazon',
      sharedWith: { groups: ['all'] },
    });
    const unitOfNobody = `${customers}x`;
    addAmi(region, ownerAccount, {
      Name: 'other unit',
      sharedWith: { organizationalUnitArns: [unitOfNobody] },
    });
    expect(await names({}, customerAccount)).toEqual(['a', 'base', 'o', 'u']);
    expect(await names({ ExecutableUsers: ['self'] }, customerAccount)).toEqual(['a', 'o', 'u']);
    expect(await names({ ExecutableUsers: ['all'] }, customerAccount)).toEqual(['base']);
    expect(await names({ ExecutableUsers: [customerAccount] })).toEqual(['a']);
    expect(await names({ Owners: ['amazon'] })).toEqual(['base']);
    expect(await names({ Owners: ['self'] }, customerAccount)).toEqual([]);
    expect(await names({ Owners: [ownerAccount, 'amazon'] }, customerAccount)).toHaveLength(4);
    expect((await images({ ImageIds: [all.ImageId] }))[0]?.Public).toBe(true);
  });

  it('keep their tags to their owner, and the keys of their volumes to themselves', async () => {
    office.launchPermissions.userIds.add(customerAccount);
    const KmsKeyId = 'arn:aws:kms:us-east-1:111122223333:key/2f1c';
    office.BlockDeviceMappings = [{ Ebs: { SnapshotId: 'snap-1', Encrypted: true, KmsKeyId } }];
    const [seen] = await images({}, customerAccount);
    expect(seen?.Tags).toEqual([]);
    const byTag = [{ Name: 'tag:Team', Values: ['Design'] }];
    expect(await names({ Filters: byTag }, customerAccount)).toEqual([]);
    expect(seen?.BlockDeviceMappings?.[0]?.Ebs).toEqual({ SnapshotId: 'snap-1', Encrypted: true });
  });

  it.each([
    ['name', ['office*'], ['office 2026-07-01']],
    ['name', ['office'], []],
    ['name', ['?ffice 2026-07-01', 'nothing'], ['office 2026-07-01']],
    ['name', [String.raw`\*.star`], ['*.star']],
    ['name', ['*.star'], ['*.star', 'x.star']],
    ['tag:Team', ['Des*'], ['office 2026-07-01']],
    ['tag:team', ['Design'], []],
    ['tag-key', ['CreatedBy'], ['office 2026-07-01']],
    ['state', ['pending'], ['x.star']],
    ['is-public', ['true'], ['*.star']],
    ['platform', ['*'], ['x.star']],
  ])('are filtered by %s %j', async (Name, Values, expected) => {
    addAmi(region, ownerAccount, { Name: '*.star', sharedWith: { groups: ['all'] } });
    addAmi(region, ownerAccount, { Name: 'x.star', State: 'pending', Platform: 'Windows' });
    expect(await names({ Filters: [{ Name, Values }] })).toEqual(expected);
  });

  it('must match all filters that are given', async () => {
    const Filters = [
      { Name: 'name', Values: ['office*'] },
      { Name: 'state', Values: ['failed'] },
    ];
    expect(await names({ Filters })).toEqual([]);
  });

  it('are left out while deprecated or disabled, unless asked for or deprecated and own', async () => {
    const sharedWith = { userIds: [customerAccount] };
    addAmi(region, ownerAccount, {
      Name: 'old',
      DeprecationTime: '2026-08-01T11:00:00.000Z',
      sharedWith,
    });
    addAmi(region, ownerAccount, {
      Name: 'ageing',
      DeprecationTime: '2026-08-01T13:00:00.000Z',
      sharedWith,
    });
    addAmi(region, ownerAccount, { Name: 'off', State: 'disabled', sharedWith });
    expect(await names({}, customerAccount)).toEqual(['ageing']);
    expect(await names({ IncludeDeprecated: true }, customerAccount)).toEqual(['ageing', 'old']);
    expect(await names({ IncludeDisabled: true }, customerAccount)).toEqual(['ageing', 'off']);
    expect(await names()).toEqual(['ageing', 'office 2026-07-01', 'old']);
  });

  it('come in pages, of which some are empty', async () => {
    for (let index = 0; index < 6; index += 1) addAmi(region, ownerAccount, { Name: `i${index}` });
    fake.server.faults.add({ kind: 'empty-page', service: 'ec2' });
    const sizes = [];
    const config = { client: fake.ec2(), pageSize: 3 };
    for await (const { Images } of paginateDescribeImages(config, {})) sizes.push(Images?.length);
    expect(sizes).toEqual([0, 3, 3, 1]);
  });

  it('are of one Region', async () => {
    const answer = await fake.ec2(ownerAccount, 'eu-west-1').send(new DescribeImagesCommand({}));
    expect(answer.Images).toEqual([]);
  });
});

describe('snapshots', () => {
  it('are those of the images, for their owner alone', async () => {
    office.launchPermissions.userIds.add(customerAccount);
    const [snapshot] = await snapshots();
    expect(snapshot).toMatchObject({
      SnapshotId: office.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId,
      OwnerId: ownerAccount,
      VolumeSize: 30,
      Encrypted: false,
      State: 'completed',
      StartTime: new Date('2026-07-01T10:00:00Z'),
      Description: `Created by CreateImage for ${office.ImageId}`,
    });
    const SnapshotIds = [snapshot?.SnapshotId ?? expect.fail()];
    expect(await snapshots({ SnapshotIds, OwnerIds: ['self'] })).toHaveLength(1);
    expect(await snapshots({ SnapshotIds }, customerAccount)).toEqual([]);
    expect(await snapshots({ OwnerIds: [customerAccount] })).toEqual([]);
  });

  it('are found by what their image is called in them', async () => {
    addAmi(region, ownerAccount, { Name: 'other' });
    const Filters = [{ Name: 'description', Values: [`*${office.ImageId}`] }];
    expect(await snapshots({ Filters })).toHaveLength(1);
    expect(await snapshots()).toHaveLength(2);
  });

  it.each([
    ['vol-1', 'InvalidSnapshotID.Malformed'],
    ['snap-0000000000000000f', 'InvalidSnapshot.NotFound'],
  ])('that are not there are refused: %s', async (id, name) => {
    expect(await failureOf(snapshots({ SnapshotIds: [id] }))).toMatchObject({ name, status: 400 });
  });
});

describe('a refusal', () => {
  it('meets ids that are none, or of images that are not there', async () => {
    const failure = async (...ImageIds: string[]) => failureOf(images({ ImageIds }));
    expect(await failure('image-1')).toEqual({
      name: 'InvalidAMIID.Malformed',
      message: 'Invalid id: "image-1" (expecting "ami-...")',
      status: 400,
    });
    expect(await failure('ami-fake123')).toEqual({
      name: 'InvalidAMIID.NotFound',
      message: "The image id '[ami-fake123]' does not exist",
      status: 400,
    });
    expect((await failure('ami-1', office.ImageId, 'ami-2')).message).toBe(
      "The image ids '[ami-1, ami-2]' do not exist",
    );
    const foreign = failureOf(images({ ImageIds: [office.ImageId] }, customerAccount));
    expect((await foreign).name).toBe('InvalidAMIID.NotFound');
  });

  it('meets owners that are none', async () => {
    for (const input of [{ Owners: ['me'] }, { ExecutableUsers: ['12'] }]) {
      expect((await failureOf(images(input))).name).toBe('InvalidUserID.Malformed');
    }
    expect((await failureOf(snapshots({ OwnerIds: ['me'] }))).name).toBe('InvalidUserID.Malformed');
  });

  it('meets a dry run', async () => {
    const expected = { name: 'DryRunOperation', status: 412 };
    expect(await failureOf(images({ DryRun: true }))).toMatchObject(expected);
    expect(await failureOf(snapshots({ DryRun: true }))).toMatchObject(expected);
  });

  it('meets filters that EC2 does not know', async () => {
    const Filters = [{ Name: 'colour', Values: ['red'] }];
    expect(await failureOf(images({ Filters }))).toEqual({
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
      status: 400,
    });
  });

  it('meets tokens of nobody', async () => {
    expect((await failureOf(images({ NextToken: 'x' }))).name).toBe('InvalidParameterValue');
  });
});

it('another partition has images of its own', async () => {
  addAmi(regionOf(fake.world, 'us-gov-west-1'), govAccount, { Name: 'gov' });
  const answer = await fake.ec2(govAccount, 'us-gov-west-1').send(new DescribeImagesCommand({}));
  expect(answer.Images?.map(({ Name }) => Name)).toEqual(['gov']);
});
