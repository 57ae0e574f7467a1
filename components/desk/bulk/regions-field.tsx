import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { findRegion } from '../../../lib/aws/regions';
import type { Partition, RegionCode } from '../../../lib/scope';
import { appStreamOptions, regionOption } from '../region-options';
import { describeRegion } from '../words';

interface RegionsFieldProps {
  readonly partition: Partition;
  readonly regions: readonly RegionCode[];
  readonly onPick: (regions: readonly RegionCode[]) => void;
}

/** The Regions in which images are looked for, to be picked. */
export function RegionsField({ partition, regions, onPick }: RegionsFieldProps) {
  return (
    <FormField label="Regions" errorText={regions.length === 0 ? 'Pick a Region.' : ''}>
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
