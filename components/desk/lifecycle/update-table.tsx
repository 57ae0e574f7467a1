import { NameInput } from './name-input';
import { MadeOf, NamesTable } from './names-table';
import type { UpdateRow } from './update-form';

interface UpdateTableProps {
  readonly rows: readonly UpdateRow[];
  /** Why there are none, in one sentence. */
  readonly empty: string;
  readonly onName: (key: string, name: string) => void;
  readonly onDisplayName: (key: string, name: string) => void;
}

function From({ from: { image, region }, agentVersion }: UpdateRow) {
  const place = agentVersion === undefined ? region : `${region}, agent ${agentVersion}`;
  return <MadeOf image={image} place={place} />;
}

/** What each new image is called. */
export function UpdateTable({ rows, empty, onName, onDisplayName }: UpdateTableProps) {
  const name = ({ key, from: source, image, error }: UpdateRow) => (
    <NameInput
      label={`New name for ${source.image}`}
      value={image}
      error={error}
      onType={(value) => onName(key, value)}
    />
  );
  const displayName = (row: UpdateRow) => (
    <NameInput
      label={`Display name of the new image for ${row.from.image}`}
      value={row.displayName}
      error={row.displayNameError}
      onType={(value) => onDisplayName(row.key, value)}
    />
  );
  return (
    <NamesTable
      rows={rows}
      empty={empty}
      heading="New images"
      description="The plan asks AWS for which of them it has something newer. AWS updates 5 at a time in a Region; the others wait for their turn. The old images stay as they are."
      label="Updates"
      columns={[
        { id: 'from', header: 'Image', isRowHeader: true, minWidth: 180, cell: From },
        { id: 'name', header: 'New name', minWidth: 240, cell: name },
        { id: 'display-name', header: 'Display name', minWidth: 220, cell: displayName },
      ]}
      narrow={{
        header: 'Image',
        cell: (row) => (
          <>
            <From {...row} />
            <div>New name</div>
            {name(row)}
            <div>Display name</div>
            {displayName(row)}
          </>
        ),
      }}
    />
  );
}
