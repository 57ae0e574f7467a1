import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Concern } from '../../../lib/lifecycle/plan';
import { ConcernsTable } from './concerns-table';

/** How many are said one by one; more of them are a table. */
const mostAlerts = 3;

/** What AWS may refuse, and what else should be known before going on. */
export function Doubts({ doubts }: { readonly doubts: readonly Concern[] }) {
  if (doubts.length > mostAlerts) {
    return (
      <SpaceBetween size="s">
        <Alert key="alert" type="warning" header="Look at these before you go on.">
          AWS may refuse some of the changes, or the changes reach further than you may think.
        </Alert>
        <ConcernsTable
          key="table"
          concerns={doubts}
          heading="To be looked at"
          description="None of these keeps the plan from being carried out."
        />
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="s">
      {doubts.map(({ subject, region, refusal: { sentence } }) => (
        <Alert
          key={`${region}/${subject}/${sentence}`}
          type="warning"
          header={subject === region ? region : `${subject} (${region})`}
        >
          {sentence}
        </Alert>
      ))}
    </SpaceBetween>
  );
}
