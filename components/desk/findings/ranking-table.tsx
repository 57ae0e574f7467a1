import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import { imageOfBuild, labelOfBuild } from '../../../lib/builds/arn';
import { describeBuildStatus } from '../../../lib/builds/describe';
import { hashOf } from '../../../lib/desk/route';
import type { CountedBuild, Ranking } from '../../../lib/findings/scan';
import { explainProblem } from '../../../lib/problems/explain';
import type { Scope } from '../../../lib/scope';
import { countOf, formatNumber } from '../../../lib/words';
import type { Loaded } from '../loader';
import { useDesk } from '../parts';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { CountBadges } from './counts-badges';
import { inOneColumn } from './in-one-column';
import type { BuildScan, Scans } from './scans';
import { dateText, scanText, shortBuild } from './words';

interface RankingTableProps {
  readonly scope: Scope;
  readonly ranking: Loaded<Ranking>;
  /** How many vulnerabilities of a build are critical or high and have a fix. */
  readonly scans: Scans<number>;
}

const pageSize = 20;

/** The images of an account by what was found in their newest builds. */
export function RankingTable({ scope, ranking, scans }: RankingTableProps) {
  const read = ranking.state === 'ready' ? ranking.value : undefined;
  const builds = read?.builds ?? [];
  const { shown, pagination } = usePages(builds, pageSize);
  const columns = columnsOf(scope, scans.scans.value);
  const reading = scans.reading.value;
  const done = builds.filter(({ build }) => scans.scans.value.get(build.arn)?.value !== undefined);
  return (
    <Table
      items={shown}
      trackBy={({ build }) => build.arn}
      columnDefinitions={useNarrow() ? inOneColumn(columns) : columns}
      loading={ranking.state === 'loading'}
      loadingText="Reading the images…"
      wrapLines
      pagination={pagination}
      ariaLabels={{ tableLabel: 'Images by findings' }}
      header={
        <Header
          variant="h2"
          counter={read ? `(${builds.length})` : ''}
          description="Findings of the newest build of each image that became available, the worst first. An image that is not counted may never have been scanned; nobody knows what it has."
          actions={
            reading ? (
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <span key="progress" role="status">
                  {`${done.length} of ${countOf(builds.length, 'build')} read`}
                </span>
                <Button key="cancel" onClick={() => scans.cancel()}>
                  Cancel
                </Button>
              </SpaceBetween>
            ) : (
              <Button
                disabled={builds.length === 0 || done.length === builds.length}
                onClick={() => void scans.read(builds.map(({ build }) => build.arn))}
              >
                Read the findings
              </Button>
            )
          }
        >
          Images by findings
        </Header>
      }
      empty="No image of this account and Region has a build that became available"
      footer={read && <LeftOut {...read} />}
    />
  );
}

function LeftOut({ without, left }: Ranking) {
  if (without === 0 && left === 0) return null;
  return (
    <Box color="text-body-secondary">
      {without > 0 && (
        <div key="without">{`${countOf(without, 'image')} without an available build in the newest versions.`}</div>
      )}
      {left > 0 && (
        <div key="left">{`${countOf(left, 'image')} with older versions not looked at.`}</div>
      )}
    </Box>
  );
}

type Columns = readonly TableProps.ColumnDefinition<CountedBuild>[];

function columnsOf(scope: Scope, scans: ReadonlyMap<string, BuildScan<number>>): Columns {
  return [
    { id: 'image', header: 'Image', isRowHeader: true, cell: ({ build }) => build.name },
    {
      id: 'build',
      header: 'Newest build',
      cell: ({ build }) => (
        <>
          <div>{shortBuild(build)}</div>
          <Box color="text-body-secondary" fontSize="body-s">
            {build.status === 'AVAILABLE'
              ? dateText(build.createdAt)
              : `${dateText(build.createdAt)}, ${describeBuildStatus(build.status).toLowerCase()}`}
          </Box>
        </>
      ),
    },
    { id: 'counts', header: 'Findings', cell: ({ counts }) => <CountBadges counts={counts} /> },
    {
      id: 'urgent',
      header: 'Critical and high with a fix',
      cell: ({ build }) => <Urgent scan={scans.get(build.arn)} />,
    },
    {
      id: 'more',
      header: 'More',
      cell: ({ build }) => (
        <SpaceBetween direction="horizontal" size="xs">
          <CompareButton key="compare" build={build.arn} scope={scope} />
          <SeriesLink key="series" build={build.arn} name={build.name} scope={scope} />
        </SpaceBetween>
      ),
    },
  ];
}

function Urgent({ scan }: { readonly scan: BuildScan<number> | undefined }) {
  if (scan?.value === undefined) return <>{scanText(scan)}</>;
  return <>{`${formatNumber(scan.value)} ${scan.value === 1 ? 'CVE' : 'CVEs'}`}</>;
}

function SeriesLink(props: {
  readonly build: string;
  readonly name: string;
  readonly scope: Scope;
}) {
  const { dialog } = useDesk();
  const { build, name, scope } = props;
  const route = { view: 'findings-series', scope, image: imageOfBuild(build) } as const;
  return (
    <Link ariaLabel={`All builds of ${name}`} href={hashOf(route, dialog)}>
      All builds
    </Link>
  );
}

/** Looks which build is before a build, and leads to what differs. */
function CompareButton({ build, scope }: { readonly build: string; readonly scope: Scope }) {
  const { client, go } = useDesk();
  const [asking, setAsking] = useState(false);
  const [news, setNews] = useState('');
  const compare = async (): Promise<void> => {
    setAsking(true);
    setNews('');
    const answer = await client.call('findings.change', { build }, { scope });
    setAsking(false);
    if (!answer.ok) setNews(explainProblem(answer.problem).summary);
    else if (!answer.value.value.previous) setNews('There is no build before this one.');
    else {
      const base = answer.value.value.previous.build.arn;
      go({ view: 'findings-compare', scope, base, target: build });
    }
  };
  return (
    <>
      <Button
        variant="inline-link"
        loading={asking}
        ariaLabel={`Compare with previous: ${labelOfBuild(build)}`}
        onClick={() => void compare()}
      >
        Compare with previous
      </Button>
      {news !== '' && <div role="alert">{news}</div>}
    </>
  );
}
