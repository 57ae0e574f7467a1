import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { changeClasses, sumClasses } from '../../../../../lib/findings/compare';
import type { JudgedCounts } from '../../../../../lib/findings/judged';
import { groupings, type Show } from '../../../../../lib/findings/view';
import { classNames, describeSuppressed } from '../../../../../lib/findings/view-words';
import { formatNumber } from '../../../../../lib/words';
import type { ChangeShow } from './use-show';

interface ShortcutsProps {
  readonly show: Show;
  /** What fits the filters, in the unit of the rows. */
  readonly fitting: JudgedCounts;
  readonly onChange: ChangeShow;
}

/** The classes with their counts, what the rows are grouped by, and whether suppressed ones are shown. */
export function Shortcuts({ show, fitting, onChange }: ShortcutsProps) {
  const { counted, suppressed } = fitting;
  const [only, second] = show.classes;
  const selected = second === undefined ? (only ?? 'all') : null;
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <SegmentedControl
        label="Change"
        selectedId={selected}
        options={[
          { id: 'all', text: `All ${countText(sumClasses(counted), sumClasses(suppressed))}` },
          ...changeClasses.map((id) => ({
            id,
            text: `${classNames[id]} ${countText(counted[id], suppressed[id])}`,
          })),
        ]}
        onChange={({ detail }) => {
          const classes = changeClasses.filter((each) => each === detail.selectedId);
          onChange((now) => ({ ...now, classes }));
        }}
      />
      <SegmentedControl
        label="Group by"
        selectedId={show.group}
        options={[
          { id: 'vulnerability', text: 'By vulnerability' },
          { id: 'package', text: 'By package' },
        ]}
        onChange={({ detail }) => {
          const group = groupings.find((each) => each === detail.selectedId);
          if (group) onChange((now) => ({ ...now, group }));
        }}
      />
      <Toggle
        checked={show.suppressed}
        onChange={({ detail }) => onChange((now) => ({ ...now, suppressed: detail.checked }))}
      >
        Show suppressed
      </Toggle>
    </SpaceBetween>
  );
}

/** A count that says what is not in it: `12 + 3 suppressed`. */
function countText(counted: number, suppressed: number): string {
  return `${formatNumber(counted)}${describeSuppressed(suppressed)}`;
}
