import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { applicationLimits } from '../../../../lib/applications/application';
import {
  canImport,
  countApplicationsPreview,
  importedApplications,
  previewApplications,
  type ApplicationsPreview,
  type ImportMode,
} from '../../../../lib/applications/import';
import type { ApplicationRepository } from '../../../../lib/applications/repository';
import type { Problem } from '../../../../lib/problems/problem';
import type { Result } from '../../../../lib/result';
import { countOf } from '../../../../lib/words';
import { Lines } from '../../lines';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { applicationLine, readApplicationsFile, type ApplicationFileRows } from './model';

interface ImportFormProps {
  readonly repository: Pick<ApplicationRepository, 'own' | 'company'>;
  readonly onClose: () => void;
  /** Told in words what was done. */
  readonly onImported: (done: string) => void;
}

interface Chosen {
  readonly name: string;
  readonly read: Result<ApplicationFileRows, string>;
}

/** The window in which a file of applications is chosen, looked at and imported. */
export function ImportForm({ repository, onClose, onImported }: ImportFormProps) {
  const { client } = useDesk();
  const [chosen, setChosen] = useState<Chosen>();
  const [mode, setMode] = useState<ImportMode>('merge');
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const file = chosen?.read.ok ? chosen.read.value : undefined;
  const preview = file && previewApplications(repository, file.rows, file.unit, mode);
  const choose = async (picked: File | undefined) => {
    if (!picked) return;
    setProblem(undefined);
    setChosen({ name: picked.name, read: await readApplicationsFile(picked) });
  };
  const run = async () => {
    if (!preview) return;
    setRunning(true);
    const applications = [...importedApplications(preview, mode)];
    const imported = await client.call('applications.import', { applications, mode });
    setRunning(false);
    if (imported.ok) onImported(describeDone(preview));
    else setProblem(imported.problem);
  };
  return (
    <Modal
      visible
      size="large"
      header="Import applications"
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
              disabled={!preview || !canImport(preview, mode)}
              onClick={() => void run()}
            >
              Import
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box key="what">
          Choose a CSV or JSON file that was exported here, or a CSV file with at least the columns
          id, name, platform and launchPath. Nothing is imported before you have seen what it would
          do. Their install commands are run on image builders later: import only what you trust.
        </Box>
        <RadioGroup
          key="mode"
          ariaLabel="What becomes of the applications that are here"
          value={mode}
          items={[
            {
              value: 'merge',
              label: 'Keep the others',
              description: 'Those of the same ID are replaced.',
            },
            {
              value: 'replace',
              label: 'Replace all',
              description: 'What the file does not have is deleted.',
            },
          ]}
          onChange={({ detail }) => setMode(detail.value === 'replace' ? 'replace' : 'merge')}
        />
        <SpaceBetween key="file" direction="horizontal" size="s" alignItems="center">
          <FileInput
            accept=".csv,.tsv,.txt,.json"
            value={[]}
            onChange={({ detail }) => void choose(detail.value[0])}
          >
            Choose file
          </FileInput>
          {chosen && <span>{chosen.name}</span>}
        </SpaceBetween>
        <div key="fault" role="status">
          {chosen && !chosen.read.ok && (
            <Alert type="error" header="This file cannot be imported.">
              {chosen.read.problem}
            </Alert>
          )}
          {preview && <strong>{countApplicationsPreview(preview)}</strong>}
        </div>
        {preview && file && (
          <Preview key="preview" preview={preview} unit={file.unit} mode={mode} />
        )}
        {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void run()} />}
      </SpaceBetween>
    </Modal>
  );
}

function describeDone({ added, changed, removed }: ApplicationsPreview): string {
  const imported = `${countOf(added.length + changed.length, 'application')} imported`;
  return removed.length === 0 ? `${imported}.` : `${imported}, ${removed.length} deleted.`;
}

const places = { line: 'Line', entry: 'Entry' } as const;

function Preview(props: {
  readonly preview: ApplicationsPreview;
  readonly unit: ApplicationFileRows['unit'];
  readonly mode: ImportMode;
}) {
  const { added, changed, refused, removed, tooMany } = props.preview;
  return (
    <SpaceBetween size="s">
      {tooMany > 0 && (
        <Alert
          key="room"
          type="error"
          header={`There is no room for ${countOf(tooMany, 'application')} of these.`}
        >
          At most {applicationLimits.applications} applications can be kept. Delete some first.
        </Alert>
      )}
      {props.mode === 'replace' && refused.length > 0 && (
        <Alert
          key="mistakes"
          type="error"
          header="All can be replaced only by a file without mistakes."
        >
          What is refused would be deleted. Correct the file and choose it again.
        </Alert>
      )}
      <Lines
        key="refused"
        title="Refused"
        lines={refused.map(
          ({ place, sentences }) => `${places[props.unit]} ${place}: ${sentences.join(' ')}`,
        )}
      />
      <Lines
        key="added"
        title="To add"
        lines={added.map(({ application }) => applicationLine(application))}
      />
      <Lines
        key="changed"
        title="To change"
        lines={changed.map(
          ({ application, before }) =>
            `${applicationLine(application)} Before: ${applicationLine(before)}`,
        )}
      />
      <Lines key="removed" title="To delete" lines={removed.map(applicationLine)} />
    </SpaceBetween>
  );
}
