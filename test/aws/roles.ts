import { canary, lettersOf, takeNumber } from './secrets';
import type { Account, Principal, World } from './world';

/** An IAM role, as far as it matters to those who assume it. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Such as `AROA...`: the first part of the user id of its sessions. */
  readonly id: string;
  /** Seconds that a session may last: 3600 to 43200. */
  maxSessionDuration: number;
  /** Who may assume it: account ids and ARNs of users, roles or sessions. */
  readonly trusts: Set<string>;
  /** What a caller must say beside its name; nothing when the role asks for none. */
  readonly externalId: string | undefined;
  readonly mfaRequired: boolean;
  /** IAM actions that are refused to its sessions, also to those that are open. */
  readonly deniedActions: Set<string>;
}

/** Credentials of a role session: with a token, and with an end. */
export type Session = Principal & { readonly sessionToken: string; expiresAt: number };

/** Adds a role that can be assumed, in the ways that its trust policy would say. */
export function addRole(
  account: Account,
  details: {
    readonly name: string;
    /** Seconds; AWS's default of an hour unless given. */
    readonly maxSessionDuration?: number;
    readonly trusts: readonly string[];
    readonly externalId?: string;
    readonly mfaRequired?: boolean;
    readonly deniedActions?: readonly string[];
  },
): Role {
  const { name } = details;
  const role: Role = {
    name,
    arn: `arn:${account.partition}:iam::${account.id}:role/${name}`,
    id: roleId(account, name),
    maxSessionDuration: details.maxSessionDuration ?? 3600,
    trusts: new Set(details.trusts),
    externalId: details.externalId,
    mfaRequired: details.mfaRequired ?? false,
    deniedActions: new Set(details.deniedActions),
  };
  account.roles.set(name, role);
  return role;
}

/**
 * Tells whether a role trusts a caller: by its account, by its own ARN, or, when it is a role
 * session, by the ARN of its role. Source: "AWS JSON policy elements: Principal" of the IAM User
 * Guide.
 */
export function trusts(role: Role, account: Account, principal: Principal): boolean {
  const { partition, id } = account;
  const ofSession = sessionRole(principal.arn);
  const names = [id, `arn:${partition}:iam::${id}:root`, principal.arn];
  if (ofSession !== undefined) names.push(`arn:${partition}:iam::${id}:role/${ofSession}`);
  return names.some((name) => role.trusts.has(name));
}

/** Gives the name of the role that a session's ARN tells; nothing when it is no session's. */
export function sessionRole(arn: string): string | undefined {
  return /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//u.exec(arn)?.[1];
}

/**
 * Opens a session of a role: credentials of the account that its signatures are accepted with until
 * they expire, in whole seconds as AWS counts. No two have the same, and a world that is made and
 * used in the same way issues the same again.
 */
export function openSession(
  world: World,
  account: Account,
  role: {
    readonly name: string;
    readonly sessionName: string;
    readonly seconds: number;
    readonly deniedActions: Set<string>;
  },
): Session {
  const number = takeNumber(world);
  const session: Session = {
    accessKeyId: `ASIA${lettersOf(`${account.id}/${role.name}/${number}`, 16)}`,
    secretAccessKey: canary('role/secret', number, 40),
    sessionToken: canary('role/token', number, 120),
    expiresAt: Math.floor(world.now() / 1000 + role.seconds) * 1000,
    arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${role.sessionName}`,
    userId: `${roleId(account, role.name)}:${role.sessionName}`,
    deniedActions: role.deniedActions,
    mfaDevices: new Map(),
  };
  account.principals.push(session);
  return session;
}

function roleId(account: Account, name: string): string {
  return `AROA${lettersOf(`${account.id}/role/${name}`, 17)}`;
}
