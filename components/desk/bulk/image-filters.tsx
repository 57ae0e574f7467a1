import Button from '@cloudscape-design/components/button';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import { describePlatform, describeState } from '../../../lib/images/describe';
import type { ImageFilter } from '../../../lib/images/select';
import { ProblemAlert } from '../problem-alert';
import type { ImagePicker } from './images-model';

/** What narrows the list of images down. */
export function ImageFilters({ picker }: { readonly picker: ImagePicker }) {
  const filter = picker.filter.value;
  const { platforms, states, tags } = picker.choices.value;
  const narrowed = Object.values(filter).some((part) => part !== '');
  const shown = picker.shown.value.length;
  return (
    <SpaceBetween size="xs">
      <div key="fields" class="desk-image-filters">
        <TextFilter
          filteringText={filter.text}
          filteringPlaceholder="Find images, or a pattern such as office-*"
          filteringAriaLabel="Find images"
          countText={narrowed ? `${shown} of ${picker.images.value.length} images` : ''}
          onChange={({ detail }) => picker.setFilter({ text: detail.filteringText })}
        />
        <Choice
          picker={picker}
          part="platform"
          label="Platform"
          all="Any platform"
          options={platforms.map((value) => ({ value, label: describePlatform(value) }))}
        />
        <Choice
          picker={picker}
          part="state"
          label="State"
          all="Any state"
          options={states.map((value) => ({ value, label: describeState(value) }))}
        />
        {tags.length > 0 && (
          <Choice
            key="tag"
            picker={picker}
            part="tag"
            label="Tag"
            all="Any tag"
            options={tags.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      <TagReading key="tags" picker={picker} />
    </SpaceBetween>
  );
}

interface ChoiceProps {
  readonly picker: ImagePicker;
  readonly part: Exclude<keyof ImageFilter, 'text'>;
  readonly label: string;
  /** What it is called when it lets all through. */
  readonly all: string;
  readonly options: readonly SelectProps.Option[];
}

function Choice({ picker, part, label, all, options }: ChoiceProps) {
  const every = [{ value: '', label: all }, ...options];
  const set = picker.filter.value[part];
  return (
    <Select
      ariaLabel={label}
      selectedOption={every.find(({ value }) => value === set) ?? { value: set, label: set }}
      options={every}
      {...(options.length > 10 && { filteringType: 'auto', filteringAriaLabel: `Find a ${part}` })}
      onChange={({ detail }) => picker.setFilter({ [part]: detail.selectedOption.value ?? '' })}
    />
  );
}

/** The tags are read when they are asked for: AWS tells those of one image at a time. */
function TagReading({ picker }: { readonly picker: ImagePicker }) {
  const { tags } = picker;
  const progress = tags.progress.value;
  const problem = tags.problem.value;
  const unknown = picker.images.value.filter((image) => tags.of(image) === undefined);
  const read = () => void tags.read(picker.images.value);
  if (problem) {
    const [first] = unknown;
    const scope = first && { ...picker.account, region: first.region };
    return <ProblemAlert problem={problem} {...(scope && { scope })} onRetry={read} />;
  }
  if (progress) {
    return (
      <StatusIndicator type="loading">
        {`Reading the tags: ${progress.read} of ${progress.total} images`}
      </StatusIndicator>
    );
  }
  if (unknown.length === 0) return null;
  return (
    <Button variant="inline-link" onClick={read}>
      {unknown.length === picker.images.value.length
        ? 'Read the tags to filter by them'
        : `Read the tags of ${unknown.length} more`}
    </Button>
  );
}
