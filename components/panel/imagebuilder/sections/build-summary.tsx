import type { FindingCounts } from '../../../../lib/builds/build';
import { describeBuildStatus } from '../../../../lib/builds/describe';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import type { SectionProps } from '../section-props';

interface BuildSummaryProps extends SectionProps {
  readonly counts: Reading<FindingCounts | null>;
}

export function BuildSummary({ build, counts }: BuildSummaryProps) {
  return (
    <Section title="Summary">
      {describeBuildStatus(build.status)} {counts.held?.value?.all}
    </Section>
  );
}
