import type { LaunchPermission, ModifyImageAttributeRequest } from '@aws-sdk/client-ec2';
import { awsError } from '../errors';
import type { Region } from '../world';
import { hasDefaultKey, isEncrypted, isPublic } from './amis';
import type { AmiRecord } from './records';

/** Public AMIs of one account in a Region. Source: iterative/studio-selfhosted#90. */
const publicQuota = 5;

/** What a request wants changed about who may launch an AMI. */
export interface LaunchChanges {
  readonly add: readonly LaunchPermission[];
  readonly remove: readonly LaunchPermission[];
}

/** Reads the changes out of either form of a request; nothing when it is about something else. */
export function launchChangesOf(input: ModifyImageAttributeRequest): LaunchChanges | undefined {
  const { LaunchPermission: permission } = input;
  if (permission) return { add: permission.Add ?? [], remove: permission.Remove ?? [] };
  if (input.Attribute !== 'launchPermission' || input.OperationType === undefined) return undefined;
  const listed: readonly LaunchPermission[] = [
    ...(input.UserIds ?? []).map((UserId) => ({ UserId })),
    ...(input.UserGroups ?? []).map((group) => ({ Group: groupOf(group) })),
    ...(input.OrganizationArns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(input.OrganizationalUnitArns ?? []).map((OrganizationalUnitArn) => ({
      OrganizationalUnitArn,
    })),
  ];
  return input.OperationType === 'add' ? { add: listed, remove: [] } : { add: [], remove: listed };
}

/**
 * Gives what makes the changes, once all of them were found possible: AWS makes all or none.
 *
 * Assumptions: any twelve digits are an account, and any well-formed ARN an organization or a unit,
 * of whomever; what is there already may be added and what is not there removed. An AMI whose last
 * launch permission goes stays as it is, and is its owner's alone again; neither instances that run
 * from it nor copies that others made are touched.
 */
export function changeLaunchPermissions(
  region: Region,
  ami: AmiRecord,
  { add, remove }: LaunchChanges,
): () => void {
  for (const permission of [...add, ...remove]) requireWellFormed(permission);
  if (add.length > 0) requireShareable(ami);
  if (add.some(({ Group }) => Group === 'all')) requirePublishable(region, ami);
  return () => {
    for (const permission of add) each(ami, permission, (set, value) => set.add(value));
    for (const permission of remove) each(ami, permission, (set, value) => set.delete(value));
  };
}

function each(
  { launchPermissions }: AmiRecord,
  { UserId, Group, OrganizationArn, OrganizationalUnitArn }: LaunchPermission,
  change: (set: Set<string>, value: string) => void,
): void {
  const { userIds, groups, organizationArns, organizationalUnitArns } = launchPermissions;
  if (UserId !== undefined) change(userIds, UserId);
  if (Group !== undefined) change(groups, Group);
  if (OrganizationArn !== undefined) change(organizationArns, OrganizationArn);
  if (OrganizationalUnitArn !== undefined) change(organizationalUnitArns, OrganizationalUnitArn);
}

/** Source: the words in hashicorp/packer#1068. */
function groupOf(group: string): 'all' {
  if (group === 'all') return group;
  throw invalidItem(group, 'UserGroup');
}

/**
 * Source: the words in kenzanlabs/spinnaker-terraform#29 for accounts. Assumption: they are alike
 * for organizations and units.
 */
function requireWellFormed(permission: LaunchPermission): void {
  const { UserId, OrganizationArn, OrganizationalUnitArn } = permission;
  if (UserId !== undefined && !/^\d{12}$/u.test(UserId)) throw invalidItem(UserId, 'userId');
  const organization = /^arn:[a-z-]+:organizations::\d{12}:organization\/o-[a-z0-9]+$/u;
  if (OrganizationArn !== undefined && !organization.test(OrganizationArn)) {
    throw invalidItem(OrganizationArn, 'organizationArn');
  }
  const unit = /^arn:[a-z-]+:organizations::\d{12}:ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+$/u;
  if (OrganizationalUnitArn !== undefined && !unit.test(OrganizationalUnitArn)) {
    throw invalidItem(OrganizationalUnitArn, 'organizationalUnitArn');
  }
}

/** Source: the words in hashicorp/packer#7410. */
function requireShareable(ami: AmiRecord): void {
  if (!hasDefaultKey(ami)) return;
  throw awsError(
    'InvalidParameter',
    'Snapshots encrypted with the AWS Managed CMK can’t be shared. Specify another snapshot.',
  );
}

/**
 * Source: "Make your AMI publicly available" of the EC2 User Guide for encrypted volumes, the words
 * in iterative/studio-selfhosted#90 for the quota. Assumption: the words for encrypted volumes.
 */
function requirePublishable(region: Region, ami: AmiRecord): void {
  if (isEncrypted(ami)) {
    throw awsError('InvalidParameter', 'Images with encrypted snapshots cannot be made public.');
  }
  if (isPublic(ami)) return;
  const others = [...region.amis.values()].filter(
    (other) => other.OwnerId === ami.OwnerId && isPublic(other),
  );
  if (others.length < publicQuota) return;
  throw awsError(
    'ResourceLimitExceeded',
    `You have reached your quota of ${publicQuota} for the number of public images allowed in this Region. Deregister unused public images or make them private, or request an increase in your public AMIs quota.`,
  );
}

function invalidItem(value: string, item: string) {
  return awsError(
    'InvalidAMIAttributeItemValue',
    `Invalid attribute item value "${value}" for ${item} item type.`,
  );
}
