import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { sumClasses } from '../../../../../lib/findings/compare';
import { exportFormats } from '../../../../../lib/findings/export/formats';
import type { GateOutcome } from '../../../../../lib/findings/gate';
import type { JudgedComparison, JudgedVulnerability } from '../../../../../lib/findings/judged';
import type { ReportSide } from '../../../../../lib/findings/report';
import { shownOf } from '../../../../../lib/findings/shown';
import { reportOf } from '../../../../../lib/findings/view-report';
import { textsOfComparison } from '../../../../../lib/findings/view-texts';
import { countVulnerabilities } from '../../../../../lib/findings/view-words';
import { countOf, formatNumber } from '../../../../../lib/words';
import { useDesk } from '../../../parts';
import { Details } from './details';
import { ExportMenu } from './export-menu';
import { Filters } from './filters';
import { ResultsTable } from './results-table';
import { Shortcuts } from './shortcuts';
import { useShow } from './use-show';

export interface ResultsProps {
  readonly judged: JudgedComparison;
  readonly base: ReportSide;
  readonly target: ReportSide;
  readonly gate: readonly GateOutcome[];
  /** How the rows are shown, as `lib/findings/view.ts` writes it. */
  readonly show: string | undefined;
  readonly onShow: (show: string | undefined) => void;
}

/** The vulnerabilities of two builds, to be filtered, looked into, and saved. */
export function Results({ judged, base, target, gate, show: text, onShow }: ResultsProps) {
  const { now, later } = useDesk();
  const [show, change] = useShow(text, onShow);
  const [opened, setOpened] = useState<string>();
  const shown = useMemo(() => shownOf(judged, show), [judged, show]);
  // What is searched is put together after the rows are there, and before somebody types.
  useEffect(() => later(() => textsOfComparison(judged), 0), [judged, later]);
  const open = useCallback(({ id }: JudgedVulnerability) => setOpened(id), []);
  const vulnerabilities = shown.vulnerabilities.length;
  const count = `${countVulnerabilities(vulnerabilities)} with ${countOf(sumClasses(shown.counts.pairs), 'pair')} of a vulnerability and a package`;
  return (
    <SpaceBetween size="m">
      <Header
        key="heading"
        variant="h2"
        counter={`(${formatNumber(vulnerabilities)} of ${formatNumber(judged.vulnerabilities.length)})`}
        description={`${count} shown.`}
        actions={
          <ExportMenu
            formats={exportFormats}
            report={({ extension }) =>
              // What was recorded is mostly about what is suppressed: without it, it would be empty.
              reportOf(judged, extension === 'cdx.json' ? { ...show, suppressed: true } : show, {
                at: now(),
                base,
                target,
                gate,
              })
            }
          />
        }
      >
        Vulnerabilities
      </Header>
      <Shortcuts
        key="shortcuts"
        show={show}
        fitting={show.group === 'package' ? shown.fitting.pairs : shown.fitting.vulnerabilities}
        onChange={change}
      />
      <Filters key="filters" judged={judged} show={show} onChange={change} count={count} />
      <ResultsTable
        key="table"
        shown={shown}
        total={judged.vulnerabilities.length}
        show={show}
        onChange={change}
        onOpen={open}
      />
      <Details
        key="details"
        vulnerability={judged.vulnerabilities.find(({ id }) => id === opened)}
        base={base}
        target={target}
        onClose={() => setOpened(undefined)}
      />
    </SpaceBetween>
  );
}
