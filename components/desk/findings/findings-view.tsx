import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import type { Ranking } from '../../../lib/findings/scan';
import { outlinesOf, urgentOf } from '../../../lib/findings/series';
import type { Client } from '../../../lib/messaging/client';
import { scopeKey, type Scope } from '../../../lib/scope';
import { createLoader } from '../loader';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ScopeFields, scopeOf } from '../scope-fields';
import { WithCredentials } from '../with-credentials';
import { KeptSection } from './kept-section';
import { RankingTable } from './ranking-table';
import { createScans, type Scans } from './scans';
import { SearchSection } from './search-section';

interface FindingsViewProps {
  readonly scope: Scope | undefined;
  readonly vulnerability: string | undefined;
}

/** The images of an account by their findings, and the search for a vulnerability. */
export function FindingsView({ scope, vulnerability }: FindingsViewProps) {
  const { go } = useDesk();
  const place = scope && { scope };
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="What Amazon Inspector found in the images that EC2 Image Builder made."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button key="compare" onClick={() => go({ view: 'findings-compare', ...place })}>
              Compare two builds
            </Button>
            <Button key="judgements" onClick={() => go({ view: 'findings-judgements', ...place })}>
              Judgements and gate
            </Button>
          </SpaceBetween>
        }
      >
        Findings
      </Header>
      <WithCredentials
        key="held"
        scope={scope}
        purpose="Add credentials of an AWS account to see its findings."
      >
        {(identities) => (
          <Chosen identities={identities} asked={scope} vulnerability={vulnerability} />
        )}
      </WithCredentials>
    </SpaceBetween>
  );
}

function Chosen(props: {
  readonly identities: readonly Identity[];
  readonly asked: Scope | undefined;
  readonly vulnerability: string | undefined;
}) {
  const { identities, asked, vulnerability } = props;
  const { go } = useDesk();
  const [first] = identities;
  const scope = asked ?? (first && scopeOf(first));
  if (!scope) return null;
  return (
    <SpaceBetween size="l">
      <ScopeFields
        key="scope"
        identities={identities}
        scope={scope}
        service="imagebuilder"
        onPick={(next) => go({ view: 'findings', scope: next })}
      />
      <OfAccount key={scopeKey(scope)} scope={scope} vulnerability={vulnerability} />
    </SpaceBetween>
  );
}

interface OfAccountProps {
  readonly scope: Scope;
  readonly vulnerability: string | undefined;
}

function OfAccount({ scope, vulnerability }: OfAccountProps) {
  const { client } = useDesk();
  const key = scopeKey(scope);
  // The scope is a new object with every render; the key says whether it is another one.
  const { model, scans } = useMemo(
    () => ({
      model: createLoader(() => client.call('findings.ranking', {}, { scope })),
      scans: createScans({ client, scope, make: (found) => urgentOf(outlinesOf(found)) }),
    }),
    [client, key],
  );
  useEffect(() => {
    void model.load();
    return () => scans.cancel();
  }, [model, scans]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'credentials-changed' || event === 'build-changed') void model.load();
      },
      [model],
    ),
  );
  const ranking = model.loaded.value;
  useEffect(() => {
    if (ranking.state !== 'ready') return;
    void readKept(client, scans, ranking.value);
  }, [client, scans, ranking]);
  const read = [...scans.scans.value.values()].filter(({ value }) => value !== undefined).length;
  return (
    <SpaceBetween size="l">
      {ranking.state === 'problem' ? (
        <ProblemAlert
          key="problem"
          problem={ranking.problem}
          scope={scope}
          onRetry={() => void model.load()}
        />
      ) : (
        <RankingTable key="ranking" scope={scope} ranking={ranking} scans={scans} />
      )}
      <SearchSection key="search" scope={scope} vulnerability={vulnerability} />
      <KeptSection key="kept" readAt={read} />
    </SpaceBetween>
  );
}

/** Reads what is kept whole, which costs no call to AWS. */
async function readKept(client: Client, scans: Scans<number>, { builds }: Ranking): Promise<void> {
  const kept = await client.call('findings.kept', {});
  if (!kept.ok || scans.reading.peek()) return;
  const whole = new Set(
    kept.value.value.filter(({ state }) => state === 'complete').map(({ build }) => build),
  );
  await scans.read(builds.map(({ build }) => build.arn).filter((arn) => whole.has(arn)));
}
