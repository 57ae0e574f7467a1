import type { CopyRow } from './copy-form';
import { NameInput } from './name-input';
import { MadeOf, NamesTable } from './names-table';

interface CopyTableProps {
  readonly rows: readonly CopyRow[];
  /** Why there are none, in one sentence. */
  readonly empty: string;
  readonly onName: (key: string, name: string) => void;
}

function From({ from: { image, region } }: CopyRow) {
  return <MadeOf image={image} place={region} />;
}

/** What each copy is called. */
export function CopyTable({ rows, empty, onName }: CopyTableProps) {
  const name = ({ key, from: source, to, error }: CopyRow) => (
    <NameInput
      label={`Name of the copy of ${source.image} in ${to.region}`}
      value={to.image}
      error={error}
      onType={(value) => onName(key, value)}
    />
  );
  return (
    <NamesTable
      rows={rows}
      empty={empty}
      heading="Copies"
      description="A name that is taken gets a number. Change it as you like."
      label="Copies"
      columns={[
        { id: 'from', header: 'Image', isRowHeader: true, minWidth: 180, cell: From },
        { id: 'to', header: 'To', minWidth: 130, cell: ({ to }) => to.region },
        { id: 'name', header: 'Name there', minWidth: 260, cell: name },
      ]}
      narrow={{
        header: 'Copy',
        cell: (row) => (
          <>
            <From {...row} />
            <div>{`To ${row.to.region} as`}</div>
            {name(row)}
          </>
        ),
      }}
    />
  );
}
