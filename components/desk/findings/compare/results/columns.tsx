import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { describeCause } from '../../../../../lib/findings/cause';
import type { JudgedPair, JudgedVulnerability } from '../../../../../lib/findings/judged';
import { sortKeys, type Grouping, type SortKey } from '../../../../../lib/findings/view';
import type { Fix } from '../../../../../lib/findings/vulnerability';
import { severityOfChange } from '../../../../../lib/findings/compare';
import { rankOf } from '../../../../../lib/findings/severity';
import { countVulnerabilities, fixNames } from '../../../../../lib/findings/view-words';
import { countOf } from '../../../../../lib/words';
import { inOneColumn } from '../../in-one-column';
import {
  changeText,
  countsText,
  dayText,
  fixedInText,
  JudgementCell,
  packageText,
  ScoreCell,
  SeverityCell,
  versionsText,
} from './cells';
import type { Row } from './rows';

type Column = TableProps.ColumnDefinition<Row>;

/** Opens the details of a vulnerability. */
export type Open = (vulnerability: JudgedVulnerability) => void;

/** So many packages are told in the row of a vulnerability. */
const fewPackages = 3;

/** What the columns are called, in their order. */
export const columnNames = {
  id: 'Vulnerability',
  change: 'Change',
  severity: 'Severity',
  package: 'Packages',
  fixed: 'Fixed in',
  score: 'Score',
  fix: 'Fix',
  cause: 'Cause',
  published: 'Published',
  judgement: 'Judgement',
} as const;

type ColumnId = keyof typeof columnNames;

const widths: Readonly<Record<ColumnId, number>> = {
  id: 190,
  change: 110,
  severity: 110,
  package: 200,
  fixed: 120,
  score: 80,
  fix: 90,
  cause: 180,
  published: 120,
  judgement: 150,
};

/** The columns of the table. What stands first is what the rows are grouped by. */
export function wideColumns(open: Open, group: Grouping): readonly Column[] {
  return (Object.keys(columnNames) as ColumnId[]).map((id) => {
    const sortingField = sortingFields[group][id] ?? id;
    return {
      id,
      header: headers[group][id] ?? columnNames[id],
      minWidth: widths[id],
      cell: (row) => <Cell id={id} row={row} open={open} />,
      ...(id === 'id' && { isRowHeader: true }),
      ...(isSortKey(sortingField) && { sortingField }),
    };
  });
}

const headers: Readonly<Record<Grouping, Readonly<Partial<Record<ColumnId, string>>>>> = {
  vulnerability: {},
  package: { id: 'Package', package: 'Versions' },
};

const sortingFields: typeof headers = {
  vulnerability: {},
  package: { id: 'package', package: 'none' },
};

/** The same in one column, where ten would have to be scrolled. */
export function narrowColumns(open: Open, group: Grouping): readonly Column[] {
  return inOneColumn(wideColumns(open, group).filter(({ id }) => id && narrowIds.has(id)));
}

const narrowIds: ReadonlySet<string> = new Set<ColumnId>([
  'id',
  'change',
  'severity',
  'package',
  'fixed',
  'cause',
  'judgement',
]);

function isSortKey(id: string): id is SortKey {
  return sortKeys.some((each) => each === id);
}

interface CellProps {
  readonly id: ColumnId;
  readonly row: Row;
  readonly open: Open;
}

function Cell({ id, row, open }: CellProps) {
  if (row.kind === 'package') return <PackageCell id={id} row={row} />;
  const { vulnerability } = row;
  // A row of one package alone is a row of that package.
  const [only, second] = vulnerability.pairs;
  const pair = row.kind === 'pair' ? row.pair : second ? undefined : only;
  switch (id) {
    case 'id':
      return row.kind === 'pair' && row.below === 'vulnerability' ? (
        <>{packageText(row.pair)}</>
      ) : (
        <IdCell vulnerability={vulnerability} open={open} />
      );
    case 'change':
      return <>{changeText(row.kind === 'pair' ? row.pair.change : vulnerability.change)}</>;
    case 'severity':
      return <SeverityCell vulnerability={vulnerability} />;
    case 'package':
      return row.kind === 'pair' ? <PairLine pair={row.pair} /> : <PairLines {...vulnerability} />;
    case 'fixed':
      return <>{pair ? fixedInText(pair) : '–'}</>;
    case 'score':
      return <ScoreCell vulnerability={vulnerability} />;
    case 'fix':
      return <>{fixNames[fixOf(pair ?? vulnerability)]}</>;
    case 'cause':
      return <>{causeOfRow(pair, vulnerability)}</>;
    case 'published':
      return <>{dayText((vulnerability.target ?? vulnerability.base)?.details.publishedAt)}</>;
    case 'judgement': {
      const { judgement, suppressed } = pair ?? vulnerability;
      return <JudgementCell judgement={judgement} suppressed={suppressed} />;
    }
  }
}

function fixOf({ base, target }: JudgedPair | JudgedVulnerability): Fix {
  return (target ?? base)?.fix ?? 'unknown';
}

function causeOfRow(pair: JudgedPair | undefined, vulnerability: JudgedVulnerability): string {
  if (pair) return describeCause(pair) ?? '–';
  const causes = new Set(vulnerability.pairs.map((each) => describeCause(each) ?? '–'));
  const [first, second] = causes;
  return second === undefined ? (first ?? '–') : 'Differs by package';
}

function IdCell({
  vulnerability,
  open,
}: {
  readonly vulnerability: JudgedVulnerability;
  readonly open: Open;
}) {
  const { id, upgradedStillVulnerable, suppressed } = vulnerability;
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={`Details of ${id}`}
        onClick={() => open(vulnerability)}
      >
        {id}
      </Button>
      {upgradedStillVulnerable && (
        <Box color="text-body-secondary" fontSize="body-s">
          Upgraded, still vulnerable
        </Box>
      )}
      {suppressed && (
        <Box color="text-body-secondary" fontSize="body-s">
          Suppressed
        </Box>
      )}
    </>
  );
}

function PairLine({ pair }: { readonly pair: JudgedPair }) {
  return (
    <div class="desk-who">
      {packageText(pair)} {versionsText(pair)}
    </div>
  );
}

function PairLines({ pairs }: JudgedVulnerability) {
  if (pairs.length === 0) return <>No package named</>;
  const few = pairs.length > fewPackages ? pairs.slice(0, fewPackages - 1) : pairs;
  return (
    <>
      {few.map((pair) => (
        <PairLine key={`${pair.package} ${pair.arch}`} pair={pair} />
      ))}
      {few.length < pairs.length && (
        <div>and {countOf(pairs.length - few.length, 'more package')}</div>
      )}
    </>
  );
}

function PackageCell({
  id,
  row,
}: {
  readonly id: ColumnId;
  readonly row: Extract<Row, { kind: 'package' }>;
}) {
  const { name, vulnerabilities, counts } = row.group;
  switch (id) {
    case 'id':
      return (
        <>
          <div class="desk-who">{name || 'No package named'}</div>
          <Box color="text-body-secondary">{countVulnerabilities(vulnerabilities.length)}</Box>
        </>
      );
    case 'change':
      return <>{countsText(counts)}</>;
    case 'severity': {
      const [worst] = vulnerabilities.toSorted(
        (a, b) => rankOf(severityOfChange(a)) - rankOf(severityOfChange(b)),
      );
      return worst ? <SeverityCell vulnerability={worst} /> : null;
    }
    case 'package': {
      const versions = new Set(vulnerabilities.flatMap(({ pairs }) => pairs.map(versionsText)));
      const [first, second] = versions;
      return <>{second === undefined ? first : 'Several versions'}</>;
    }
    default:
      // It is told of each of its vulnerabilities, in the rows below.
      return null;
  }
}
