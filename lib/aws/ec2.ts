import type { SourceAmi } from '../lifecycle/ami';
import { present } from '../present';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import { flagIn, hasMembers, listIn, memberIn, textIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** An AMI, as far as sharing it and importing it need to know. */
export interface Ami extends SourceAmi {
  /** The snapshots that are encrypted. */
  readonly encryptedSnapshots: readonly string[];
  readonly snapshots: readonly string[];
}

/** AMIs by their ids. One that is not there, or that the account may not see, is left out. */
export function findAmis(ec2: Service, images: readonly string[]): Promise<Result<readonly Ami[]>> {
  // By filter, as one id that is not there would fail them all.
  return describeAmis(ec2, [{ Name: 'image-id', Value: images }]);
}

/** The AMI of a name that belongs to an account, if the account that asks may see it. */
export async function findAmiByName(
  ec2: Service,
  name: string,
  owner: AccountId,
): Promise<Result<Ami | undefined>> {
  const found = await describeAmis(ec2, [
    { Name: 'name', Value: [name] },
    { Name: 'owner-id', Value: [owner] },
  ]);
  // In a filter some characters stand for others.
  return found.ok ? ok(found.value.find((ami) => ami.name === name)) : found;
}

function describeAmis(
  ec2: Service,
  filters: readonly { readonly Name: string; readonly Value: readonly string[] }[],
): Promise<Result<readonly Ami[]>> {
  return collectPages((token) =>
    ec2.run({
      facts: { action: 'ec2:DescribeImages', what: 'The AMI' },
      operation: 'DescribeImages',
      input: {
        Filter: filters,
        IncludeDeprecated: true,
        IncludeDisabled: true,
        ...(token !== undefined && { NextToken: token }),
      },
      read: (answer) =>
        hasMembers(answer)
          ? {
              items: listIn(answer, 'imagesSet').flatMap(toAmi),
              nextToken: textIn(answer, 'nextToken'),
            }
          : undefined,
    }),
  );
}

/** The keys that encrypted snapshots are encrypted with, by snapshot, where that is told. */
export async function keysOfSnapshots(
  ec2: Service,
  snapshots: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const found = await collectPages((token) =>
    ec2.run({
      facts: { action: 'ec2:DescribeSnapshots', what: 'The snapshot' },
      operation: 'DescribeSnapshots',
      input: {
        Filter: [{ Name: 'snapshot-id', Value: snapshots }],
        ...(token !== undefined && { NextToken: token }),
      },
      read: (answer) =>
        hasMembers(answer)
          ? {
              items: listIn(answer, 'snapshotSet').flatMap((wire) => {
                const [id, key] = [textIn(wire, 'snapshotId'), textIn(wire, 'kmsKeyId')];
                return id === undefined || key === undefined ? [] : [[id, key] as const];
              }),
              nextToken: textIn(answer, 'nextToken'),
            }
          : undefined,
    }),
  );
  return found.ok ? ok(new Map(found.value)) : found;
}

/** Who may launch an own AMI: account ids, `all`, and ARNs of organizations and units. */
export function launchPermissionsOf(
  ec2: Service,
  image: string,
): Promise<Result<readonly string[]>> {
  return ec2.run({
    facts: { action: 'ec2:DescribeImageAttribute', what: `AMI ${image}` },
    operation: 'DescribeImageAttribute',
    input: { ImageId: image, Attribute: 'launchPermission' },
    read: (answer) =>
      hasMembers(answer)
        ? listIn(answer, 'launchPermission').flatMap((wire) =>
            ['userId', 'group', 'organizationArn', 'organizationalUnitArn'].flatMap(
              (member) => textIn(wire, member) ?? [],
            ),
          )
        : undefined,
  });
}

/** Lets a principal launch an own AMI, or takes that away. */
export async function setLaunchPermission(
  ec2: Service,
  image: string,
  principal: string,
  allowed: boolean,
): Promise<Result<null>> {
  const permission = permissionOf(principal);
  if (!permission) return failed({ kind: 'refused', detail: `${principal} is nobody to EC2.` });
  return ec2.change({
    facts: {
      action: 'ec2:ModifyImageAttribute',
      what: `AMI ${image}`,
      change: {
        target: `AMI ${image}, launch permission of ${principal}`,
        before: !allowed,
        after: allowed,
      },
    },
    operation: 'ModifyImageAttribute',
    input: {
      ImageId: image,
      LaunchPermission: { [allowed ? 'Add' : 'Remove']: [permission] },
    },
    read: (answer) => (hasMembers(answer) ? null : undefined),
  });
}

/** A principal by the member that EC2 has for its kind. */
function permissionOf(principal: string): Readonly<Record<string, string>> | undefined {
  if (/^\d{12}$/.test(principal)) return { UserId: principal };
  if (principal === 'all') return { Group: principal };
  if (/^arn:[^:]+:organizations::\d{12}:organization\//.test(principal)) {
    return { OrganizationArn: principal };
  }
  if (/^arn:[^:]+:organizations::\d{12}:ou\//.test(principal)) {
    return { OrganizationalUnitArn: principal };
  }
  return undefined;
}

function toAmi(wire: unknown): readonly Ami[] {
  const image = textIn(wire, 'imageId');
  if (image === undefined) return [];
  const volumes = listIn(wire, 'blockDeviceMapping').map((device) => memberIn(device, 'ebs'));
  const encrypted = volumes.filter((volume) => flagIn(volume, 'encrypted'));
  return [
    {
      image,
      ...present({
        name: textIn(wire, 'name'),
        owner: textIn(wire, 'imageOwnerId'),
        platform: textIn(wire, 'platformDetails'),
        architecture: textIn(wire, 'architecture'),
      }),
      state: textIn(wire, 'imageState') ?? 'unknown',
      encrypted: encrypted.length > 0,
      encryptedSnapshots: encrypted.flatMap(snapshotOf),
      snapshots: volumes.flatMap(snapshotOf),
    },
  ];
}

function snapshotOf(volume: unknown): string | readonly never[] {
  return textIn(volume, 'snapshotId') ?? [];
}
