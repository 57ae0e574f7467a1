import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo, useState } from 'preact/hooks';
import { describeState, stateTone } from '../../../lib/images/describe';
import type { BuilderMaker, MadeBuilder } from '../../../lib/lifecycle/left-behind';
import { obstacleToChosenEnd } from '../../../lib/lifecycle/standing-of-builders';
import type { BuilderEnd, WishOf } from '../../../lib/lifecycle/wish';
import { explainProblem } from '../../../lib/problems/explain';
import type { Scope } from '../../../lib/scope';
import { Time } from '../activity/cells';
import { JobLink } from '../jobs/cells';
import type { Loaded } from '../loader';
import { useNarrow } from '../use-narrow';
import { useReadOnly } from '../use-safety';

interface BuildersTableProps {
  readonly scope: Scope;
  readonly listed: Loaded<readonly MadeBuilder[]>;
  /** Told what is to be stopped or deleted, of which a plan is made first. */
  readonly onEnd: (builders: WishOf<'end-builders'>['builders'], end: BuilderEnd) => void;
}

/** Image builders with what they are from, to be stopped or deleted. */
export function BuildersTable({ scope, listed, onEnd }: BuildersTableProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => (listed.state === 'ready' ? listed.value.toSorted(byNeglect) : []),
    [listed],
  );
  const selected = rows.filter(({ builder }) => picked.has(builder.arn));
  const left = rows.filter(isLeftBehind).length;
  return (
    <Table
      items={rows}
      columnDefinitions={columnsOf(scope, useNarrow())}
      trackBy={({ builder }) => builder.arn}
      loading={listed.state === 'loading'}
      loadingText="Reading the image builders…"
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) =>
        setPicked(new Set(detail.selectedItems.map(({ builder }) => builder.arn)))
      }
      wrapLines
      ariaLabels={{
        tableLabel: 'Image builders',
        selectionGroupLabel: 'Select image builders',
        allItemsSelectionLabel: () => 'Select all image builders',
        itemSelectionLabel: (_, { builder }) => `Select ${builder.name}`,
      }}
      header={
        <Header
          variant="h2"
          counter={listed.state === 'ready' ? `(${rows.length})` : ''}
          description={
            left > 0
              ? `${left} left behind by jobs of Image Desk: nothing waits for ${left === 1 ? 'it' : 'them'} any more.`
              : 'No job in the history has left one of them behind.'
          }
          actions={<Ends scope={scope} selected={selected} onEnd={onEnd} />}
        >
          Image builders
        </Header>
      }
      empty="No image builders in this account and Region"
    />
  );
}

function Ends(props: {
  readonly scope: Scope;
  readonly selected: readonly MadeBuilder[];
  readonly onEnd: BuildersTableProps['onEnd'];
}) {
  const { scope, selected, onEnd } = props;
  const readOnly = useReadOnly(scope);
  const reasonOf = (end: BuilderEnd): string | undefined => {
    if (readOnly) return explainProblem(readOnly).summary;
    if (selected.length === 0) return 'Select an image builder first.';
    // One alone says best here what is in its way; of several the plan says it.
    const [only] = selected;
    return only && selected.length === 1 ? obstacleToChosenEnd(only.builder, end) : undefined;
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {(['stop', 'delete'] as const).map((end) => {
        const reason = reasonOf(end);
        return (
          <Button
            key={end}
            disabled={reason !== undefined}
            {...(reason !== undefined && { disabledReason: reason })}
            onClick={() =>
              onEnd(
                selected.map(({ builder }) => ({ region: scope.region, name: builder.name })),
                end,
              )
            }
          >
            {end === 'stop' ? 'Stop' : 'Delete'}
          </Button>
        );
      })}
    </SpaceBetween>
  );
}

const tones: Readonly<Record<ReturnType<typeof stateTone>, StatusIndicatorProps.Type>> = {
  success: 'success',
  error: 'error',
  pending: 'in-progress',
};

type Column = TableProps.ColumnDefinition<MadeBuilder>;

function columnsOf(scope: Scope, narrow: boolean): readonly Column[] {
  const maker = ({ maker: from }: MadeBuilder) => <Maker maker={from} scope={scope} />;
  if (narrow) {
    return [
      {
        id: 'builder',
        header: 'Image builder',
        isRowHeader: true,
        cell: (row) => (
          <>
            <div class="desk-who">{row.builder.name}</div>
            <State {...row} />
            <Box color="text-body-secondary">
              <div class="desk-who">
                {row.builder.instanceType ?? '–'}, from {imageOf(row)}
              </div>
            </Box>
            <div>
              <Since {...row} />
            </div>
            {row.maker && maker(row)}
          </>
        ),
      },
    ];
  }
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 130,
      cell: ({ builder }) => <div class="desk-who">{builder.name}</div>,
    },
    { id: 'state', header: 'State', minWidth: 130, cell: State },
    {
      id: 'image',
      header: 'From image',
      minWidth: 140,
      cell: (row) => <div class="desk-who">{imageOf(row)}</div>,
    },
    {
      id: 'instance',
      header: 'Instance type',
      minWidth: 205,
      cell: ({ builder }) => <div class="desk-who">{builder.instanceType ?? '–'}</div>,
    },
    { id: 'since', header: 'Created', minWidth: 110, cell: Since },
    { id: 'job', header: 'Job', minWidth: 140, cell: maker },
  ];
}

function State({ builder: { state } }: MadeBuilder) {
  const type = state === 'STOPPED' ? 'stopped' : tones[stateTone(state)];
  return <StatusIndicator type={type}>{describeState(state)}</StatusIndicator>;
}

function Since({ builder: { createdAt } }: MadeBuilder) {
  return createdAt === undefined ? <>–</> : <Time at={createdAt} />;
}

const standings: Readonly<Record<BuilderMaker['standing'], string>> = {
  'in-use': 'In use',
  kept: 'Kept, as was wished',
  'left-behind': 'Left behind',
};

function Maker(props: { readonly maker: BuilderMaker | undefined; readonly scope: Scope }) {
  const { maker, scope } = props;
  if (!maker) return <>–</>;
  return (
    <>
      <StatusIndicator type={maker.standing === 'left-behind' ? 'warning' : 'info'}>
        {standings[maker.standing]}
      </StatusIndicator>
      <div class="desk-who">
        <JobLink job={{ id: maker.job, title: maker.title }} scope={scope} />
      </div>
    </>
  );
}

/** The name of the image that a builder was started from. */
function imageOf({ builder: { imageArn } }: MadeBuilder): string {
  return imageArn?.split(':image/').at(-1) ?? '–';
}

function isLeftBehind({ maker }: MadeBuilder): boolean {
  return maker?.standing === 'left-behind';
}

/** Those that were left behind first, and otherwise by name, as they come. */
function byNeglect(a: MadeBuilder, b: MadeBuilder): number {
  return Number(isLeftBehind(b)) - Number(isLeftBehind(a));
}
