import type { ScanHead } from './scan';
import type { SideTotals } from './compare';
import type { GateOutcome } from './gate';
import type { JudgedVulnerability } from './judged';
import type { Judgement } from './judgement';

/** One of the builds of a report. A file that was compared has only a label. */
export interface ReportSide {
  /** Such as `office 2.0.0/4`, or the name of a file. */
  readonly label: string;
  /** The ARN of the build. */
  readonly build?: string;
  readonly head?: ScanHead;
  readonly totals: SideTotals;
}

/** What an export tells: exactly the rows on the screen. */
export interface ComparisonReport {
  /** In epoch milliseconds. */
  readonly at: number;
  readonly base: ReportSide;
  readonly target: ReportSide;
  /** Those that are shown, with those of their pairs that are shown. */
  readonly vulnerabilities: readonly JudgedVulnerability[];
  /** How many vulnerabilities the comparison has, whether or not they are shown. */
  readonly total: number;
  /** What the rows were filtered by, in words; empty when they were not. */
  readonly filters: readonly string[];
  readonly gate: readonly GateOutcome[];
  /**
   * Judgements of the image that nothing in either build matches, and those that have run out, of
   * the whole comparison.
   */
  readonly unmatched: readonly Judgement[];
  readonly expired: readonly Judgement[];
}
