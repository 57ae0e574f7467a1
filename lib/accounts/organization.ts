import type { AccountId } from '../scope';

/** An account of an AWS organization. */
export interface MemberAccount {
  readonly account: AccountId;
  /** What the organization calls it; empty when AWS does not say. */
  readonly name: string;
  /** AWS's state, such as `ACTIVE` or `SUSPENDED`. */
  readonly state: string;
  /** The id of the unit or root that it is in, where AWS tells. */
  readonly unit?: string;
}

/** The root of an organization, or one of its organizational units. */
export interface OrganizationUnit {
  /** `r-…` or `ou-…`. */
  readonly id: string;
  readonly name: string;
  /** The id of the unit or root that it is in; the root is in none. */
  readonly parent?: string;
  /** The names of the units from below the root down to this one; none for the root. */
  readonly path: readonly string[];
}
