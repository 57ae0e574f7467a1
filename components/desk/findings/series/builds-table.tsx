import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { describeBuildStatus, otherFindings } from '../../../../lib/builds/describe';
import type { FindingCounts } from '../../../../lib/findings/finding';
import type { CountedBuild } from '../../../../lib/findings/scan';
import type { Outline } from '../../../../lib/findings/series';
import { countOf, formatNumber } from '../../../../lib/words';
import { usePages } from '../../settings/accounts/pages';
import { useNarrow } from '../../use-narrow';
import { inOneColumn } from '../in-one-column';
import type { Scans } from '../scans';
import { dateText, scanText, shortBuild } from '../words';

interface BuildsTableProps {
  /** The newest first. */
  readonly builds: readonly CountedBuild[];
  readonly picked: readonly CountedBuild[];
  readonly onPick: (picked: readonly CountedBuild[]) => void;
  readonly scans: Scans<readonly Outline[]>;
}

const numbers = ['critical', 'high', 'medium', 'other', 'all'] as const;

const heads = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  other: 'Other',
  all: 'All findings',
} as const;

/** The builds of a series with how many findings each has, to pick those that are read. */
export function BuildsTable({ builds, picked, onPick, scans }: BuildsTableProps) {
  const { shown, pagination } = usePages(builds, 10);
  const arns = picked.map(({ build }) => build.arn);
  const read = arns.filter((arn) => scans.scans.value.get(arn)?.value !== undefined).length;
  const columns: readonly TableProps.ColumnDefinition<CountedBuild>[] = [
    { id: 'build', header: 'Build', isRowHeader: true, cell: ({ build }) => shortBuild(build) },
    { id: 'created', header: 'Created', cell: ({ build }) => dateText(build.createdAt) },
    {
      id: 'status',
      header: 'Image status',
      cell: ({ build }) => describeBuildStatus(build.status),
    },
    ...numbers.map((name) => ({
      id: name,
      header: heads[name],
      // Said once: five times in a row nobody reads it.
      cell: ({ counts }: CountedBuild) =>
        counts ? numberOf(counts, name) : name === 'all' ? 'Not counted' : '–',
    })),
    {
      id: 'scan',
      header: 'Findings read',
      cell: ({ build }) => scanText(scans.scans.value.get(build.arn)),
    },
  ];
  return (
    <Table
      items={shown}
      trackBy={({ build }) => build.arn}
      selectionType="multi"
      selectedItems={picked}
      onSelectionChange={({ detail }) => onPick(detail.selectedItems)}
      wrapLines
      pagination={pagination}
      ariaLabels={{
        tableLabel: 'Builds',
        selectionGroupLabel: 'Select builds',
        allItemsSelectionLabel: () => 'Select all builds of this page',
        itemSelectionLabel: (_, { build }) => `Select ${shortBuild(build)}`,
      }}
      columnDefinitions={useNarrow() ? inOneColumn(columns) : columns}
      header={
        <Header
          variant="h2"
          counter={`(${picked.length}/${builds.length})`}
          description="Pick the builds whose vulnerabilities are put beside each other. Those of which nothing is known are not taken for clean."
          actions={
            scans.reading.value ? (
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <span key="progress" role="status">
                  {`${read} of ${countOf(arns.length, 'build')} read`}
                </span>
                <Button key="cancel" onClick={() => scans.cancel()}>
                  Cancel
                </Button>
              </SpaceBetween>
            ) : (
              <Button
                disabled={read === arns.length}
                disabledReason={arns.length === 0 ? 'Select a build first.' : 'All are read.'}
                onClick={() => void scans.read(arns)}
              >
                Read the findings
              </Button>
            )
          }
        >
          Builds
        </Header>
      }
      empty="AWS lists no builds of it in this account and Region"
    />
  );
}

function numberOf(counts: FindingCounts, name: (typeof numbers)[number]): string {
  const number = name === 'other' ? otherFindings(counts) : counts[name];
  return formatNumber(number);
}
