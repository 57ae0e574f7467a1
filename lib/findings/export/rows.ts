import type { ChangeClass } from '../compare';
import {
  countClasses,
  type JudgedCounts,
  type JudgedPair,
  type JudgedVulnerability,
} from '../judged';
import type { Judgement } from '../judgement';
import type { ComparisonReport } from '../report';

/** One row of an export: a package of a vulnerability, or the vulnerability when AWS names none. */
export interface ReportRow {
  readonly vulnerability: JudgedVulnerability;
  readonly pair?: JudgedPair;
  readonly change: ChangeClass;
  readonly judgement?: Judgement;
  readonly suppressed: boolean;
}

/** All that a report shows, row by row, in its order. */
export function rowsOf({ vulnerabilities }: ComparisonReport): readonly ReportRow[] {
  return vulnerabilities.flatMap((vulnerability): readonly ReportRow[] => {
    const { pairs } = vulnerability;
    return pairs.length === 0
      ? [{ vulnerability, ...facts(vulnerability) }]
      : pairs.map((pair) => ({ vulnerability, pair, ...facts(pair) }));
  });
}

function facts({
  change,
  judgement,
  suppressed,
}: JudgedPair | JudgedVulnerability): Omit<ReportRow, 'vulnerability' | 'pair'> {
  return { change, ...(judgement && { judgement }), suppressed };
}

/** How many of something a report shows. */
export interface ReportCounts {
  readonly vulnerabilities: JudgedCounts;
  /** Of a vulnerability and a package. */
  readonly pairs: JudgedCounts;
}

/** Counts what a report shows, and not what its filters left out. */
export function countsOf({ vulnerabilities }: ComparisonReport): ReportCounts {
  return {
    vulnerabilities: countClasses(vulnerabilities),
    pairs: countClasses(vulnerabilities.flatMap(({ pairs }) => pairs)),
  };
}
