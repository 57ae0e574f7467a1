import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ChangeClass } from '../../../../lib/findings/compare';
import type { JudgedComparison, JudgedCounts } from '../../../../lib/findings/judged';
import type { ReportSide } from '../../../../lib/findings/report';
import { classNames, describeSuppressed } from '../../../../lib/findings/view-words';
import { countOf, formatNumber } from '../../../../lib/words';
import { SeverityBars } from './severity-bars';
import { describeMoved, describePairs } from './side-words';

interface SummaryProps {
  readonly judged: JudgedComparison;
  readonly base: ReportSide;
  readonly target: ReportSide;
}

/** How many vulnerabilities are new, fixed and unchanged, and how severe those of each build are. */
export function Summary({ judged, base, target }: SummaryProps) {
  const moved = describeMoved(judged.vulnerabilities);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Each scan knows the vulnerabilities that were known on its day. What is new may have been published since the other one."
        >
          Summary
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout key="numbers" columns={3} variant="text-grid" minColumnWidth={150}>
          <Number key="new" change="new" judged={judged} />
          <Number key="fixed" change="fixed" judged={judged} />
          <Number key="persisting" change="persisting" judged={judged} note={moved} />
        </ColumnLayout>
        <SeverityBars key="bars" base={base} target={target} />
      </SpaceBetween>
    </Container>
  );
}

/** A sign for each class: they are no severities, and have no such colour. */
const signs = {
  new: { sign: '+', color: 'inherit' },
  fixed: { sign: '−', color: 'text-status-success' },
  persisting: { sign: '', color: 'text-body-secondary' },
} as const;

interface NumberProps {
  readonly change: ChangeClass;
  readonly judged: JudgedComparison;
  readonly note?: string;
}

function Number({ change, judged: { counts }, note }: NumberProps) {
  const { sign, color } = signs[change];
  const { vulnerabilities, pairs } = counts;
  const counted = vulnerabilities.counted[change];
  return (
    <div>
      <Box variant="span" fontSize="heading-xl" fontWeight="bold" color={color}>
        {counted === 0 ? '' : sign}
        {formatNumber(counted)} {classNames[change].toLowerCase()}
      </Box>
      <div>
        {countOf(counted, 'CVE')}
        {suppressedOf(vulnerabilities, change)}
      </div>
      <Box color="text-body-secondary">
        {describePairs(pairs.counted[change])}
        {suppressedOf(pairs, change)}
      </Box>
      {note !== undefined && note !== '' && <Box color="text-body-secondary">{note}</Box>}
    </div>
  );
}

function suppressedOf({ suppressed }: JudgedCounts, change: ChangeClass): string {
  return describeSuppressed(suppressed[change]);
}
