import type { AccountState } from '@aws-sdk/client-organizations';
import type { Partition, World } from './world';

/** The root of an organization, or a unit in it. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  /** The root is in nothing. */
  readonly parent?: string;
}

/** What an account is to its organization. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  state: AccountState;
  /** The id of the root or of a unit. */
  unit: string;
}

/** An organization of AWS Organizations. */
export interface Organization {
  readonly id: string;
  readonly partition: Partition;
  /** The account that pays for and manages the others. */
  readonly management: string;
  /** Accounts that may read the organization as the management account does. */
  readonly delegated: Set<string>;
  readonly root: Unit;
  /** By id, without the root. */
  readonly units: Map<string, Unit>;
  /** By account id, the management account among them. */
  readonly members: Map<string, Member>;
  /** Whether accounts and units are told with their paths, which AWS's older answers lack. */
  tellsPaths: boolean;
}

/** Adds an organization whose only account is the one that manages it. */
export function addOrganization(
  world: World,
  details: {
    readonly id: string;
    readonly management: string;
    readonly name: string;
    readonly partition?: Partition;
  },
): Organization {
  const { id, management, name, partition = 'aws' } = details;
  const root: Unit = { id: `r-${id.slice(2, 6)}`, name: 'Root' };
  const organization: Organization = {
    id,
    partition,
    management,
    delegated: new Set(),
    root,
    units: new Map(),
    members: new Map(),
    tellsPaths: true,
  };
  world.organizations.push(organization);
  addMember(organization, root, { id: management, name });
  return organization;
}

/** Adds a unit under another one, or under the root. The suffix makes its id. */
export function addUnit(
  organization: Organization,
  parent: Unit,
  name: string,
  suffix: string,
): Unit {
  const id = `ou-${organization.root.id.slice(2)}-${suffix}`;
  const unit: Unit = { id, name, parent: parent.id };
  organization.units.set(id, unit);
  return unit;
}

/** Adds an account to a unit or the root, active unless told otherwise. */
export function addMember(
  organization: Organization,
  unit: Unit,
  details: Pick<Member, 'id' | 'name'> & Partial<Pick<Member, 'state'>>,
): Member {
  const { id, name, state = 'ACTIVE' } = details;
  const member = { id, name, email: `aws-${id}@example.com`, state, unit: unit.id };
  organization.members.set(id, member);
  return member;
}

/** Finds the organization that an account is in. */
export function organizationOf(world: World, account: string): Organization | undefined {
  return world.organizations.find(({ members }) => members.has(account));
}

/** Finds the root or a unit by its id. */
export function findUnit({ root, units }: Organization, id: string): Unit | undefined {
  return id === root.id ? root : units.get(id);
}

/** Gives the ARN of an organization. */
export function organizationArn({ id, partition, management }: Organization): string {
  return `arn:${partition}:organizations::${management}:organization/${id}`;
}

/** Gives the ARN of a unit, which is not the root. */
export function unitArn({ id, partition, management }: Organization, unit: string): string {
  return `arn:${partition}:organizations::${management}:ou/${id}/${unit}`;
}

/**
 * Gives the ARNs by which an account is meant as one of many: its organization's and those of the
 * units that it is in, however deep. None for an account in no organization.
 */
export function arnsAround(world: World, account: string): readonly string[] {
  const organization = organizationOf(world, account);
  const member = organization?.members.get(account);
  if (!organization || !member) return [];
  const units = pathTo(organization, member.unit)
    .split('/')
    .filter((id) => organization.units.has(id));
  return [organizationArn(organization), ...units.map((id) => unitArn(organization, id))];
}

/** Where something in a unit is, as AWS writes it: `o-…/r-…/ou-…/`. */
export function pathTo(organization: Organization, unit: string): string {
  const found = findUnit(organization, unit);
  if (!found) throw new Error(`There is no unit ${unit} in ${organization.id}`);
  const above =
    found.parent === undefined ? `${organization.id}/` : pathTo(organization, found.parent);
  return `${above}${found.id}/`;
}
