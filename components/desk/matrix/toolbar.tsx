import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { writeMatrixCsv } from '../../../lib/sharing/matrix-csv';
import { download } from '../download';
import type { MatrixModel } from './model';

interface ToolbarProps {
  readonly model: MatrixModel;
  readonly onAdd: () => void;
  readonly onPick: () => void;
  readonly onImport: () => void;
}

/** What can be done with the matrix as a whole, before it is reviewed. */
export function Toolbar({ model, onAdd, onPick, onImport }: ToolbarProps) {
  const matrix = model.matrix.value;
  const { cells } = model.counts.value;
  const reading = model.read.value < matrix.rows.length;
  const save = () => {
    const columns = model.shown.peek().groups.flatMap((group) => group.columns);
    download('image-sharing.csv', 'text/csv', writeMatrixCsv(matrix, columns));
  };
  const unread = reading ? 'Wait until the images are read.' : undefined;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Toggle
        key="only"
        checked={model.onlyDifferences.value}
        disabled={cells === 0 && !model.onlyDifferences.value}
        onChange={({ detail }) => model.showOnlyDifferences(detail.checked)}
      >
        Only differences
      </Toggle>
      <Button
        key="undo"
        iconName="undo"
        variant="icon"
        ariaLabel="Undo"
        disabled={matrix.past.length === 0}
        onClick={model.undo}
      />
      <Button
        key="redo"
        iconName="redo"
        variant="icon"
        ariaLabel="Redo"
        disabled={matrix.future.length === 0}
        onClick={model.redo}
      />
      <Button key="reset" disabled={cells === 0} onClick={model.reset}>
        Reset
      </Button>
      <Button key="add" onClick={onAdd}>
        Add accounts
      </Button>
      <Button key="pick" onClick={onPick}>
        Pick accounts
      </Button>
      <Button key="export" {...reasoned(unread)} onClick={save}>
        Export CSV
      </Button>
      <Button key="import" {...reasoned(unread)} onClick={onImport}>
        Import CSV
      </Button>
    </SpaceBetween>
  );
}

function reasoned(reason: string | undefined) {
  return reason === undefined ? {} : { disabled: true, disabledReason: reason };
}
