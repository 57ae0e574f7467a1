import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../lib/builds/arn';
import type { KeptScan } from '../../../lib/findings/scan';
import type { Problem } from '../../../lib/problems/problem';
import { countOf, formatNumber } from '../../../lib/words';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { inOneColumn } from './in-one-column';
import { dateText, sizeText } from './words';

const columns: readonly TableProps.ColumnDefinition<KeptScan>[] = [
  {
    id: 'build',
    header: 'Build',
    isRowHeader: true,
    cell: ({ build }) => labelOfBuild(build),
  },
  {
    id: 'findings',
    header: 'Findings',
    cell: ({ received, state }) =>
      `${formatNumber(received)}${state === 'complete' ? '' : ' (not all)'}`,
  },
  { id: 'room', header: 'Room', cell: (each) => sizeText(each.bytes) },
  { id: 'used', header: 'Last used', cell: ({ usedAt }) => dateText(usedAt) },
];

/** The findings that are kept on this computer, to be removed. */
export function KeptSection({
  readAt,
}: {
  /** Changes when more were read. */ readonly readAt: number;
}) {
  const { client } = useDesk();
  const narrow = useNarrow();
  const model = useMemo(() => createLoader(() => client.call('findings.kept', {})), [client]);
  const [problem, setProblem] = useState<Problem>();
  const [picked, setPicked] = useState<readonly KeptScan[]>([]);
  useEffect(() => void model.load(), [model, readAt]);
  const loaded = model.loaded.value;
  const kept = loaded.state === 'ready' ? loaded.value : [];
  const { shown, pagination } = usePages(kept, 10);
  const drop = async (builds: readonly KeptScan[]): Promise<void> => {
    const all = builds.length === kept.length;
    const input = all ? {} : { builds: builds.map(({ build }) => build) };
    const answer = await client.call('findings.drop', input);
    setProblem(answer.ok ? undefined : answer.problem);
    setPicked([]);
    await model.load();
  };
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} onRetry={() => void model.load()} />;
  }
  const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <SpaceBetween size="s">
      {problem && (
        <ProblemAlert key="problem" problem={problem} onRetry={() => setProblem(undefined)} />
      )}
      <Table
        key="table"
        items={shown}
        trackBy="build"
        loading={loaded.state === 'loading'}
        loadingText="Looking for findings…"
        selectionType="multi"
        selectedItems={picked}
        onSelectionChange={({ detail }) => setPicked(detail.selectedItems)}
        wrapLines
        pagination={pagination}
        ariaLabels={{
          tableLabel: 'Findings kept on this computer',
          selectionGroupLabel: 'Select builds',
          allItemsSelectionLabel: () => 'Select all builds of this page',
          itemSelectionLabel: (_, { build }) => `Select ${labelOfBuild(build)}`,
        }}
        columnDefinitions={narrow ? inOneColumn(columns) : columns}
        header={
          <Header
            variant="h2"
            counter={`(${kept.length})`}
            description={
              kept.length === 0
                ? 'What is read is kept here, so that it need not be read again.'
                : `What was read is kept, so that it need not be read again: ${countOf(kept.length, 'build')}, about ${sizeText(bytes)}.`
            }
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  key="remove"
                  disabled={picked.length === 0}
                  disabledReason="Select a build first."
                  onClick={() => void drop(picked)}
                >
                  Remove
                </Button>
                <Button key="all" disabled={kept.length === 0} onClick={() => void drop(kept)}>
                  Remove all
                </Button>
              </SpaceBetween>
            }
          >
            Findings kept on this computer
          </Header>
        }
        empty="No findings are kept"
      />
    </SpaceBetween>
  );
}
