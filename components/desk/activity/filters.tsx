import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import { kindNames } from '../../../lib/activity/describe';
import { activityKinds } from '../../../lib/activity/entry';
import type { AccountId } from '../../../lib/scope';
import type { ActivityFilter } from './model';

const anyKind = { value: '', label: 'All kinds' };
const anyAccount = { value: '', label: 'All accounts' };

/** Which part of the log is shown. */
export function Filters(props: {
  readonly filter: ActivityFilter;
  /** Every account that the log names. */
  readonly accounts: readonly AccountId[];
  readonly count: string;
  readonly onChange: (filter: ActivityFilter) => void;
}) {
  const { filter, accounts, count, onChange } = props;
  const kinds = [
    anyKind,
    ...activityKinds.map((kind) => ({ value: kind, label: kindNames[kind] })),
  ];
  const places = [anyAccount, ...accounts.map((account) => ({ value: account, label: account }))];
  return (
    <div class="desk-filters">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find activity"
        filteringAriaLabel="Find activity"
        countText={count}
        onChange={({ detail }) => onChange({ ...filter, text: detail.filteringText })}
      />
      <Select
        ariaLabel="Kind"
        options={kinds}
        selectedOption={kinds.find(({ value }) => value === filter.kind) ?? anyKind}
        onChange={({ detail }) =>
          onChange({
            ...filter,
            kind: activityKinds.find((kind) => kind === detail.selectedOption.value),
          })
        }
      />
      <Select
        ariaLabel="Account"
        options={places}
        selectedOption={places.find(({ value }) => value === filter.account) ?? anyAccount}
        onChange={({ detail }) =>
          onChange({ ...filter, account: detail.selectedOption.value || undefined })
        }
      />
    </div>
  );
}
