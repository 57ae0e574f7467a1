import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { hashOf, type DeskRoute } from '../../../../lib/desk/route';
import type { CountedBuild } from '../../../../lib/findings/scan';
import { outlinesOf, seriesOf } from '../../../../lib/findings/series';
import { seriesLimit } from '../../../../lib/findings/series-builds';
import { present } from '../../../../lib/present';
import { createLoader } from '../../loader';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { createScans } from '../scans';
import { useAgainWithCredentials } from '../use-again-with-credentials';
import { BuildsTable } from './builds-table';
import { pickedOf, showOf } from './picks';
import { SeverityChart } from './severity-chart';
import { VulnerabilitiesTable } from './vulnerabilities-table';

interface SeriesViewProps {
  readonly route: Extract<DeskRoute, { view: 'findings-series' }>;
}

/** The findings of the builds of an image, or of a pipeline, one after the other. */
export function SeriesView({ route }: SeriesViewProps) {
  const { client, dialog } = useDesk();
  const { scope, image, pipeline } = route;
  const { model, scans } = useMemo(() => {
    const of = image === undefined ? { pipeline: pipeline ?? '' } : { image };
    return {
      model: createLoader(() => client.call('findings.series', of, { scope })),
      scans: createScans({ client, scope, make: outlinesOf }),
    };
    // Another subject is another view: only what is shown of this one changes here.
  }, [client]);
  useEffect(() => {
    void model.load();
    return () => scans.cancel();
  }, [model, scans]);
  useAgainWithCredentials(
    useCallback(() => {
      if (model.loaded.peek().state === 'problem') void model.load();
    }, [model]),
  );
  const loaded = model.loaded.value;
  const subject = image ?? pipeline ?? '';
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="What Amazon Inspector found in build after build."
        actions={<Link href={hashOf({ view: 'findings', scope }, dialog)}>Show all images</Link>}
      >
        {`Findings of ${subject.slice(subject.lastIndexOf('/') + 1)}`}
      </Header>
      {loaded.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Reading the builds…
        </StatusIndicator>
      )}
      {loaded.state === 'problem' && (
        <ProblemAlert
          key="problem"
          problem={loaded.problem}
          scope={scope}
          onRetry={() => void model.load()}
        />
      )}
      {loaded.state === 'ready' && (
        <Series key="series" route={route} builds={loaded.value} scans={scans} />
      )}
    </SpaceBetween>
  );
}

interface SeriesProps extends SeriesViewProps {
  readonly builds: readonly CountedBuild[];
  readonly scans: ReturnType<typeof createScans<ReturnType<typeof outlinesOf>>>;
}

function Series({ route, builds, scans }: SeriesProps) {
  const { go, now } = useDesk();
  const picked = pickedOf(builds, route.show);
  const read = scans.scans.value;
  // Those that were not read, or could not be, are there too: as not known.
  const given = picked.map(({ build: { arn, createdAt } }) => ({
    arn,
    ...present({ createdAt, outlines: read.get(arn)?.value }),
  }));
  const some = given.some(({ outlines }) => outlines);
  return (
    <SpaceBetween size="l">
      {builds.length === seriesLimit && (
        <Alert key="limit" type="info">
          {`These are the newest ${seriesLimit} builds. Older ones are not listed.`}
        </Alert>
      )}
      {builds.length > 0 && (
        <Container key="chart" header={<Header variant="h2">Findings by severity</Header>}>
          <SeverityChart builds={builds.toReversed()} />
        </Container>
      )}
      <BuildsTable
        key="builds"
        builds={builds}
        picked={picked}
        onPick={(next) => go({ ...route, show: showOf(next) })}
        scans={scans}
      />
      {some && <VulnerabilitiesTable key="vulnerabilities" series={seriesOf(given, now())} />}
    </SpaceBetween>
  );
}
