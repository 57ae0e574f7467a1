import type { AccountScope, RegionCode } from '../scope';

/**
 * Who held credentials are, without any of the secret. Times are epoch milliseconds.
 */
export interface Identity extends AccountScope {
  readonly arn: string;
  /** The Region in which the identity was asked for, and whose hosts were allowed first. */
  readonly region: RegionCode;
  /** The last four characters of the access key id. */
  readonly keyIdEnding: string;
  /** Long-term keys have no session token and do not expire by themselves. */
  readonly longTerm: boolean;
  readonly expiresAt?: number;
  readonly addedAt: number;
}

/**
 * The role or user of an identity in words: `Administrator (role)`, `alice (user)`, `root`.
 * Identity Center roles are shown by their permission set.
 * Source of the ARN forms: IAM, "IAM identifiers".
 */
export function describePrincipal(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  const [type = '', name = ''] = resource.split('/');
  if (type === 'assumed-role') {
    const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]+$/.exec(name)?.[1];
    return permissionSet ? `${permissionSet} (Identity Center)` : `${name} (role)`;
  }
  if (type === 'user') return `${resource.split('/').at(-1) ?? name} (user)`;
  return resource;
}

/** Whether an identity's credentials have expired at a time. */
export function hasExpired({ expiresAt }: Pick<Identity, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
