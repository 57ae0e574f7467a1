import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { imageOfBuild, labelOfBuild, readBuildArn } from '../../../lib/builds/arn';
import { hashOf } from '../../../lib/desk/route';
import type { SearchHit } from '../../../lib/findings/scan';
import { severityOf } from '../../../lib/findings/severity';
import { versionText } from '../../../lib/findings/vulnerability';
import { scopeKey, type Scope } from '../../../lib/scope';
import { countOf } from '../../../lib/words';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useNarrow } from '../use-narrow';
import { SeverityBadge } from './counts-badges';
import { inOneColumn } from './in-one-column';
import { createSearch, idOf, type Search } from './search-model';
import { useAgainWithCredentials } from './use-again-with-credentials';

interface SearchSectionProps {
  readonly scope: Scope;
  /** What the address asks for. */
  readonly vulnerability: string | undefined;
}

/** Finds which builds of the account have a vulnerability. */
export function SearchSection({ scope, vulnerability }: SearchSectionProps) {
  const { client, go } = useDesk();
  const key = scopeKey(scope);
  // The scope is a new object with every render; the key says whether it is another one.
  const model = useMemo(() => createSearch(client, scope), [client, key]);
  const [typed, setTyped] = useState(vulnerability ?? '');
  useEffect(() => {
    if (vulnerability === undefined) return;
    setTyped(vulnerability);
    void model.find(vulnerability);
  }, [model, vulnerability]);
  useAgainWithCredentials(
    useCallback(() => {
      if (model.search.peek()?.problem) void model.more();
    }, [model]),
  );
  const id = idOf(typed);
  const fits = /^[\w.:/+@-]{1,200}$/.test(id);
  const find = () => {
    if (!fits) return;
    // The address keeps it; asking for the same once more reads again.
    if (id === vulnerability) void model.find(id);
    else go({ view: 'findings', scope, vulnerability: id });
  };
  const search = model.search.value;
  return (
    <SpaceBetween size="m">
      <form
        key="form"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <SpaceBetween size="s">
          <Header
            key="heading"
            variant="h2"
            description="Which images and builds of this account and Region have it."
          >
            Find a vulnerability
          </Header>
          <FormField
            key="id"
            label="Vulnerability"
            constraintText="Such as CVE-2026-1234. AWS finds whole ids only."
            errorText={id !== '' && !fits ? 'An id has no spaces.' : ''}
            secondaryControl={
              <Button formAction="submit" loading={search?.state === 'reading'}>
                Find
              </Button>
            }
          >
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
      {search?.problem && (
        <ProblemAlert
          key="problem"
          problem={search.problem}
          scope={scope}
          onRetry={() => void model.more()}
        />
      )}
      {search && <Hits key="hits" search={search} scope={scope} onMore={() => void model.more()} />}
    </SpaceBetween>
  );
}

interface HitsProps {
  readonly search: Search;
  readonly scope: Scope;
  readonly onMore: () => void;
}

function Hits({ search: { vulnerability, hits, state }, scope, onMore }: HitsProps) {
  const { dialog } = useDesk();
  const builds = new Set(hits.map(({ build }) => build));
  const images = new Set([...builds].map(imageOfBuild));
  const so = state === 'over' ? '' : ' so far';
  const found = `Found in ${countOf(builds.size, 'build')} of ${countOf(images.size, 'image')}${so}. Builds that were not scanned are not among them.`;
  const looking = state === 'reading' && hits.length === 0;
  const columns: readonly TableProps.ColumnDefinition<SearchHit>[] = [
    {
      id: 'build',
      header: 'Build',
      isRowHeader: true,
      cell: ({ build }) => labelOfBuild(build),
    },
    {
      id: 'severity',
      header: 'Severity',
      cell: ({ finding }) => <SeverityBadge severity={severityOf(finding.severity)} />,
    },
    { id: 'packages', header: 'Packages', cell: packagesText },
    {
      id: 'links',
      header: 'More',
      cell: ({ build }) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Link
            key="compare"
            ariaLabel={`Compare ${labelOfBuild(build)}`}
            href={hashOf({ view: 'findings-compare', scope, target: build }, dialog)}
          >
            Compare
          </Link>
          <Link
            key="series"
            ariaLabel={`All builds of ${readBuildArn(build)?.name ?? build}`}
            href={hashOf({ view: 'findings-series', scope, image: imageOfBuild(build) }, dialog)}
          >
            All builds
          </Link>
        </SpaceBetween>
      ),
    },
  ];
  return (
    <Table
      items={hits}
      loading={looking}
      loadingText="Looking for it…"
      wrapLines
      ariaLabels={{ tableLabel: `Builds with ${vulnerability}` }}
      header={
        <Header variant="h3" description={looking ? '' : found}>
          {vulnerability}
        </Header>
      }
      columnDefinitions={useNarrow() ? inOneColumn(columns) : columns}
      empty="No build of this account and Region has a finding of it"
      footer={
        state === 'more' && (
          <div class="desk-more">
            <Button onClick={onMore}>Load more</Button>
          </div>
        )
      }
    />
  );
}

/** The packages of a finding with their versions, each once. */
function packagesText({ finding: { packages = [] } }: SearchHit): string {
  const texts = packages.map((each) => `${each.name} ${versionText(each) ?? ''}`.trim());
  return [...new Set(texts)].join(', ') || '–';
}
