import { findRegion } from '../../lib/aws/regions';
import type { AccountNames } from '../../lib/accounts/alias';
import type { AccountId, Partition, RegionCode } from '../../lib/scope';

/** A Region with its name: `Europe (Ireland) eu-west-1`. */
export function describeRegion(code: RegionCode): string {
  const region = findRegion(code);
  return region ? `${region.name} ${code}` : code;
}

/** An account where only text fits, with its name if it has one: `Payments 111122223333`. */
export function describeAccount(account: AccountId, names: AccountNames): string {
  const known = names.get(account);
  return known ? `${known.name} ${account}` : account;
}

/** The partitions as people call them. */
export const partitionNames: Readonly<Record<Partition, string>> = {
  aws: 'AWS',
  'aws-us-gov': 'AWS GovCloud (US)',
  'aws-cn': 'AWS China',
};
