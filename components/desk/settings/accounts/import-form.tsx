import type { AccountAlias } from '../../../../lib/accounts/alias';
import { importedBy, previewImport } from '../../../../lib/accounts/import';
import { ImportWindow, useImportedFile } from '../../import-window';
import { useDesk } from '../../parts';
import { countAccounts, readAliasFile } from './model';
import { Preview } from './preview';

interface ImportFormProps {
  readonly book: readonly AccountAlias[];
  readonly onClose: () => void;
  /** Told how many accounts were imported. */
  readonly onImported: (count: number) => void;
}

/** The window in which a file is chosen, looked at and imported. */
export function ImportForm({ book, onClose, onImported }: ImportFormProps) {
  const { client } = useDesk();
  const file = useImportedFile(readAliasFile);
  const rows = file.content;
  const preview = rows && previewImport(book, rows.rows, rows.unit);
  const aliases = preview ? importedBy(preview) : [];
  const run = async () => {
    const imported = await file.send(() =>
      client.call('accounts.import', { aliases: [...aliases] }),
    );
    if (imported) onImported(aliases.length);
  };
  return (
    <ImportWindow
      header="Import accounts"
      description="Choose a CSV file with the columns account, name, environment, groups and notes, or a JSON file that was exported here. In the column groups there are semicolons between them. Nothing is imported before you have seen what it would do."
      accept=".csv,.tsv,.txt,.json"
      file={file}
      act={aliases.length === 0 ? 'Import' : `Import ${countAccounts(aliases.length)}`}
      ready={aliases.length > 0 && preview?.tooMany === 0}
      onClose={onClose}
      onImport={() => void run()}
    >
      {preview && rows && <Preview key="preview" preview={preview} unit={rows.unit} />}
    </ImportWindow>
  );
}
