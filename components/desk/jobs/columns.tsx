import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Job } from '../../../lib/jobs/job';
import type { Scope } from '../../../lib/scope';
import { AccountName } from '../account-name';
import { Time } from '../activity/cells';
import { JobLink, JobShare, JobStatus, Origin } from './cells';
import { JobActions } from './job-actions';
import type { Steering } from './steering';

type Columns = readonly TableProps.ColumnDefinition<Job>[];

interface Row {
  /** The title of another job in the list. */
  readonly titleOf: (id: string) => string | undefined;
  readonly act: Steering['act'];
  readonly scope: Scope | undefined;
}

/** The columns of the list of jobs. */
export function wideColumns(row: Row): Columns {
  return [
    {
      id: 'job',
      header: 'Job',
      isRowHeader: true,
      minWidth: 190,
      cell: (job) => <Title job={job} row={row} />,
    },
    {
      id: 'place',
      header: 'Account and Regions',
      minWidth: 170,
      cell: (job) => <Where {...job} />,
    },
    {
      id: 'state',
      header: 'State and progress',
      minWidth: 240,
      cell: (job) => <Standing job={job} />,
    },
    {
      id: 'started',
      header: 'Started',
      minWidth: 130,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      minWidth: 110,
      cell: (job) => <Actions job={job} row={row} />,
    },
  ];
}

/** The same in one column, where five would have to be scrolled. */
export function narrowColumns(row: Row): Columns {
  return [
    {
      id: 'job',
      header: 'Job',
      isRowHeader: true,
      cell: (job) => (
        <>
          <Title job={job} row={row} />
          <Where {...job} />
          <Standing job={job} />
          <div>
            <Time at={job.createdAt} />
          </div>
          <Actions job={job} row={row} />
        </>
      ),
    },
  ];
}

function Title({ job, row }: { readonly job: Job; readonly row: Row }) {
  const { origin } = job;
  return (
    <>
      <div class="desk-who">
        <JobLink job={job} scope={row.scope} />
      </div>
      {origin && (
        <Box color="text-body-secondary">
          <Origin origin={origin} title={row.titleOf(origin.job)} scope={row.scope} />
        </Box>
      )}
    </>
  );
}

function Where({ scope, regions }: Job) {
  return (
    <>
      <div>
        <AccountName account={scope.account} />
      </div>
      <div>{regions.join(', ')}</div>
    </>
  );
}

function Standing({ job }: { readonly job: Job }) {
  return (
    <>
      <JobStatus job={job} />
      <JobShare job={job} />
    </>
  );
}

function Actions({ job, row }: { readonly job: Job; readonly row: Row }) {
  return <JobActions job={job} many onAct={(act) => void row.act(job.id, act)} />;
}
