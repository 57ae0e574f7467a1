import type {
  ResourceShare,
  ResourceShareAssociation,
  ResourceShareAssociationType,
} from '@aws-sdk/client-ram';
import { arnsAround, organizationOf } from '../organization';
import { hexOf } from '../secrets';
import type { Region, World } from '../world';
import type { ResourceShareRecord } from './records';

/**
 * Adds a resource share, active and of the standard kind unless told otherwise. `CREATED_FROM_POLICY`
 * is what RAM makes of a resource policy by itself.
 */
export function addResourceShare(
  region: Region,
  owner: string,
  details: Partial<
    Omit<ResourceShareRecord, 'owner' | 'owningAccountId' | 'resourceArns' | 'principals'>
  > & {
    readonly name: string;
    readonly resourceArns?: readonly string[];
    readonly principals?: readonly string[];
  },
): ResourceShareRecord {
  const { resourceArns = [], principals = [], ...fields } = details;
  const id = uuidOf(`${region.name}/${owner}/${region.resourceShares.size}`);
  const share: ResourceShareRecord = {
    resourceShareArn: `arn:${region.partition}:ram:${region.name}:${owner}:resource-share/${id}`,
    allowExternalPrincipals: true,
    status: 'ACTIVE',
    featureSet: 'STANDARD',
    ...fields,
    owningAccountId: owner,
    owner,
    resourceArns: new Set(resourceArns),
    principals: new Set(principals),
  };
  region.resourceShares.set(share.resourceShareArn, share);
  return share;
}

/** Tells whether two accounts are in the same organization. */
export function isInside(world: World, account: string, owner: string): boolean {
  const organization = organizationOf(world, owner);
  return organization?.members.has(account) ?? false;
}

/**
 * Tells whether a principal, an account id or the ARN of an organization or a unit, is outside of
 * the organization of a share's owner.
 *
 * The model's documentation of `external` says that true stands for the same organization, in the
 * face of its name; the examples of the CLI have false for such principals, and so has the fake.
 */
export function isExternal(world: World, owner: string, principal: string): boolean {
  const organization = organizationOf(world, owner);
  if (!principal.startsWith('arn:')) return !isInside(world, principal, owner);
  return organization === undefined || principal.split('/')[1] !== organization.id;
}

/**
 * Tells whether an account sees a share of another one. Source: the documentation of `featureSet`:
 * shares that were made of a policy are seen by their owner alone, until they are promoted.
 */
export function isSharedTo(world: World, share: ResourceShareRecord, account: string): boolean {
  const names = [account, ...arnsAround(world, account)];
  return (
    share.owner !== account &&
    share.status === 'ACTIVE' &&
    share.featureSet === 'STANDARD' &&
    names.some((name) => share.principals.has(name))
  );
}

/** Gives a share as RAM tells it. */
export function shareOf(record: ResourceShareRecord): ResourceShare {
  const { owner: _, resourceArns: __, principals: ___, ...share } = record;
  return share;
}

/** Gives what binds a resource or a principal to a share. */
export function associationOf(
  world: World,
  share: ResourceShareRecord,
  associationType: ResourceShareAssociationType,
  associatedEntity: string,
  status: 'ASSOCIATED' | 'DISASSOCIATED',
): ResourceShareAssociation {
  const { resourceShareArn, name, owner, creationTime, lastUpdatedTime } = share;
  return {
    resourceShareArn,
    resourceShareName: name,
    associatedEntity,
    associationType,
    status,
    creationTime,
    lastUpdatedTime,
    external: associationType === 'PRINCIPAL' && isExternal(world, owner, associatedEntity),
  };
}

function uuidOf(seed: string): string {
  return hexOf(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}
