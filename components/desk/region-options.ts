import type { SelectProps } from '@cloudscape-design/components/select';
import { regions, type Region } from '../../lib/aws/regions';
import type { Partition } from '../../lib/scope';
import { describeRegion, partitionNames } from './words';

/** A Region as an option, with its name and its code. */
export function regionOption({ code }: Region): SelectProps.Option {
  return { value: code, label: describeRegion(code) };
}

/** The Regions of a partition that have AppStream. */
export function appStreamOptions(partition: Partition): readonly SelectProps.Option[] {
  return regions.filter((each) => each.partition === partition && each.appstream).map(regionOption);
}

/** All Regions, by partition. */
export function groupedOptions(partitions: readonly Partition[]): SelectProps.Options {
  return partitions.map((partition) => ({
    label: partitionNames[partition],
    options: regions.filter((each) => each.partition === partition).map(regionOption),
  }));
}
