import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { differencesOf } from '../../../lib/sharing/matrix-changes';
import type { DesiredImage } from '../../../lib/sharing/plan';
import { PickAccounts } from '../bulk/pick-accounts';
import { useNarrow } from '../use-narrow';
import { AddAccounts } from './add-accounts';
import type { GridSizes } from './grid';
import { ImportMatrix } from './import-matrix';
import { Legend } from './legend';
import type { MatrixModel } from './model';
import { mountMatrix } from './mount';
import { RowProblems } from './row-problems';
import { Toolbar } from './toolbar';
import { counted, describeCounts } from './words';

// The same as in the style sheet.
const wide: GridSizes = { row: 44, column: 104, rowHead: 220, columnHeads: 72 };

const narrow: GridSizes = { ...wide, row: 62, rowHead: 140 };

interface MatrixViewProps {
  readonly model: MatrixModel;
  readonly onReview: (desired: readonly DesiredImage[]) => void;
}

/** The matrix with everything around it. */
export function MatrixView({ model, onReview }: MatrixViewProps) {
  const [open, setOpen] = useState<'add' | 'pick' | 'import'>();
  const { rows, accounts } = model.matrix.value;
  const read = model.read.value;
  const changed = model.counts.value.cells > 0;
  const close = () => setOpen(undefined);
  return (
    <SpaceBetween size="m">
      {read < rows.length && (
        <ProgressBar
          key="progress"
          label="Reading how the images are shared now"
          value={(100 * read) / rows.length}
          description={`${read} of ${counted(rows.length, 'image')} read`}
        />
      )}
      <RowProblems key="problems" model={model} />
      <Container
        key="matrix"
        header={
          <Header
            variant="h2"
            counter={`(${counted(rows.length, 'image')}, ${counted(accounts.length, 'account')})`}
            actions={
              <Button
                variant="primary"
                {...(changed ? {} : { disabled: true, disabledReason: 'Change some cells first.' })}
                onClick={() => onReview(differencesOf(model.matrix.peek()))}
              >
                Review changes
              </Button>
            }
          >
            Images by accounts
          </Header>
        }
      >
        <SpaceBetween size="s">
          <Toolbar
            key="tools"
            model={model}
            onAdd={() => setOpen('add')}
            onPick={() => setOpen('pick')}
            onImport={() => setOpen('import')}
          />
          <div key="counts" role="status">
            <Box fontWeight="bold">{describeCounts(model.counts.value)}</Box>
          </div>
          <Legend key="legend" />
          <Matrix key="grid" model={model} />
        </SpaceBetween>
      </Container>
      {open === 'add' && <AddAccounts key="add" model={model} onClose={close} />}
      {open === 'pick' && (
        <PickAccounts
          key="pick"
          scope={model.scope}
          onClose={close}
          onPicked={(_, picked) => {
            model.add(picked.map(({ account }) => account));
            close();
          }}
        />
      )}
      {open === 'import' && <ImportMatrix key="import" model={model} onClose={close} />}
    </SpaceBetween>
  );
}

function Matrix({ model }: { readonly model: MatrixModel }) {
  const { rows, columns } = model.shown.value;
  if (model.onlyDifferences.value && rows.length === 0) {
    return <Box>Nothing is changed. Show all cells to change some.</Box>;
  }
  if (columns.length === 0) {
    return model.read.value < model.matrix.value.rows.length ? null : (
      <Box>None of these images is shared with an account. Add accounts to share them with.</Box>
    );
  }
  return <MatrixGrid model={model} />;
}

/** Only the frame: the cells are the pool's. */
function MatrixGrid({ model }: { readonly model: MatrixModel }) {
  const sizes = useNarrow() ? narrow : wide;
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (host.current ? mountMatrix(host.current, model, sizes) : undefined),
    [model, sizes],
  );
  return (
    <div
      ref={host}
      class={sizes === narrow ? 'matrix matrix-narrow' : 'matrix'}
      role="grid"
      aria-label="Images by accounts"
      aria-multiselectable="true"
    />
  );
}
