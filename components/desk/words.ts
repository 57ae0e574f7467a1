import { findRegion } from '../../lib/aws/regions';
import type { Partition, RegionCode } from '../../lib/scope';

/** A Region with its name: `Europe (Ireland) eu-west-1`. */
export function describeRegion(code: RegionCode): string {
  const region = findRegion(code);
  return region ? `${region.name} ${code}` : code;
}

/** The partitions as people call them. */
export const partitionNames: Readonly<Record<Partition, string>> = {
  aws: 'AWS',
  'aws-us-gov': 'AWS GovCloud (US)',
  'aws-cn': 'AWS China',
};
