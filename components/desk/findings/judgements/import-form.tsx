import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { decodeText } from '../../../../lib/accounts/decode';
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
import type { Problem } from '../../../../lib/problems/problem';
import { failed, type Result } from '../../../../lib/result';
import { countOf } from '../../../../lib/words';
import { Lines } from '../../lines';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';

interface ImportFormProps {
  readonly book: readonly Judgement[];
  readonly onClose: () => void;
  /** Told how many judgements were imported. */
  readonly onImported: (count: number) => void;
}

interface Chosen {
  readonly name: string;
  readonly read: Result<readonly JudgementEntry[], string>;
}

/** The largest file that is read, in bytes: as many judgements as there may be fit twice. */
const largestFile = 10_000_000;

/** The window in which a file of judgements is chosen, looked at and imported. */
export function ImportForm({ book, onClose, onImported }: ImportFormProps) {
  const { client, now } = useDesk();
  const [chosen, setChosen] = useState<Chosen>();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const preview = chosen?.read.ok ? previewJudgements(book, chosen.read.value) : undefined;
  const judgements = preview ? importedJudgements(preview) : [];
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    setChosen({ name: file.name, read: await readFile(file, now()) });
  };
  const run = async () => {
    setRunning(true);
    const imported = await client.call('findings.judge', { judgements: [...judgements] });
    setRunning(false);
    if (imported.ok) onImported(judgements.length);
    else setProblem(imported.problem);
  };
  return (
    <Modal
      visible
      size="large"
      header="Import judgements"
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
              disabled={judgements.length === 0 || preview?.tooMany !== 0}
              onClick={() => void run()}
            >
              {judgements.length === 0
                ? 'Import'
                : `Import ${countOf(judgements.length, 'judgement')}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box key="what">
          Choose a JSON file that was exported here. Judgements of the same ID are replaced, others
          stay. Nothing is imported before you have seen what it would do.
        </Box>
        <SpaceBetween key="file" direction="horizontal" size="s" alignItems="center">
          <FileInput
            accept=".json"
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
          {preview && <strong>{countJudgementsPreview(preview)}</strong>}
        </div>
        {preview && <Preview key="preview" preview={preview} />}
        {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void run()} />}
      </SpaceBetween>
    </Modal>
  );
}

async function readFile(file: File, now: number): Promise<Chosen['read']> {
  if (file.size > largestFile) return failed('This file is larger than 10 MB.');
  const read = readJudgements(decodeText(new Uint8Array(await file.arrayBuffer())), now);
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
