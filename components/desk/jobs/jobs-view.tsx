import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useEffect, useMemo } from 'preact/hooks';
import type { Job } from '../../../lib/jobs/job';
import type { Scope } from '../../../lib/scope';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useNarrow } from '../use-narrow';
import { useWhenShown } from '../use-when-shown';
import { narrowColumns, wideColumns } from './columns';
import { createJobsModel } from './list-model';

/** What Image Desk carries out, and what it has carried out. */
export function JobsView({ scope }: { readonly scope: Scope | undefined }) {
  const { client } = useDesk();
  const model = useMemo(() => createJobsModel({ client }), [client]);
  useEffect(() => void model.load(), [model]);
  useEvents(model.follow);
  useWhenShown(model.load);
  const narrow = useNarrow();
  const listed = model.listed.value;
  const problem = model.problem.value;
  const jobs = listed.state === 'ready' ? listed.value : [];
  const titleOf = (id: string) => jobs.find((job: Job) => job.id === id)?.title;
  const columns = (narrow ? narrowColumns : wideColumns)({ titleOf, act: model.act, scope });
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        counter={listed.state === 'ready' ? `(${jobs.length})` : ''}
        description="What Image Desk carries out and has carried out in this browser. A job goes on when this page is closed, and waits when something stands in its way."
      >
        Jobs
      </Header>
      {problem && <ProblemAlert key="problem" problem={problem} onRetry={model.dismiss} />}
      {listed.state === 'problem' ? (
        <ProblemAlert key="unread" problem={listed.problem} onRetry={() => void model.load()} />
      ) : (
        <Table
          key="table"
          items={jobs}
          trackBy="id"
          columnDefinitions={columns}
          loading={listed.state === 'loading'}
          loadingText="Reading the jobs…"
          wrapLines
          ariaLabels={{ tableLabel: 'Jobs' }}
          empty={
            <>
              <Box variant="strong">No jobs so far</Box>
              <Box color="text-body-secondary">
                A job starts when a plan is applied: share images, and it is followed here.
              </Box>
            </>
          }
        />
      )}
    </SpaceBetween>
  );
}
