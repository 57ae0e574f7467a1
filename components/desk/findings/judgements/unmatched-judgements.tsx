import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { JudgedComparison } from '../../../../lib/findings/judged';
import { judgementLine, type Judgement } from '../../../../lib/findings/judgement';
import { describeExpired, describeUnmatched } from '../../../../lib/findings/view-words';

/** The judgements that do nothing in a comparison: they match nothing, or have run out. */
export function UnmatchedJudgements({
  unmatched,
  expired,
}: Pick<JudgedComparison, 'unmatched' | 'expired'>) {
  if (unmatched.length === 0 && expired.length === 0) return null;
  return (
    <SpaceBetween size="s">
      {expired.length > 0 && (
        <Alert key="expired" type="warning" header={describeExpired(expired.length)}>
          <Named judgements={expired} />
        </Alert>
      )}
      {unmatched.length > 0 && (
        <Alert key="unmatched" type="info" header={describeUnmatched(unmatched.length)}>
          <Named judgements={unmatched} />
        </Alert>
      )}
    </SpaceBetween>
  );
}

function Named({ judgements }: { readonly judgements: readonly Judgement[] }) {
  return (
    <ExpandableSection headerText="Show the judgements">
      <ul class="desk-list">
        {judgements.map((each) => (
          <li key={each.id}>{judgementLine(each)}</li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
