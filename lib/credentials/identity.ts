import type { AccountScope, RegionCode } from '../scope';

/** Where held credentials come from. */
export type CredentialSource =
  | { readonly kind: 'pasted' }
  /** A role that was assumed with the credentials of `via`. */
  | {
      readonly kind: 'role';
      readonly via: AccountScope & { readonly arn: string };
      readonly renewable: boolean;
    }
  | { readonly kind: 'identity-center'; readonly startUrl: string };

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
  /** When AWS stops accepting them, as far as that is known. */
  readonly expiresAt?: number;
  readonly addedAt: number;
  /** When Image Desk lets go of them, whatever AWS says. */
  readonly heldUntil: number;
  readonly source: CredentialSource;
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

/** When an identity's credentials may no longer be used: AWS's time or ours, what is earlier. */
export function endOf({ expiresAt, heldUntil }: Pick<Identity, 'expiresAt' | 'heldUntil'>): number {
  return Math.min(expiresAt ?? heldUntil, heldUntil);
}

/** Whether an identity's credentials may no longer be used at a time. */
export function hasExpired(
  identity: Pick<Identity, 'expiresAt' | 'heldUntil'>,
  now: number,
): boolean {
  return endOf(identity) <= now;
}

/** Where credentials come from, in words: `Pasted`, `Role via 111122223333`. */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case 'pasted':
      return 'Pasted';
    case 'role':
      return `Role via ${source.via.account}${source.renewable ? ', renewed' : ''}`;
    case 'identity-center':
      return 'Identity Center';
  }
}
