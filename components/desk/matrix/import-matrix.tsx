import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { failed, type Result } from '../../../lib/result';
import { countMatrix } from '../../../lib/sharing/matrix-changes';
import {
  explainMatrixFault,
  readMatrixCsv,
  type MatrixFault,
  type MatrixImport,
} from '../../../lib/sharing/matrix-csv';
import { FileChoice } from '../file-choice';
import { readTextFile } from '../file-text';
import { FormWindow } from '../form-window';
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
  const choose = async (file: File) => {
    setChosen({ name: file.name, read: await readFile(model, file) });
  };
  const taken = chosen?.read.ok ? chosen.read.value : undefined;
  return (
    <FormWindow
      header="Import CSV"
      act="Put into the matrix"
      disabled={!taken}
      onAct={() => {
        if (taken) model.take(taken.matrix);
        onClose();
      }}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box key="what">
          Choose a CSV file with the columns region and image, and one for each account ID. Cells
          say fleet, image_builder or both; an empty one takes access away. Images and accounts that
          are not in the file stay as they are.
        </Box>
        <FileChoice
          key="file"
          accept=".csv,.tsv,.txt"
          name={chosen?.name}
          onChoose={(file) => void choose(file)}
        />
        <div key="outcome" role="status">
          {chosen && !chosen.read.ok && <Faults faults={chosen.read.problem} />}
          {taken && <Outcome taken={taken} />}
        </div>
      </SpaceBetween>
    </FormWindow>
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
  const text = await readTextFile(file, largestFile);
  if (!text.ok) return failed([{ line: 1, sentence: text.problem }]);
  return readMatrixCsv(model.matrix.peek(), model.scope.account, text.value);
}
