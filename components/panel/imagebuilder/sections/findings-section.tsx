import type { FindingCounts, FindingsPage } from '../../../../lib/builds/build';
import { Button } from '../../../light/button';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import type { SectionProps } from '../section-props';

interface FindingsSectionProps extends SectionProps {
  readonly counts: Reading<FindingCounts | null>;
  readonly findings: Reading<FindingsPage>;
  readonly onOpen: () => void;
  readonly onMore: () => void;
}

export function FindingsSection({ counts, findings, onOpen, onMore, goOn }: FindingsSectionProps) {
  return (
    <Section title="Security findings">
      <details onToggle={({ currentTarget }) => currentTarget.open && onOpen()}>
        <summary>Findings</summary>
      </details>
      <p>{counts.held?.value?.all}</p>
      <ReadingView reading={findings} waiting="Reading findings" goOn={goOn}>
        {({ findings: all }) => <p>{all.map(({ id }) => id).join()}</p>}
      </ReadingView>
      <Button onClick={onMore}>Show more</Button>
    </Section>
  );
}
