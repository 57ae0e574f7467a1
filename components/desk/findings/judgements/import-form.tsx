import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bookLimits, judgementLine, type Judgement } from '../../../../lib/findings/judgement';
import {
  countJudgementsPreview,
  explainJudgementsFile,
  importedJudgements,
  previewJudgements,
  readJudgements,
  type JudgementEntry,
  type JudgementsPreview,
} from '../../../../lib/findings/judgements-file';
import { failed, type Result } from '../../../../lib/result';
import { countOf } from '../../../../lib/words';
import { readTextFile } from '../../file-text';
import { ImportWindow, useImportedFile } from '../../import-window';
import { Lines } from '../../lines';
import { useDesk } from '../../parts';

interface ImportFormProps {
  readonly book: readonly Judgement[];
  readonly onClose: () => void;
  /** Told how many judgements were imported. */
  readonly onImported: (count: number) => void;
}

/** The largest file that is read, in bytes: as many judgements as there may be fit twice. */
const largestFile = 10_000_000;

/** The window in which a file of judgements is chosen, looked at and imported. */
export function ImportForm({ book, onClose, onImported }: ImportFormProps) {
  const { client, now } = useDesk();
  const file = useImportedFile((chosen) => readFile(chosen, now()));
  const preview = file.content && previewJudgements(book, file.content);
  const judgements = preview ? importedJudgements(preview) : [];
  const run = async () => {
    const imported = await file.send(() =>
      client.call('findings.judge', { judgements: [...judgements] }),
    );
    if (imported) onImported(judgements.length);
  };
  return (
    <ImportWindow
      header="Import judgements"
      description="Choose a JSON file that was exported here. Judgements of the same ID are replaced, others stay. Nothing is imported before you have seen what it would do."
      accept=".json"
      file={file}
      counts={preview && countJudgementsPreview(preview)}
      act={judgements.length === 0 ? 'Import' : `Import ${countOf(judgements.length, 'judgement')}`}
      ready={judgements.length > 0 && preview?.tooMany === 0}
      onClose={onClose}
      onImport={() => void run()}
    >
      {preview && <Preview key="preview" preview={preview} />}
    </ImportWindow>
  );
}

async function readFile(
  file: File,
  now: number,
): Promise<Result<readonly JudgementEntry[], string>> {
  const text = await readTextFile(file, largestFile);
  if (!text.ok) return text;
  const read = readJudgements(text.value, now);
  return read.ok ? read : failed(explainJudgementsFile(read.problem));
}

function Preview({ preview }: { readonly preview: JudgementsPreview }) {
  const { added, changed, refused, tooMany } = preview;
  return (
    <SpaceBetween size="s">
      {tooMany > 0 && (
        <Alert
          key="room"
          type="error"
          header={`There is no room for ${countOf(tooMany, 'judgement')} of these.`}
        >
          At most {bookLimits.judgements} judgements can be kept. Remove some first.
        </Alert>
      )}
      <Lines
        key="refused"
        title="Refused"
        lines={refused.map(({ place, sentences }) => `Entry ${place}: ${sentences.join(' ')}`)}
      />
      <Lines
        key="added"
        title="To add"
        lines={added.map(({ judgement }) => judgementLine(judgement))}
      />
      <Lines
        key="changed"
        title="To change"
        lines={changed.map(
          ({ judgement, before }) => `${judgementLine(judgement)} Before: ${judgementLine(before)}`,
        )}
      />
    </SpaceBetween>
  );
}
