import { hexOf } from './secrets';
import type { World } from './world';
import { regionOf } from './world';

/** What a person is assigned to becomes a role session with these. */
export interface PermissionSet {
  readonly name: string;
  /** Seconds that a role session lasts: 3600 to 43200. */
  sessionDuration: number;
  /** IAM actions that are refused to its sessions, also to those that are open. */
  readonly deniedActions: Set<string>;
}

/** What one account is to a person: what the access portal shows, and the roles. */
export interface Assignment {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
  /** Names of permission sets, which the portal calls roles. */
  readonly roleNames: Set<string>;
}

/** Somebody who signs in at the access portal. */
export interface PortalUser {
  readonly name: string;
  /** By account id. */
  readonly assignments: Map<string, Assignment>;
}

/** An instance of IAM Identity Center. */
export interface IdentityCenter {
  readonly startUrl: string;
  /** The one Region that it lives in: the other Regions do not know its sessions. */
  readonly region: string;
  readonly users: Map<string, PortalUser>;
  readonly permissionSets: Map<string, PermissionSet>;
  /** Seconds that an access token lasts. */
  sessionDuration: number;
  /** Seconds that a client has to wait between two polls. */
  interval: number;
}

/** A client that was registered in a Region. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly region: string;
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** What became of a device code. */
export type Decision =
  | { readonly kind: 'pending' }
  | { readonly kind: 'approved'; readonly user: PortalUser }
  | { readonly kind: 'denied' }
  | { readonly kind: 'used' };

/** A device that waits for a person to confirm its code. */
export interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly client: Client;
  readonly center: IdentityCenter;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Seconds between two polls; longer once it was told to slow down. */
  interval: number;
  /** Epoch milliseconds. */
  polledAt: number | undefined;
  decision: Decision;
}

/** Somebody who is signed in at the portal. */
export interface PortalSession {
  readonly center: IdentityCenter;
  readonly user: PortalUser;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Every sign-in that is known or under way. */
export interface SignIns {
  /** By client id. */
  readonly clients: Map<string, Client>;
  /** By device code. */
  readonly devices: Map<string, Device>;
  /** By access token. */
  readonly sessions: Map<string, PortalSession>;
}

/**
 * Adds an instance of IAM Identity Center that nobody is assigned in. An access token lasts eight
 * hours and a client polls every second unless told otherwise, as with AWS.
 * Throws when the world has no such Region.
 */
export function addIdentityCenter(
  world: World,
  details: {
    readonly startUrl: string;
    readonly region: string;
    readonly sessionDuration?: number;
    readonly interval?: number;
  },
): IdentityCenter {
  const center: IdentityCenter = {
    startUrl: details.startUrl,
    region: regionOf(world, details.region).name,
    users: new Map(),
    permissionSets: new Map(),
    sessionDuration: details.sessionDuration ?? 8 * 3600,
    interval: details.interval ?? 1,
  };
  world.identityCenters.set(center.startUrl, center);
  return center;
}

/** Adds a permission set; a role session of it lasts an hour unless told otherwise. */
export function addPermissionSet(
  center: IdentityCenter,
  details: {
    readonly name: string;
    readonly sessionDuration?: number;
    readonly deniedActions?: readonly string[];
  },
): PermissionSet {
  const permissionSet: PermissionSet = {
    name: details.name,
    sessionDuration: details.sessionDuration ?? 3600,
    deniedActions: new Set(details.deniedActions),
  };
  center.permissionSets.set(permissionSet.name, permissionSet);
  return permissionSet;
}

/**
 * Adds somebody, with what they are assigned to. The first who is added is the one who sits before
 * the browser, unless a test says who.
 */
export function addPortalUser(
  center: IdentityCenter,
  name: string,
  assignments: readonly (Omit<Assignment, 'roleNames'> & {
    readonly roleNames: readonly string[];
  })[],
): PortalUser {
  const user: PortalUser = {
    name,
    assignments: new Map(
      assignments.map((each) => [each.accountId, { ...each, roleNames: new Set(each.roleNames) }]),
    ),
  };
  center.users.set(name, user);
  return user;
}

/**
 * Gives the name of the IAM role that a permission set becomes in an account.
 * Source: "Referencing permission sets in resource policies" of the IAM Identity Center User Guide:
 * the name ends in a suffix that differs by account; it is 16 hexadecimal digits.
 */
export function reservedRoleName(accountId: string, permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_${hexOf(`${accountId}/${permissionSet}`, 16)}`;
}

/**
 * Lets a person press Allow for a code: the first user of the instance, or the one named. Throws
 * when AWS would not let them: there is no such code, it has expired, or it is decided.
 */
export function approve(world: World, userCode: string, userName?: string): void {
  const failed = decide(world, userCode, 'approve', userName);
  if (failed !== undefined) throw new Error(`${userCode}: ${failed}`);
}

/** Lets a person press Deny for a code; throws like {@link approve}. */
export function deny(world: World, userCode: string): void {
  const failed = decide(world, userCode, 'deny');
  if (failed !== undefined) throw new Error(`${userCode}: ${failed}`);
}

/** What the verification page says of a code that it does not accept. */
export type Refusal = 'Invalid code' | 'Invalid grant provided';

/**
 * Decides on a code, or tells why not.
 *
 * A code that was given in another Region than the instance's opens the page, and pressing Allow
 * there fails: the device is never told, and waits until the code expires.
 * Source: aws/aws-cli#5058 and fwdcloudsec/granted#385.
 */
export function decide(
  world: World,
  userCode: string,
  choice: 'approve' | 'deny',
  userName?: string,
): Refusal | undefined {
  const device = deviceOf(world, userCode);
  if (!device) return 'Invalid code';
  if (device.client.region !== device.center.region) return 'Invalid grant provided';
  if (choice === 'deny') {
    device.decision = { kind: 'denied' };
    return undefined;
  }
  const { users } = device.center;
  const user = userName === undefined ? [...users.values()][0] : users.get(userName);
  if (!user) throw new Error(`${device.center.startUrl} has no user ${userName ?? ''}`);
  device.decision = { kind: 'approved', user };
  return undefined;
}

/** Gives the device that waits for a code to be decided; nothing when there is none, or no more. */
export function deviceOf(world: World, userCode: string): Device | undefined {
  return [...world.signIns.devices.values()].find(
    (device) =>
      device.userCode === userCode &&
      device.decision.kind === 'pending' &&
      device.expiresAt > world.now(),
  );
}
