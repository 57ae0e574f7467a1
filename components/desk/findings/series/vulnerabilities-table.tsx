import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import { describeDays } from '../../../../lib/builds/describe';
import type {
  FindingsSeries,
  Presence,
  SeriesColumn,
  SeriesVulnerability,
} from '../../../../lib/findings/series';
import { nameOfSeverity } from '../../../../lib/findings/severity';
import { titleBeside } from '../../../../lib/findings/title';
import { countVulnerabilities } from '../../../../lib/findings/view-words';
import { countOf } from '../../../../lib/words';
import { usePages } from '../../settings/accounts/pages';
import { useNarrow } from '../../use-narrow';
import { SeverityBadge } from '../counts-badges';
import { inOneColumn } from '../in-one-column';
import { dateText, shortBuild } from '../words';

type Columns = readonly TableProps.ColumnDefinition<SeriesVulnerability>[];

const pageSize = 25;

/** The vulnerabilities of the builds that were read: since when, until when, and in which. */
export function VulnerabilitiesTable({ series }: { readonly series: FindingsSeries }) {
  const [text, setText] = useState('');
  const [as, setAs] = useState('times');
  const wanted = text.trim().toLowerCase();
  const all = series.vulnerabilities;
  const fitting = all.filter(({ id, outline: { severity, title = '' } }) =>
    `${id}\n${nameOfSeverity(severity)}\n${title}`.toLowerCase().includes(wanted),
  );
  const { shown, pagination } = usePages(fitting, pageSize);
  const open = all.filter((each) => each.open).length;
  const unknown = series.builds.filter(({ severities }) => !severities);
  const columns = [
    ...named,
    ...(as === 'times' ? timesOf(series.builds) : matrixOf(series.builds)),
  ];
  return (
    <Table
      items={shown}
      trackBy="id"
      columnDefinitions={useNarrow() ? inOneColumn(columns) : columns}
      wrapLines
      pagination={pagination}
      ariaLabels={{ tableLabel: 'Vulnerabilities over the builds' }}
      header={
        <Header
          variant="h2"
          counter={`(${all.length})`}
          description={
            <>
              {`${countVulnerabilities(all.length)} in ${countOf(series.builds.length - unknown.length, 'build')}, ${open} still open in the newest.`}
              {unknown.length > 0 &&
                ` Not known: ${unknown.map((build) => shortBuild(build)).join(', ')}.`}
            </>
          }
          actions={
            <SegmentedControl
              label="Show"
              selectedId={as}
              options={[
                { id: 'times', text: 'First and last seen' },
                { id: 'matrix', text: 'Build by build' },
              ]}
              onChange={({ detail }) => setAs(detail.selectedId)}
            />
          }
        >
          Vulnerabilities
        </Header>
      }
      filter={
        <TextFilter
          filteringText={text}
          filteringPlaceholder="Find vulnerabilities"
          filteringAriaLabel="Find vulnerabilities"
          countText={wanted === '' ? '' : `${fitting.length} of ${all.length}`}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
      }
      empty={all.length === 0 ? 'The builds that were read have none' : 'None fits this filter'}
    />
  );
}

const named: Columns = [
  {
    id: 'id',
    header: 'Vulnerability',
    isRowHeader: true,
    minWidth: 180,
    cell: ({ id, outline }) => {
      const title = titleBeside(id, outline.title);
      return (
        <>
          <div>{id}</div>
          {title !== undefined && <Note>{title}</Note>}
        </>
      );
    },
  },
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ outline }) => <SeverityBadge severity={outline.severity} />,
  },
];

function timesOf(builds: readonly SeriesColumn[]): Columns {
  return [
    {
      id: 'first',
      header: 'First seen',
      cell: ({ first, maybeEarlier }) => (
        <>
          <Seen build={builds[first]} />
          {maybeEarlier && <Note>or earlier</Note>}
        </>
      ),
    },
    {
      id: 'last',
      header: 'Last seen',
      cell: ({ last, cameBack }) => (
        <>
          <Seen build={builds[last]} />
          {cameBack && <Note>came back</Note>}
        </>
      ),
    },
    { id: 'open', header: 'Open for', cell: openText },
    {
      id: 'builds',
      header: 'In builds',
      cell: ({ presence }) => {
        const having = builds.filter((_, index) => presence[index] === 'present');
        return having.map((build) => shortBuild(build)).join(', ');
      },
    },
  ];
}

function Seen({ build }: { readonly build: SeriesColumn | undefined }) {
  return (
    <>
      <div>{build && shortBuild(build)}</div>
      <Note>{dateText(build?.createdAt)}</Note>
    </>
  );
}

/** What is said beside something, in small. */
function Note({ children }: { readonly children: string }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}

/** How long it has been open, and whether it still is. */
function openText({ openFor, open, maybeEarlier }: SeriesVulnerability): string {
  const days = openFor === undefined ? 'Not known' : describeDays(0, openFor);
  const atLeast = maybeEarlier && openFor !== undefined ? `At least ${days}` : days;
  return `${atLeast}, ${open ? 'still open' : 'fixed'}`;
}

const marks: Readonly<Record<Presence, string>> = {
  present: '● Yes',
  absent: '– No',
  unknown: '? Not known',
};

function matrixOf(builds: readonly SeriesColumn[]): Columns {
  return builds.map((build, index) => ({
    id: build.arn,
    header: (
      <SpaceBetween size="xxs">
        <span key="build">{shortBuild(build)}</span>
        <span key="date">{dateText(build.createdAt)}</span>
      </SpaceBetween>
    ),
    cell: ({ presence }) => marks[presence[index] ?? 'unknown'],
  }));
}
