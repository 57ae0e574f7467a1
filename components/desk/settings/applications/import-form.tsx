import Alert from '@cloudscape-design/components/alert';
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
import { countOf } from '../../../../lib/words';
import { ImportWindow, useImportedFile } from '../../import-window';
import { Lines } from '../../lines';
import { useDesk } from '../../parts';
import { applicationLine, readApplicationsFile, type ApplicationFileRows } from './model';

interface ImportFormProps {
  readonly repository: Pick<ApplicationRepository, 'own' | 'company'>;
  readonly onClose: () => void;
  /** Told in words what was done. */
  readonly onImported: (done: string) => void;
}

/** The window in which a file of applications is chosen, looked at and imported. */
export function ImportForm({ repository, onClose, onImported }: ImportFormProps) {
  const { client } = useDesk();
  const file = useImportedFile(readApplicationsFile);
  const [mode, setMode] = useState<ImportMode>('merge');
  const rows = file.content;
  const preview = rows && previewApplications(repository, rows.rows, rows.unit, mode);
  const run = async () => {
    if (!preview) return;
    const applications = [...importedApplications(preview, mode)];
    const imported = await file.send(() =>
      client.call('applications.import', { applications, mode }),
    );
    if (imported) onImported(describeDone(preview));
  };
  return (
    <ImportWindow
      header="Import applications"
      description="Choose a CSV or JSON file that was exported here, or a CSV file with at least the columns id, name, platform and launchPath. Nothing is imported before you have seen what it would do. Their install commands are run on image builders later: import only what you trust."
      accept=".csv,.tsv,.txt,.json"
      file={file}
      settings={<ModeChoice key="mode" mode={mode} onPick={setMode} />}
      counts={preview && countApplicationsPreview(preview)}
      act="Import"
      ready={preview !== undefined && canImport(preview, mode)}
      onClose={onClose}
      onImport={() => void run()}
    >
      {preview && rows && <Preview key="preview" preview={preview} unit={rows.unit} mode={mode} />}
    </ImportWindow>
  );
}

function ModeChoice(props: {
  readonly mode: ImportMode;
  readonly onPick: (mode: ImportMode) => void;
}) {
  return (
    <RadioGroup
      ariaLabel="What becomes of the applications that are here"
      value={props.mode}
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
      onChange={({ detail }) => props.onPick(detail.value === 'replace' ? 'replace' : 'merge')}
    />
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
