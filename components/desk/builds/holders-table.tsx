import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { countOf } from '../../../lib/words';
import { Principal } from '../principal';
import type { BuildShareModel } from './share-model';
import { canChange, canChangeImage, canTake, describeWays, type HolderRow } from './share-rows';

/** So many are shown: more would make the page slow, and nobody reads them one by one. */
const mostRows = 200;

/** Who has the image and may launch its AMIs, each to be changed or taken away. */
export function HoldersTable({ model }: { readonly model: BuildShareModel }) {
  const rows = model.rows.value;
  const shown = rows.slice(0, mostRows);
  const takable = rows.filter(canTake);
  const stopped =
    takable.length > 0 && takable.every(({ principal }) => isStopped(model, principal));
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          actions={
            takable.length > 0 && (
              <Button onClick={() => model.stop(!stopped)}>
                {stopped ? 'Keep sharing' : 'Stop sharing'}
              </Button>
            )
          }
        >
          Shared with
        </Header>
      }
    >
      {rows.length === 0 ? (
        <Box color="text-body-secondary">Nobody but its owner.</Box>
      ) : (
        <SpaceBetween size="s">
          <Table
            key="table"
            variant="borderless"
            trackBy="principal"
            wrapLines
            items={[...shown]}
            columnDefinitions={[
              {
                id: 'principal',
                header: 'Principal',
                isRowHeader: true,
                minWidth: 160,
                cell: ({ principal }) => <PrincipalName principal={principal} />,
              },
              {
                id: 'image',
                header: 'Has the image',
                minWidth: 150,
                cell: (row) => <ImageCell model={model} row={row} />,
              },
              {
                id: 'launch',
                header: 'May launch',
                minWidth: 120,
                cell: (row) => <LaunchCell model={model} row={row} />,
              },
              {
                id: 'act',
                header: 'Change',
                minWidth: 100,
                cell: (row) => canTake(row) && <RowButton model={model} row={row} />,
              },
            ]}
            ariaLabels={{ tableLabel: 'Shared with' }}
          />
          {rows.length > shown.length && (
            <Box key="more" color="text-body-secondary">
              The first {shown.length} of {rows.length} are shown. Stop sharing is about all.
            </Box>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}

/** A principal: an account by its name, anything else as AWS writes it. */
export function PrincipalName({ principal }: { readonly principal: string }) {
  if (principal === 'all' || principal === '*') return <>Everybody</>;
  return <Principal who={principal} />;
}

interface CellProps {
  readonly model: BuildShareModel;
  readonly row: HolderRow;
}

function ImageCell({ model, row }: CellProps) {
  const { principal, ways } = row;
  const wanted = model.changes.value.get(principal)?.image ?? ways.length > 0;
  return (
    <Checkbox
      checked={wanted}
      disabled={!canChange(row) || !canChangeImage(row)}
      description={describeWays(ways)}
      ariaLabel={`${principal} has the image`}
      onChange={({ detail }) => model.change(principal, { image: detail.checked })}
    />
  );
}

function LaunchCell({ model, row }: CellProps) {
  const { principal, launches, lacks } = row;
  const change = model.changes.value.get(principal)?.launch;
  const wanted = change ?? launches > 0;
  return (
    <Checkbox
      checked={wanted}
      indeterminate={change === undefined && launches > 0 && lacks > 0}
      disabled={!canChange(row) || launches + lacks === 0}
      description={`${launches} of ${countOf(launches + lacks, 'AMI')}`}
      ariaLabel={`${principal} may launch the AMIs`}
      onChange={({ detail }) => model.change(principal, { launch: detail.checked })}
    />
  );
}

function RowButton({ model, row: { principal } }: CellProps) {
  return model.changes.value.has(principal) ? (
    <Button
      variant="inline-link"
      ariaLabel={`Undo the change of ${principal}`}
      onClick={() => model.undo(principal)}
    >
      Undo
    </Button>
  ) : (
    <Button
      variant="inline-link"
      ariaLabel={`Remove ${principal}`}
      onClick={() => model.change(principal, { image: false, launch: false })}
    >
      Remove
    </Button>
  );
}

function isStopped(model: BuildShareModel, principal: string): boolean {
  const change = model.changes.value.get(principal);
  return change?.image === false && change.launch === false;
}
