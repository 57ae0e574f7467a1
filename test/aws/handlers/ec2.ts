import type {
  DescribeImageAttributeRequest,
  DescribeImagesRequest,
  DescribeImagesResult,
  DescribeSnapshotsRequest,
  DescribeSnapshotsResult,
  Image,
  ImageAttribute,
  ModifyImageAttributeRequest,
  Snapshot,
} from '@aws-sdk/client-ec2';
import type { Filters } from '../ec2-filters';
import { filtered } from '../ec2-filters';
import { awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import { isPublic, isSharedWith } from '../image-builder/amis';
import { changeLaunchPermissions, launchChangesOf } from '../image-builder/launch-permissions';
import type { AmiRecord } from '../image-builder/records';
import { snapshotsOf } from '../image-builder/snapshots';

/** EC2, as far as it keeps the AMIs that Image Builder makes. */
export const ec2 = {
  /**
   * Source: the model's documentation of the operation and of each member. Assumptions: images that
   * the caller may not launch are told like those that are not there; an image that is left out for
   * being deprecated or disabled is so when asked for by its id too.
   */
  DescribeImages(input: DescribeImagesRequest, context: Context): DescribeImagesResult {
    const { ImageIds = [], Owners = [], ExecutableUsers = [], Filters: wanted = [] } = input;
    for (const id of ImageIds) requireAmiId(id);
    for (const id of [...Owners, ...ExecutableUsers]) requireOwner(id);
    const visible = [...context.region.amis.values()].filter((ami) => isVisible(ami, context));
    const missing = ImageIds.filter((id) => !visible.some(({ ImageId }) => ImageId === id));
    if (missing.length > 0) throw notFound(missing);
    const chosen = visible.filter(
      (ami) =>
        isEmptyOr(ImageIds, (id) => id === ami.ImageId) &&
        isEmptyOr(Owners, (owner) => isOwner(owner, ami, context)) &&
        isEmptyOr(ExecutableUsers, (user) => isExecutable(user, ami, context)) &&
        isListed(ami, input, context),
    );
    const described = chosen.map((ami) => describe(ami, context));
    const { items, token } = context.page(
      filtered(described, wanted, imageFilters),
      ({ ImageId = '' }) => ImageId,
      { token: input.NextToken, size: input.MaxResults ?? Infinity },
    );
    refuseDryRun(input);
    return { Images: items, ...(token !== undefined && { NextToken: token }) };
  },

  DescribeImageAttribute(input: DescribeImageAttributeRequest, context: Context): ImageAttribute {
    const ami = requireOwnAmi(input.ImageId, context);
    const { ImageId, Description, launchPermissions } = ami;
    refuseDryRun(input);
    switch (input.Attribute) {
      case 'launchPermission':
        return {
          ImageId,
          LaunchPermissions: [
            ...[...launchPermissions.userIds].map((UserId) => ({ UserId })),
            ...[...launchPermissions.groups].map(() => ({ Group: 'all' as const })),
            ...[...launchPermissions.organizationArns].map((OrganizationArn) => ({
              OrganizationArn,
            })),
            ...[...launchPermissions.organizationalUnitArns].map((OrganizationalUnitArn) => ({
              OrganizationalUnitArn,
            })),
          ],
        };
      case 'description':
        return { ImageId, Description: { Value: Description ?? '' } };
      case 'blockDeviceMapping':
        // Source: the words in aws/aws-cli#1083. Assumption: the status.
        throw awsError('AuthFailure', 'Unauthorized attempt to access restricted resource', 403);
      default:
        throw new Error(`the attribute ${input.Attribute ?? ''} is not played`);
    }
  },

  /** Source: the model's documentation, and the reports beside the refusals. */
  ModifyImageAttribute(input: ModifyImageAttributeRequest, context: Context): object {
    const ami = requireOwnAmi(input.ImageId, context);
    if (ami.State !== 'available') {
      // Source: the words in SUSE-Enceladus/ec2imgutils#45.
      throw awsError(
        'InvalidAMIID.Unavailable',
        `The AMI ID '${ami.ImageId}' is currently ${ami.State ?? ''} and may not be used for this operation`,
      );
    }
    const description = input.Attribute === 'description' ? input.Value : input.Description?.Value;
    const changes = launchChangesOf(input);
    if ((description === undefined) === (changes === undefined)) {
      // Source: the words in cloud-custodian/cloud-custodian#8323. Assumption: they go for too many
      // attributes too.
      throw awsError('InvalidParameterCombination', 'No attributes specified.');
    }
    const apply = changes && changeLaunchPermissions(context.region, ami, changes);
    refuseDryRun(input);
    apply?.();
    if (description !== undefined) ami.Description = description;
    return {};
  },

  /**
   * Only the snapshots of the caller's own AMIs: those of AMIs that are shared are not shared with
   * them. Source: "Share an AMI with specific AWS accounts" of the EC2 User Guide, and the model's
   * documentation: a snapshot to which the caller has no access is left out.
   */
  DescribeSnapshots(input: DescribeSnapshotsRequest, context: Context): DescribeSnapshotsResult {
    const { SnapshotIds = [], OwnerIds = [], Filters: wanted = [] } = input;
    if (input.RestorableByUserIds !== undefined) throw new Error('RestorableBy is not played');
    for (const id of OwnerIds) requireOwner(id);
    const all = snapshotsOf(context.region);
    for (const id of SnapshotIds) requireSnapshot(id, all);
    const { id: caller } = context.account;
    const chosen = [...all.values()].filter(
      ({ SnapshotId, OwnerId }) =>
        OwnerId === caller &&
        isEmptyOr(SnapshotIds, (id) => id === SnapshotId) &&
        isEmptyOr(OwnerIds, (owner) => owner === 'self' || owner === OwnerId),
    );
    const { items, token } = context.page(
      filtered(chosen, wanted, snapshotFilters),
      ({ SnapshotId = '' }) => SnapshotId,
      { token: input.NextToken, size: input.MaxResults ?? Infinity },
    );
    refuseDryRun(input);
    return { Snapshots: items, ...(token !== undefined && { NextToken: token }) };
  },
} satisfies Handlers;

const imageFilters: Filters<Image> = {
  architecture: ({ Architecture }) => Architecture,
  'block-device-mapping.encrypted': ({ BlockDeviceMappings = [] }) =>
    BlockDeviceMappings.map(({ Ebs }) => Ebs?.Encrypted),
  'block-device-mapping.snapshot-id': ({ BlockDeviceMappings = [] }) =>
    BlockDeviceMappings.map(({ Ebs }) => Ebs?.SnapshotId),
  'creation-date': ({ CreationDate }) => CreationDate,
  description: ({ Description }) => Description,
  'image-id': ({ ImageId }) => ImageId,
  'image-type': ({ ImageType }) => ImageType,
  'is-public': ({ Public }) => Public,
  name: ({ Name }) => Name,
  'owner-alias': ({ ImageOwnerAlias }) => ImageOwnerAlias,
  'owner-id': ({ OwnerId }) => OwnerId,
  platform: ({ Platform }) => Platform,
  'root-device-type': ({ RootDeviceType }) => RootDeviceType,
  'source-image-id': ({ SourceImageId }) => SourceImageId,
  'source-image-region': ({ SourceImageRegion }) => SourceImageRegion,
  state: ({ State }) => State,
  'virtualization-type': ({ VirtualizationType }) => VirtualizationType,
};

const snapshotFilters: Filters<Snapshot> = {
  description: ({ Description }) => Description,
  encrypted: ({ Encrypted }) => Encrypted,
  'owner-id': ({ OwnerId }) => OwnerId,
  'snapshot-id': ({ SnapshotId }) => SnapshotId,
  status: ({ State }) => State,
};

function isEmptyOr<Item>(items: readonly Item[], matches: (item: Item) => boolean): boolean {
  return items.length === 0 || items.some(matches);
}

function isVisible(ami: AmiRecord, { world, account }: Context): boolean {
  return ami.OwnerId === account.id || isPublic(ami) || isSharedWith(world, ami, account.id);
}

function isOwner(owner: string, ami: AmiRecord, { account }: Context): boolean {
  const { OwnerId, ImageOwnerAlias } = ami;
  return (
    owner === OwnerId || owner === ImageOwnerAlias || (owner === 'self' && OwnerId === account.id)
  );
}

/** An owner's own images are not shared with the owner. */
function isExecutable(user: string, ami: AmiRecord, { world, account }: Context): boolean {
  if (user === 'all') return isPublic(ami);
  if (user === 'self' || user === account.id) return isSharedWith(world, ami, account.id);
  return ami.launchPermissions.userIds.has(user);
}

function isListed(ami: AmiRecord, input: DescribeImagesRequest, { world, account }: Context) {
  const { DeprecationTime, OwnerId, State } = ami;
  const isDeprecated = DeprecationTime !== undefined && Date.parse(DeprecationTime) <= world.now();
  return (
    (!isDeprecated || OwnerId === account.id || input.IncludeDeprecated === true) &&
    (State !== 'disabled' || input.IncludeDisabled === true)
  );
}

/**
 * Gives an AMI as one account sees it. Source: "Share an AMI with specific AWS accounts" of the EC2
 * User Guide for tags, the model's documentation of EbsBlockDevice for keys.
 */
function describe(ami: AmiRecord, { account }: Context): Image {
  const { launchPermissions: _, Tags = [], BlockDeviceMappings = [], ...image } = ami;
  return {
    ...image,
    Public: isPublic(ami),
    Tags: image.OwnerId === account.id ? Tags : [],
    BlockDeviceMappings: BlockDeviceMappings.map(({ Ebs, ...device }) => {
      if (!Ebs) return device;
      const { KmsKeyId: __, ...volume } = Ebs;
      return { ...device, Ebs: volume };
    }),
  };
}

/** Source: aws/aws-sdk#97, where an odd id after the prefix is only not found. */
function requireAmiId(id: string): void {
  if (id.startsWith('ami-')) return;
  throw awsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}

/**
 * The owner's AMI of an id. Source: the words in cloudquery/cloudquery#9406, of a public image.
 * Assumption: it is the same with private ones.
 */
function requireOwnAmi(id = '', { region, account }: Context): AmiRecord {
  requireAmiId(id);
  const ami = region.amis.get(id);
  if (!ami) throw notFound([id]);
  if (ami.OwnerId === account.id) return ami;
  throw awsError('AuthFailure', `Not authorized for image:${id}`, 403);
}

/** Source: the words in aws/aws-sdk#97. General knowledge: those for several. */
function notFound(ids: readonly string[]) {
  const what = ids.length === 1 ? 'id' : 'ids';
  const does = ids.length === 1 ? 'does' : 'do';
  return awsError(
    'InvalidAMIID.NotFound',
    `The image ${what} '[${ids.join(', ')}]' ${does} not exist`,
  );
}

/** Source: the error codes of the EC2 API reference. Assumption: the words. */
function requireOwner(id: string): void {
  if (/^(?:\d{12}|self|all|amazon|aws-backup-vault|aws-marketplace)$/u.test(id)) return;
  throw awsError('InvalidUserID.Malformed', `Invalid user id: "${id}"`);
}

/** Source: the error codes of the EC2 API reference. General knowledge: the words. */
function requireSnapshot(id: string, all: ReadonlyMap<string, Snapshot>): void {
  if (!id.startsWith('snap-')) {
    throw awsError('InvalidSnapshotID.Malformed', `Invalid id: "${id}" (expecting "snap-...")`);
  }
  if (!all.has(id)) {
    throw awsError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`);
  }
}

/**
 * Source: the words in getmoto/moto#1980. Assumption: whatever else is wrong with a request is told
 * before.
 */
function refuseDryRun({ DryRun = false }: { readonly DryRun?: boolean | undefined }): void {
  if (!DryRun) return;
  throw awsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}
