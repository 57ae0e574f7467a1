import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ImportPreview, Unit } from '../../../../lib/accounts/import';
import { limits } from '../../../../lib/accounts/alias';
import { AccountName, AccountTitle } from '../../../light/account-name';
import { countAccounts, countPreview, previewLines, type PreviewLine } from './model';
import { usePages } from './pages';

interface PreviewProps {
  readonly preview: ImportPreview;
  readonly unit: Unit;
}

const unitNames: Readonly<Record<Unit, string>> = { line: 'Line', entry: 'Entry' };

const pageSize = 20;

type Refused = ImportPreview['refused'][number];

/** What an import would do, with the place of everything in the file. */
export function Preview({ preview, unit }: PreviewProps) {
  const { tooMany } = preview;
  return (
    <SpaceBetween size="m">
      <div role="status">
        <strong>{countPreview(preview)}</strong>
      </div>
      {tooMany > 0 && (
        <Alert type="error" header={`There is no room for ${countAccounts(tooMany)} of these.`}>
          At most {limits.accounts} accounts can have a name. Remove some first, or import fewer.
        </Alert>
      )}
      {preview.refused.length > 0 && <RefusedTable refused={preview.refused} unit={unit} />}
      {previewLines(preview).length > 0 && <LinesTable lines={previewLines(preview)} unit={unit} />}
    </SpaceBetween>
  );
}

function RefusedTable(props: { readonly refused: readonly Refused[]; readonly unit: Unit }) {
  const { shown, pagination } = usePages(props.refused, pageSize);
  const columns: readonly TableProps.ColumnDefinition<Refused>[] = [
    {
      id: 'place',
      header: unitNames[props.unit],
      isRowHeader: true,
      minWidth: 70,
      width: 90,
      cell: ({ place }) => place,
    },
    {
      id: 'reason',
      header: 'Reason',
      minWidth: 200,
      cell: ({ sentences }) => sentences.map((sentence) => <div key={sentence}>{sentence}</div>),
    },
  ];
  return (
    <Table
      variant="embedded"
      wrapLines
      items={shown}
      trackBy={({ place }) => String(place)}
      columnDefinitions={columns}
      pagination={pagination}
      ariaLabels={{ tableLabel: 'Refused' }}
      header={
        <Header
          variant="h3"
          counter={`(${props.refused.length})`}
          description="These are left out. Correct the file and choose it again to have them too."
        >
          Refused
        </Header>
      }
    />
  );
}

function LinesTable(props: { readonly lines: readonly PreviewLine[]; readonly unit: Unit }) {
  const { shown, pagination } = usePages(props.lines, pageSize);
  const columns: readonly TableProps.ColumnDefinition<PreviewLine>[] = [
    {
      id: 'place',
      header: unitNames[props.unit],
      minWidth: 70,
      width: 90,
      cell: ({ place }) => place,
    },
    {
      id: 'change',
      header: 'Change',
      minWidth: 90,
      width: 110,
      cell: ({ before }) => (
        <Badge color={before ? 'blue' : 'green'}>{before ? 'Change' : 'Add'}</Badge>
      ),
    },
    {
      id: 'account',
      header: 'Account',
      isRowHeader: true,
      minWidth: 180,
      cell: Line,
    },
  ];
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={shown}
      trackBy={({ place }) => String(place)}
      columnDefinitions={columns}
      pagination={pagination}
      ariaLabels={{ tableLabel: 'To import' }}
      header={
        <Header variant="h3" counter={`(${props.lines.length})`}>
          To import
        </Header>
      }
    />
  );
}

function Line({ alias, before }: PreviewLine) {
  return (
    <>
      <AccountName account={alias.account} known={alias} />
      {alias.groups && <div>Groups: {alias.groups.join(', ')}</div>}
      {alias.notes !== undefined && <div>{alias.notes}</div>}
      {before && (
        <div>
          Before: <AccountTitle {...before} />
          {before.groups && ` Groups: ${before.groups.join(', ')}.`} {before.notes}
        </div>
      )}
    </>
  );
}
