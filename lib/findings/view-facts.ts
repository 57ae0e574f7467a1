import { ecosystemsOf } from './ecosystem';
import { severityOfChange } from './compare';
import type { JudgedComparison, JudgedPair, JudgedVulnerability } from './judged';
import type { JudgementState } from './judgement';
import type { Severity } from './severity';
import type { Difference } from './view';
import type { Fix } from './vulnerability';

/** What filters ask of a package of a vulnerability. */
export interface PairFacts {
  /** None for a vulnerability of which AWS names no package. */
  readonly pair?: JudgedPair;
  readonly ecosystems: readonly string[];
  readonly differences: readonly Difference[];
  readonly judgement: JudgementState | 'none';
}

/** What filters and orders ask of a vulnerability. */
export interface VulnerabilityFacts {
  readonly vulnerability: JudgedVulnerability;
  readonly severity: Severity;
  readonly fix: Fix;
  readonly score: number | undefined;
  /** When its vendor published it, in epoch milliseconds. */
  readonly published: number | undefined;
  /** One for each pair, or one for all when there is none. */
  readonly pairs: readonly PairFacts[];
}

const known = new WeakMap<JudgedComparison, readonly VulnerabilityFacts[]>();

/** The facts of a comparison, in its order. They are put together once, and not at every key. */
export function factsOfComparison(judged: JudgedComparison): readonly VulnerabilityFacts[] {
  const before = known.get(judged);
  if (before) return before;
  const facts = judged.vulnerabilities.map(factsOf);
  known.set(judged, facts);
  return facts;
}

function factsOf(vulnerability: JudgedVulnerability): VulnerabilityFacts {
  const { base, target } = vulnerability;
  const now = target ?? base;
  const details = now?.details;
  const shared = differencesOf(vulnerability);
  const { pairs, judgement } = vulnerability;
  const unnamed: PairFacts = {
    ecosystems: ecosystemsOf(undefined),
    differences: shared,
    judgement: judgement?.state ?? 'none',
  };
  return {
    vulnerability,
    severity: severityOfChange(vulnerability),
    fix: now?.fix ?? 'unknown',
    score: now?.score,
    published: details?.publishedAt,
    pairs: pairs.length === 0 ? [unnamed] : pairs.map((pair) => factsOfPair(pair, shared)),
  };
}

function factsOfPair(pair: JudgedPair, shared: readonly Difference[]): PairFacts {
  const { base, target, judgement } = pair;
  return {
    pair,
    ecosystems: ecosystemsOf(target ?? base),
    differences: pair.version === 'upgraded' ? [...shared, 'upgraded'] : shared,
    judgement: judgement?.state ?? 'none',
  };
}

function differencesOf({ severity, score, fix }: JudgedVulnerability): readonly Difference[] {
  const found: Difference[] = [];
  if (severity !== 'same') found.push(`severity-${severity}`);
  if (score !== 'same') found.push('score');
  if (fix === 'up') found.push('fix');
  return found;
}
