import type { ComponentChildren } from 'preact';

interface TableProps {
  /** The accessible name. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    /** One a column; the first is the row's header. */
    readonly cells: readonly ComponentChildren[];
  }[];
}

/** A plain table; its first column names the rows. */
export function Table({ label, columns, rows }: TableProps) {
  return (
    <table class="table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {others.map((cell, index) => (
              <td key={columns[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
