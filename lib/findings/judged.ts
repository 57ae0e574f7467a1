import type { ClassCounts, PairChange, VulnerabilityChange } from './compare';
import type { Judgement } from './judgement';

/** A package of a vulnerability, with what was recorded about it. */
export interface JudgedPair extends PairChange {
  /** What holds today, the most specific of those that do. */
  readonly judgement?: Judgement;
  /** Whether the judgement takes it out of the counts. */
  readonly suppressed: boolean;
}

/** A vulnerability, with what was recorded about it. */
export interface JudgedVulnerability extends Omit<VulnerabilityChange, 'pairs'> {
  readonly pairs: readonly JudgedPair[];
  readonly judgement?: Judgement;
  /** Whether all of its packages are suppressed, or itself when AWS names none. */
  readonly suppressed: boolean;
}

/** How many are counted, and how many are not because of a judgement. */
export interface JudgedCounts {
  readonly counted: ClassCounts;
  readonly suppressed: ClassCounts;
}

/** Counts by class, what is suppressed apart. */
export function countClasses(
  all: Iterable<Pick<JudgedPair, 'change' | 'suppressed'>>,
): JudgedCounts {
  const counted = { new: 0, fixed: 0, persisting: 0 };
  const suppressed = { new: 0, fixed: 0, persisting: 0 };
  for (const each of all) (each.suppressed ? suppressed : counted)[each.change] += 1;
  return { counted, suppressed };
}

/** A comparison with what was recorded about its vulnerabilities. */
export interface JudgedComparison {
  /** All of them, suppressed ones too, in the order of the comparison. */
  readonly vulnerabilities: readonly JudgedVulnerability[];
  readonly counts: { readonly vulnerabilities: JudgedCounts; readonly pairs: JudgedCounts };
  /** Judgements of this image that nothing in either build matches, and those that have run out. */
  readonly unmatched: readonly Judgement[];
  readonly expired: readonly Judgement[];
}
