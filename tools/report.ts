import type { Comparison } from '../lib/findings/compare';
import { evaluateGate } from '../lib/findings/gate';
import { judgeComparison } from '../lib/findings/judge';
import { dayOf, type GateRule } from '../lib/findings/judgement';
import type { ComparisonReport } from '../lib/findings/report';

/** What two files are told as: everything that was compared, and nothing recorded about it. */
export function reportOfFiles(
  comparison: Comparison,
  labels: { readonly base: string; readonly target: string },
  at: number,
  rules: readonly GateRule[],
): ComparisonReport {
  const { vulnerabilities, unmatched, expired } = judgeComparison(comparison, [], {
    today: dayOf(at),
  });
  return {
    at,
    base: { label: labels.base, totals: comparison.base },
    target: { label: labels.target, totals: comparison.target },
    vulnerabilities,
    total: vulnerabilities.length,
    filters: [],
    gate: evaluateGate(rules, vulnerabilities),
    unmatched,
    expired,
  };
}
