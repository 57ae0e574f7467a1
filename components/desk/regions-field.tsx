import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { findRegion } from '../../lib/aws/regions';
import type { Partition, RegionCode } from '../../lib/scope';
import { appStreamOptions, regionOption } from './region-options';
import { describeRegion } from './words';

interface RegionsFieldProps {
  readonly partition: Partition;
  readonly regions: readonly RegionCode[];
  readonly description?: string;
  /** What is wrong with them, in one sentence. */
  readonly error?: string | undefined;
  readonly onPick: (regions: readonly RegionCode[]) => void;
}

/** The Regions of something about images, to be picked. */
export function RegionsField(props: RegionsFieldProps) {
  const { partition, regions, description, error = '', onPick } = props;
  return (
    <FormField
      label="Regions"
      errorText={error}
      {...(description !== undefined && { description })}
    >
      <Multiselect
        selectedOptions={regions.map((code) => {
          const region = findRegion(code);
          return region ? regionOption(region) : { value: code, label: describeRegion(code) };
        })}
        options={appStreamOptions(partition)}
        filteringType="auto"
        filteringAriaLabel="Find Regions"
        placeholder="Pick Regions"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) =>
          onPick(detail.selectedOptions.flatMap(({ value }) => value ?? []))
        }
      />
    </FormField>
  );
}

/** What is wrong with the Regions in which images are looked for, in one sentence. */
export function regionsError(regions: readonly RegionCode[]): string | undefined {
  return regions.length === 0 ? 'Pick a Region.' : undefined;
}
