import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { ActivityRecord } from '../../../lib/activity/entry';
import { toCsv, toJson } from '../../../lib/activity/export';
import type { Problem } from '../../../lib/problems/problem';
import { download } from '../download';
import { useDesk, useEvents, useNow } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useNarrow } from '../use-narrow';
import { narrowColumns, wideColumns } from './columns';
import { Details } from './details';
import { Filters } from './filters';
import { createActivityModel, type ActivityModel } from './model';

/** What Image Desk has changed, what it has refused, and which permissions were missing. */
export function ActivityView() {
  const { client, later } = useDesk();
  const model = useMemo(() => createActivityModel({ client, later }), [client, later]);
  useEffect(() => void model.load(), [model]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'activity-changed') model.follow();
      },
      [model],
    ),
  );
  const listed = model.listed.value;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="Every change that was sent to AWS, every request that was refused and every permission that was missing. The log is kept in this browser."
        actions={<Exports model={model} />}
      >
        Activity
      </Header>
      {listed.state === 'problem' ? (
        <ProblemAlert problem={listed.problem} onRetry={() => void model.load()} />
      ) : (
        <Log model={model} />
      )}
    </SpaceBetween>
  );
}

function Log({ model }: { readonly model: ActivityModel }) {
  const now = useNow();
  const columnsAt = useNarrow() ? narrowColumns : wideColumns;
  const [opened, setOpened] = useState<number>();
  const listed = model.listed.value;
  const page = listed.state === 'ready' ? listed.value : undefined;
  const records = page?.records ?? [];
  const { text, kind, account } = model.filter.value;
  const filtered = text.trim() !== '' || kind !== undefined || account !== undefined;
  return (
    <>
      <Table
        items={records}
        trackBy={({ entry }) => String(entry.id)}
        columnDefinitions={columnsAt(now, ({ entry }) => setOpened(entry.id))}
        loading={!page}
        loadingText="Reading the activity…"
        wrapLines
        ariaLabels={{ tableLabel: 'Activity' }}
        filter={
          <Filters
            filter={model.filter.value}
            accounts={page?.accounts ?? []}
            count={filtered && page ? countText(records, page.next !== undefined) : ''}
            onChange={model.find}
          />
        }
        empty={
          filtered ? 'No activity fits these filters' : 'Nothing was changed or refused so far'
        }
        footer={
          page?.next !== undefined && (
            <div class="desk-more">
              <Button loading={model.loadingMore.value} onClick={() => void model.loadMore()}>
                Load more
              </Button>
            </div>
          )
        }
      />
      <Details
        record={records.find(({ entry }) => entry.id === opened)}
        now={now}
        onClose={() => setOpened(undefined)}
      />
    </>
  );
}

function countText(records: readonly ActivityRecord[], more: boolean): string {
  return `${records.length}${more ? ' or more' : ''} ${records.length === 1 ? 'match' : 'matches'}`;
}

const formats = {
  CSV: { type: 'text/csv', write: toCsv },
  JSON: { type: 'application/json', write: toJson },
} as const;

/** Saves everything that fits the filters as a file. */
function Exports({ model }: { readonly model: ActivityModel }) {
  const { now } = useDesk();
  const [problem, setProblem] = useState<Problem>();
  const listed = model.listed.value;
  const empty = listed.state !== 'ready' || listed.value.records.length === 0;
  const save = async (format: keyof typeof formats): Promise<void> => {
    const all = await model.readAll();
    setProblem(all.ok ? undefined : all.problem);
    if (!all.ok) return;
    const { type, write } = formats[format];
    const date = new Date(now()).toISOString().slice(0, 10);
    const name = `image-desk-activity-${date}.${format.toLowerCase()}`;
    download(name, type, write(all.value, now()));
  };
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        {(Object.keys(formats) as (keyof typeof formats)[]).map((format) => (
          <Button key={format} disabled={empty} onClick={() => void save(format)}>
            {`Export ${format}`}
          </Button>
        ))}
      </SpaceBetween>
      {problem && <ProblemAlert problem={problem} onRetry={() => setProblem(undefined)} />}
    </SpaceBetween>
  );
}
