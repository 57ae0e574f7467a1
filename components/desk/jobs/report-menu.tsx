import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { AccountNames } from '../../../lib/accounts/alias';
import type { JobDetails } from '../../../lib/jobs/job';
import {
  jobReportCsv,
  jobReportJson,
  jobReportMarkdown,
  reportFileName,
} from '../../../lib/jobs/report';
import { useAccounts } from '../accounts';
import { download } from '../download';

interface Format {
  readonly id: 'csv' | 'json' | 'md';
  readonly text: string;
  readonly type: string;
  readonly write: (details: JobDetails, names: AccountNames) => string;
}

const formats: readonly Format[] = [
  { id: 'csv', text: 'CSV', type: 'text/csv', write: jobReportCsv },
  { id: 'json', text: 'JSON', type: 'application/json', write: jobReportJson },
  { id: 'md', text: 'Markdown', type: 'text/markdown', write: jobReportMarkdown },
];

/** Saves what a job did as a file: how it is now, whatever the table is filtered by. */
export function ReportMenu({ details }: { readonly details: JobDetails }) {
  const { names } = useAccounts();
  return (
    <ButtonDropdown
      items={formats.map(({ id, text }) => ({ id, text }))}
      onItemClick={({ detail }) => {
        const format = formats.find(({ id }) => id === detail.id);
        if (!format) return;
        const { id, type, write } = format;
        download(reportFileName(details.job, id), type, write(details, names));
      }}
    >
      Report
    </ButtonDropdown>
  );
}
