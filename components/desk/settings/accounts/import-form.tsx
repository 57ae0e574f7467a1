import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { AccountAlias } from '../../../../lib/accounts/alias';
import { importedBy, previewImport } from '../../../../lib/accounts/import';
import type { Problem } from '../../../../lib/problems/problem';
import type { Result } from '../../../../lib/result';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { countAccounts, readAliasFile, type FileRows } from './model';
import { Preview } from './preview';

interface ImportFormProps {
  readonly book: readonly AccountAlias[];
  readonly onClose: () => void;
  /** Told how many accounts were imported. */
  readonly onImported: (count: number) => void;
}

interface Chosen {
  readonly name: string;
  readonly read: Result<FileRows, string>;
}

/** The window in which a file is chosen, looked at and imported. */
export function ImportForm({ book, onClose, onImported }: ImportFormProps) {
  const { client } = useDesk();
  const [chosen, setChosen] = useState<Chosen>();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const rows = chosen?.read.ok ? chosen.read.value : undefined;
  const preview = rows && previewImport(book, rows.rows, rows.unit);
  const aliases = preview ? importedBy(preview) : [];
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    setChosen({ name: file.name, read: await readAliasFile(file) });
  };
  const run = async () => {
    setRunning(true);
    const imported = await client.call('accounts.import', { aliases: [...aliases] });
    setRunning(false);
    if (imported.ok) onImported(aliases.length);
    else setProblem(imported.problem);
  };
  return (
    <Modal
      visible
      size="large"
      header="Import accounts"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={running}
              disabled={aliases.length === 0 || preview?.tooMany !== 0}
              onClick={() => void run()}
            >
              {aliases.length === 0 ? 'Import' : `Import ${countAccounts(aliases.length)}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          Choose a CSV file with the columns account, name, environment, groups and notes, or a JSON
          file that was exported here. In the column groups there are semicolons between them.
          Nothing is imported before you have seen what it would do.
        </Box>
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <FileInput
            accept=".csv,.tsv,.txt,.json"
            value={[]}
            onChange={({ detail }) => void choose(detail.value[0])}
          >
            Choose file
          </FileInput>
          {chosen && <span>{chosen.name}</span>}
        </SpaceBetween>
        <div role="status">
          {chosen && !chosen.read.ok && (
            <Alert type="error" header="This file cannot be imported.">
              {chosen.read.problem}
            </Alert>
          )}
        </div>
        {preview && rows && <Preview preview={preview} unit={rows.unit} />}
        {problem && <ProblemAlert problem={problem} onRetry={() => void run()} />}
      </SpaceBetween>
    </Modal>
  );
}
