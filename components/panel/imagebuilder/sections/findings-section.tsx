import type { FindingCounts, FindingsPage } from '../../../../lib/builds/build';
import { Button } from '../../../light/button';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import type { SectionProps } from '../section-props';

interface FindingsSectionProps extends SectionProps {
  readonly counts: Reading<FindingCounts | null>;
  readonly page: Reading<FindingsPage>;
  readonly onMore: () => void;
}

export function FindingsSection({ counts, page, onMore, goOn }: FindingsSectionProps) {
  return (
    <Section title="Security findings">
      <p>{counts.held?.value?.all}</p>
      <ReadingView reading={page} waiting="Reading findings" goOn={goOn}>
        {({ findings }) => <p>{findings.map(({ id }) => id).join()}</p>}
      </ReadingView>
      <Button onClick={onMore}>Show more</Button>
    </Section>
  );
}
