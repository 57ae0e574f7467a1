import type { SelectProps } from '@cloudscape-design/components/select';
import { isServed, regions, type Region, type ServicePrefix } from '../../lib/aws/regions';
import type { Partition } from '../../lib/scope';
import { describeRegion, partitionNames } from './words';

/** A Region as an option, with its name and its code. */
export function regionOption({ code }: Region): SelectProps.Option {
  return { value: code, label: describeRegion(code) };
}

/** The Regions of a partition that have a service. */
export function servedOptions(
  partition: Partition,
  service: ServicePrefix,
): readonly SelectProps.Option[] {
  return regions
    .filter((each) => each.partition === partition && isServed(service, each.code))
    .map(regionOption);
}

/** The Regions of a partition that have AppStream. */
export function appStreamOptions(partition: Partition): readonly SelectProps.Option[] {
  return servedOptions(partition, 'appstream2');
}

/** All Regions, by partition. */
export function groupedOptions(partitions: readonly Partition[]): SelectProps.Options {
  return partitions.map((partition) => ({
    label: partitionNames[partition],
    options: regions.filter((each) => each.partition === partition).map(regionOption),
  }));
}
