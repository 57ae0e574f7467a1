import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import type { ComponentChildren } from 'preact';
import { hasEnded, type Job, type JobOrigin } from '../../../lib/jobs/job';
import { describeOutcome } from '../../../lib/jobs/signs';
import type { Scope } from '../../../lib/scope';
import { edgeOf } from '../../light/account-name';
import { AccountFact } from '../account-fact';
import { useAccounts } from '../accounts';
import { Time } from '../activity/cells';
import { useLive, type Question } from '../use-live';
import { describeRegion } from '../words';
import { JobStatus, Origin } from './cells';

type Fact = readonly [label: string, value: ComponentChildren];

interface JobFactsProps {
  readonly job: Job;
  /** The scope that the desk is in. */
  readonly scope: Scope | undefined;
}

/** Where a job works, of what plan it is, and how it stands. */
export function JobFacts({ job, scope }: JobFactsProps) {
  const known = useAccounts().names.get(job.scope.account);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container>
        <ColumnLayout columns={3} variant="text-grid" minColumnWidth={200}>
          {factsOf(job, scope).map(([label, value]) => (
            <div key={label}>
              <Box variant="awsui-key-label">{label}</Box>
              <div role="group" aria-label={label}>
                {value}
              </div>
            </div>
          ))}
        </ColumnLayout>
      </Container>
    </div>
  );
}

function factsOf(job: Job, scope: Scope | undefined): readonly Fact[] {
  const { origin, createdAt, endedAt, digest, regions } = job;
  return [
    ['Account', <AccountFact {...job.scope} />],
    [
      regions.length === 1 ? 'Region' : 'Regions',
      regions.map((region) => <div key={region}>{describeRegion(region)}</div>),
    ],
    ['State', <JobStatus job={job} />],
    ...(hasEnded(job) ? ([['Result', describeOutcome(job)]] as const) : []),
    ['Started', <Time at={createdAt} />],
    ...(endedAt === undefined ? [] : ([['Ended', <Time at={endedAt} />]] as const)),
    ['Plan', <code title={digest}>{digest.slice(0, 12)}</code>],
    ...(origin ? ([['Made from', <OriginOf origin={origin} scope={scope} />]] as const) : []),
  ];
}

const question: Question<readonly Job[]> = {
  ask: (client) => client.call('jobs.list', {}),
  after: ['job-removed'],
};

/** The earlier job by its title, as long as it is in the history. */
function OriginOf(props: { readonly origin: JobOrigin; readonly scope: Scope | undefined }) {
  const { origin, scope } = props;
  const { loaded } = useLive(question);
  const jobs = loaded.state === 'ready' ? loaded.value : [];
  return (
    <Origin origin={origin} title={jobs.find(({ id }) => id === origin.job)?.title} scope={scope} />
  );
}
