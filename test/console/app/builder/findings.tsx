import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FixtureFinding } from '../../image-builder';
import { stateText } from '../words';
import { PlainTable } from './plain-table';

const columns: TableProps.ColumnDefinition<FixtureFinding>[] = [
  { id: 'severity', header: 'Severity', cell: (finding) => stateText(finding.severity) },
  {
    id: 'id',
    header: 'Finding ID',
    cell: (finding) => <Link href="#/securityFindings">{finding.id}</Link>,
    isRowHeader: true,
  },
  { id: 'source', header: 'Source', cell: (finding) => finding.source },
  {
    id: 'age',
    header: 'Age',
    cell: ({ age }) => (age === undefined ? '-' : age === 1 ? '1 day' : `${age} days`),
  },
  { id: 'score', header: 'Inspector score', cell: (finding) => finding.score ?? '-' },
];

/** The vulnerabilities that were found on the build instance. */
export function Findings({ findings }: { readonly findings: readonly FixtureFinding[] }) {
  return <PlainTable title="Security findings" items={findings} columns={columns} />;
}
