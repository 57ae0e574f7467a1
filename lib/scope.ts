/** An AWS partition: a set of Regions with its own accounts, endpoints and console domain. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** An AWS account id: twelve digits. */
export type AccountId = string;

/** An AWS Region code, such as `eu-west-1`. */
export type RegionCode = string;

/** An account in its partition: what one set of credentials belongs to. */
export interface AccountScope {
  readonly partition: Partition;
  readonly account: AccountId;
}

/** Where an AWS call goes. Every call names one, and only that account's credentials can sign it. */
export interface Scope extends AccountScope {
  readonly region: RegionCode;
}

/** The pattern of an account id. The AppStream model takes any digits; the twelve is AWS's prose. */
export const accountIdPattern = /^\d{12}$/;

/** A stable text key for an account, for storage. */
export function accountKey({ partition, account }: AccountScope): string {
  return `${partition}/${account}`;
}

/** A stable text key for a scope, for storage. */
export function scopeKey(scope: Scope): string {
  return `${accountKey(scope)}/${scope.region}`;
}

/** Whether two scopes name the same account and Region. */
export function sameScope(a: Scope, b: Scope): boolean {
  return scopeKey(a) === scopeKey(b);
}
