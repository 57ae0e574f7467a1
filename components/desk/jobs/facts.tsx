import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import type { ComponentChildren } from 'preact';
import { hasEnded, type Job } from '../../../lib/jobs/job';
import { AccountTitle, edgeOf } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { Time } from '../activity/cells';
import { useLive, type Question } from '../use-live';
import { describeRegion, partitionNames } from '../words';
import { JobShare, JobStatus, Origin } from './cells';

type Fact = readonly [label: string, value: ComponentChildren];

/** Where a job works, of what plan it is, and how it stands. */
export function JobFacts({ job }: { readonly job: Job }) {
  const known = useAccounts().names.get(job.scope.account);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container>
        <ColumnLayout columns={3} variant="text-grid" minColumnWidth={200}>
          {factsOf(job).map(([label, value]) => (
            <div key={label}>
              <Box variant="awsui-key-label">{label}</Box>
              {value}
            </div>
          ))}
        </ColumnLayout>
      </Container>
    </div>
  );
}

function factsOf(job: Job): readonly Fact[] {
  const { origin, createdAt, endedAt, digest, regions } = job;
  return [
    ['Account', <Account {...job} />],
    [
      regions.length === 1 ? 'Region' : 'Regions',
      regions.map((region) => <div key={region}>{describeRegion(region)}</div>),
    ],
    ['State', <Standing job={job} />],
    ['Started', <Time at={createdAt} />],
    ...(endedAt === undefined ? [] : ([['Ended', <Time at={endedAt} />]] as const)),
    ['Plan', <code title={digest}>{digest.slice(0, 12)}</code>],
    ...(origin ? ([['Made from', <OriginOf {...origin} />]] as const) : []),
  ];
}

function Account({ scope }: Job) {
  const known = useAccounts().names.get(scope.account);
  return (
    <>
      <Box variant="span" fontSize="heading-xl" fontWeight="bold">
        <span class="desk-account">{scope.account}</span>
      </Box>
      <Box color="text-body-secondary">
        {known && <AccountTitle {...known} />}
        {scope.partition !== 'aws' && <div>{partitionNames[scope.partition]}</div>}
      </Box>
    </>
  );
}

/** What is being done is said by the progress; when all is over, it is said here. */
function Standing({ job }: { readonly job: Job }) {
  return (
    <>
      <JobStatus job={job} />
      {hasEnded(job) && <JobShare job={job} />}
    </>
  );
}

const question: Question<readonly Job[]> = {
  ask: (client) => client.call('jobs.list', {}),
  after: ['job-removed'],
};

/** The earlier job by its title, as long as it is in the history. */
function OriginOf(origin: NonNullable<Job['origin']>) {
  const { loaded } = useLive(question);
  const jobs = loaded.state === 'ready' ? loaded.value : [];
  return <Origin origin={origin} title={jobs.find(({ id }) => id === origin.job)?.title} />;
}
