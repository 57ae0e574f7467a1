import { arnsAround } from '../organization';
import { hexOf } from '../secrets';
import type { Region, World } from '../world';
import type { AmiRecord, LaunchPermissions } from './records';

/** Source: hashicorp/packer#7410, of snapshots that are encrypted with it. */
const defaultKey = /(?:^|:)alias\/aws\/ebs$/u;

/**
 * Adds an AMI, available and private unless told otherwise, with one volume and its snapshot. The id
 * is made of the Region, the owner and the name.
 *
 * A block device that is encrypted without a `KmsKeyId`, or with `alias/aws/ebs`, is encrypted with
 * the account's default key.
 */
export function addAmi(
  region: Region,
  owner: string,
  details: Partial<Omit<AmiRecord, 'OwnerId' | 'launchPermissions'>> & {
    readonly Name: string;
    readonly sharedWith?: Partial<Readonly<Record<keyof LaunchPermissions, readonly string[]>>>;
  },
): AmiRecord {
  const { sharedWith = {}, ...fields } = details;
  const seed = `${region.name}/${owner}/${fields.Name}`;
  const ami: AmiRecord = {
    ImageId: `ami-${hexOf(seed, 17)}`,
    ImageLocation: `${owner}/${fields.Name}`,
    ImageType: 'machine',
    State: 'available',
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    CreationDate: '2026-07-01T10:00:00.000Z',
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: {
          SnapshotId: `snap-${hexOf(seed, 17)}`,
          VolumeSize: 30,
          VolumeType: 'gp3',
          DeleteOnTermination: true,
          Encrypted: false,
        },
      },
    ],
    ...fields,
    OwnerId: owner,
    launchPermissions: {
      userIds: new Set(sharedWith.userIds),
      groups: new Set(sharedWith.groups),
      organizationArns: new Set(sharedWith.organizationArns),
      organizationalUnitArns: new Set(sharedWith.organizationalUnitArns),
    },
  };
  region.amis.set(ami.ImageId, ami);
  return ami;
}

/** Tells whether everybody may launch an AMI. */
export function isPublic({ launchPermissions }: AmiRecord): boolean {
  return launchPermissions.groups.has('all');
}

/** Tells whether an AMI is shared with an account by its id, its organization or a unit. */
export function isSharedWith(world: World, ami: AmiRecord, account: string): boolean {
  const { userIds, organizationArns, organizationalUnitArns } = ami.launchPermissions;
  return (
    userIds.has(account) ||
    arnsAround(world, account).some(
      (arn) => organizationArns.has(arn) || organizationalUnitArns.has(arn),
    )
  );
}

/** Tells whether any volume of an AMI is encrypted. */
export function isEncrypted({ BlockDeviceMappings = [] }: AmiRecord): boolean {
  return BlockDeviceMappings.some(({ Ebs }) => Ebs?.Encrypted === true);
}

/** Tells whether any volume is encrypted with the key that AWS manages for the account. */
export function hasDefaultKey({ BlockDeviceMappings = [] }: AmiRecord): boolean {
  return BlockDeviceMappings.some(
    ({ Ebs }) =>
      Ebs?.Encrypted === true && (Ebs.KmsKeyId === undefined || defaultKey.test(Ebs.KmsKeyId)),
  );
}
