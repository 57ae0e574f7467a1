import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ComponentChildren } from 'preact';
import { describeCause } from '../../../../../lib/findings/cause';
import { ecosystemsOf } from '../../../../../lib/findings/ecosystem';
import type { JudgedPair } from '../../../../../lib/findings/judged';
import type { ReportSide } from '../../../../../lib/findings/report';
import { versionsOf, type Pair } from '../../../../../lib/findings/vulnerability';
import { useNarrow } from '../../../use-narrow';
import { usePages } from '../../../settings/accounts/pages';
import { changeText, fixedInText, JudgementCell, packageText } from './cells';

interface PackagesTableProps {
  readonly pairs: readonly JudgedPair[];
  readonly base: ReportSide;
  readonly target: ReportSide;
}

interface Column {
  readonly id: string;
  readonly header: string;
  readonly minWidth: number;
  readonly isRowHeader?: true;
  readonly cell: (pair: JudgedPair) => ComponentChildren;
}

const pageSize = 20;

/** The packages that one vulnerability is in, with what is installed of them in both builds. */
export function PackagesTable({ pairs, base, target }: PackagesTableProps) {
  const { shown, pagination } = usePages(pairs, pageSize);
  const columns = columnsOf(base.label, target.label);
  return (
    <Table
      variant="embedded"
      items={shown}
      trackBy={({ package: name, arch }) => `${name} ${arch}`}
      wrapLines
      cellVerticalAlign="top"
      columnDefinitions={useNarrow() ? [inOneOf(columns)] : columns}
      ariaLabels={{ tableLabel: 'Affected packages' }}
      header={
        <Header variant="h3" counter={`(${pairs.length})`}>
          Affected packages
        </Header>
      }
      pagination={pagination}
      empty="AWS names no package of this vulnerability."
    />
  );
}

function columnsOf(base: string, target: string): readonly Column[] {
  return [
    { id: 'package', header: 'Package', isRowHeader: true, minWidth: 150, cell: Name },
    {
      id: 'base',
      header: `Base, ${base}`,
      minWidth: 150,
      cell: (pair) => <Installed of={pair.base} />,
    },
    {
      id: 'target',
      header: `Target, ${target}`,
      minWidth: 150,
      cell: (pair) => <Installed of={pair.target} />,
    },
    { id: 'fixed', header: 'Fixed in', minWidth: 120, cell: fixedInText },
    { id: 'change', header: 'Change', minWidth: 160, cell: Change },
    {
      id: 'judgement',
      header: 'Judgement',
      minWidth: 140,
      cell: (pair) => <JudgementCell judgement={pair.judgement} suppressed={pair.suppressed} />,
    },
  ];
}

/** The same in one column, where six would have to be scrolled. */
function inOneOf(columns: readonly Column[]): Column {
  return {
    id: 'package',
    header: 'Package',
    isRowHeader: true,
    minWidth: 200,
    cell: (pair) => (
      <>
        {columns.map((column) => (
          <div key={column.id}>
            {column.id !== 'package' && `${column.header}: `}
            {column.cell(pair)}
          </div>
        ))}
      </>
    ),
  };
}

function Name(pair: JudgedPair) {
  return (
    <div class="desk-who">
      <div>{packageText(pair)}</div>
      <div class="desk-request">{ecosystemsOf(pair.target ?? pair.base).join(', ')}</div>
    </div>
  );
}

/** The versions of a package in one build, with the places where they were found. */
function Installed({ of: pair }: { readonly of: Pair | undefined }) {
  if (!pair) return <>Not vulnerable or not installed</>;
  const paths = pair.packages.flatMap(({ filePath }) => filePath ?? []);
  return (
    <div class="desk-who">
      <div>{versionsOf(pair).join(', ') || 'Version not reported'}</div>
      {[...new Set(paths)].map((path) => (
        <div key={path} class="desk-request">
          {path}
        </div>
      ))}
    </div>
  );
}

function Change(pair: JudgedPair) {
  const cause = describeCause(pair);
  return (
    <>
      <div>{changeText(pair.change)}</div>
      {cause !== undefined && <div>{cause}</div>}
      {pair.version === 'upgraded' && <div>Upgraded, still vulnerable</div>}
    </>
  );
}
