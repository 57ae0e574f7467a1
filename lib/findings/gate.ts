import type { GateRule } from './judgement';
import type { JudgedVulnerability } from './judged';

/** What came of a rule. */
export interface GateOutcome {
  readonly rule: GateRule;
  readonly passed: boolean;
  /** What fails it, the worst first. */
  readonly failing: readonly JudgedVulnerability[];
}
