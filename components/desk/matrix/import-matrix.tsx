import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { decodeText } from '../../../lib/accounts/decode';
import { failed, type Result } from '../../../lib/result';
import { countMatrix } from '../../../lib/sharing/matrix-changes';
import {
  explainMatrixFault,
  readMatrixCsv,
  type MatrixFault,
  type MatrixImport,
} from '../../../lib/sharing/matrix-csv';
import type { MatrixModel } from './model';
import { counted, describeCounts } from './words';

/** How many faults of a file are shown at once. */
const shownFaults = 10;

/** The largest file that is read, in bytes: 500 images by 100 accounts fit many times. */
const largestFile = 10_000_000;

interface ImportMatrixProps {
  readonly model: MatrixModel;
  readonly onClose: () => void;
}

interface Chosen {
  readonly name: string;
  readonly read: Result<MatrixImport, readonly MatrixFault[]>;
}

/** The window in which a file is chosen, looked at and taken into the matrix. */
export function ImportMatrix({ model, onClose }: ImportMatrixProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const choose = async (file: File | undefined) => {
    if (file) setChosen({ name: file.name, read: await readFile(model, file) });
  };
  const taken = chosen?.read.ok ? chosen.read.value : undefined;
  return (
    <Modal
      visible
      header="Import CSV"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button key="cancel" variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              key="take"
              variant="primary"
              disabled={!taken}
              onClick={() => {
                if (taken) model.take(taken.matrix);
                onClose();
              }}
            >
              Put into the matrix
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box key="what">
          Choose a CSV file with the columns region and image, and one for each account ID. Cells
          say fleet, image_builder or both; an empty one takes access away. Images and accounts that
          are not in the file stay as they are.
        </Box>
        <SpaceBetween key="file" direction="horizontal" size="s" alignItems="center">
          <FileInput
            accept=".csv,.tsv,.txt"
            value={[]}
            onChange={({ detail }) => void choose(detail.value[0])}
          >
            Choose file
          </FileInput>
          {chosen && <span>{chosen.name}</span>}
        </SpaceBetween>
        <div key="outcome" role="status">
          {chosen && !chosen.read.ok && <Faults faults={chosen.read.problem} />}
          {taken && <Outcome taken={taken} />}
        </div>
      </SpaceBetween>
    </Modal>
  );
}

function Outcome({ taken }: { readonly taken: MatrixImport }) {
  const { matrix, added, images } = taken;
  return (
    <>
      <div>
        <strong>{describeCounts(countMatrix(matrix))}</strong>
      </div>
      <div>
        {`${counted(images, 'image')} in this file`}
        {added.length > 0 && `, and ${counted(added.length, 'account')} that will be added`}.
      </div>
    </>
  );
}

function Faults({ faults }: { readonly faults: readonly MatrixFault[] }) {
  const more = faults.length - shownFaults;
  return (
    <Alert type="error" header="This file cannot be imported.">
      <ul class="desk-list">
        {faults.slice(0, shownFaults).map((fault) => (
          <li key={explainMatrixFault(fault)}>{explainMatrixFault(fault)}</li>
        ))}
      </ul>
      {more > 0 && `And ${more} more.`}
    </Alert>
  );
}

async function readFile(model: MatrixModel, file: File): Promise<Chosen['read']> {
  if (file.size > largestFile) {
    return failed([{ line: 1, sentence: 'This file is larger than 10 MB.' }]);
  }
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  return readMatrixCsv(model.matrix.peek(), model.scope.account, text);
}
