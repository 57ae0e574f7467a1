import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import { labelOfBuild } from '../../../lib/builds/arn';
import type { Scope } from '../../../lib/scope';
import { CountBadges } from '../findings/counts-badges';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';

interface BuildFindingsProps {
  /** The ARN. */
  readonly build: string;
  /** Who asks, in the Region of the build. */
  readonly scope: Scope;
}

/** How many findings a build has, beside what is made of it. */
export function BuildFindings({ build, scope }: BuildFindingsProps) {
  const { client } = useDesk();
  const model = useMemo(
    () => createLoader(() => client.call('builds.counts', { build }, { scope })),
    // The scope of a form stays.
    [client, build],
  );
  useEffect(() => void model.load(), [model]);
  const counts = model.loaded.value;
  return (
    <Container
      header={
        <Header variant="h2" description={labelOfBuild(build)}>
          Findings of the build
        </Header>
      }
    >
      <SpaceBetween size="s">
        {counts.state === 'loading' && (
          <StatusIndicator key="loading" type="loading">
            Counting the findings…
          </StatusIndicator>
        )}
        {counts.state === 'problem' && (
          <ProblemAlert
            key="problem"
            problem={counts.problem}
            scope={scope}
            onRetry={() => void model.load()}
          />
        )}
        {counts.state === 'ready' &&
          (counts.value ? (
            <CountBadges key="counts" counts={counts.value} />
          ) : (
            <StatusIndicator key="none" type="info">
              AWS has no scan of this build.
            </StatusIndicator>
          ))}
        {/* In a tab of its own: what was entered here stays. */}
        <Link
          key="compare"
          onFollow={() =>
            void client.call('desk.open', { view: 'findings-compare', target: build }, { scope })
          }
        >
          Compare with the build before
        </Link>
      </SpaceBetween>
    </Container>
  );
}
