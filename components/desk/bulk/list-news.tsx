import Alert from '@cloudscape-design/components/alert';
import Pagination from '@cloudscape-design/components/pagination';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import { explainRecipient } from '../../../lib/sharing/recipients';
import { describeTaken, type ListReading } from './recipients-model';
import { countOf } from '../../../lib/words';

const pageSize = 20;

/** What became of the list that was added last. */
export function ListNews({ reading }: { readonly reading: ListReading }) {
  return (
    <>
      {reading.state === 'reading' && (
        <ProgressBar
          label={`Reading ${reading.source}`}
          value={100 * reading.share}
          additionalInfo="Nothing of it is in the list yet."
        />
      )}
      <div role="status">
        {reading.state === 'taken' && (
          <StatusIndicator type="success" wrapText>
            {describeTaken(reading)}
          </StatusIndicator>
        )}
      </div>
      <div role="alert">
        {reading.state === 'unreadable' && (
          <Alert type="error" header={`${reading.source}: nothing was added.`}>
            {reading.sentence}
          </Alert>
        )}
        {reading.state === 'refused' && (
          // Another list begins at its first page.
          <Refused key={reading.source} {...reading} />
        )}
      </div>
    </>
  );
}

type RefusedReading = Extract<ListReading, { state: 'refused' }>;

function Refused({ source, problems }: RefusedReading) {
  const [asked, setAsked] = useState(1);
  const pages = Math.ceil(problems.length / pageSize);
  const page = Math.min(asked, pages);
  const shown = problems.slice((page - 1) * pageSize, page * pageSize);
  return (
    <Alert
      type="error"
      header={`${source}: nothing was added, because of ${countOf(problems.length, 'problem')}.`}
    >
      <SpaceBetween size="xs">
        <ul class="desk-list" aria-label="Problems">
          {shown.map((problem, index) => (
            <li key={index}>{explainRecipient(problem)}</li>
          ))}
        </ul>
        {pages > 1 && (
          <Pagination
            key="pages"
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setAsked(detail.currentPageIndex)}
          />
        )}
      </SpaceBetween>
    </Alert>
  );
}
