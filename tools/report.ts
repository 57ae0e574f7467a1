import type { Comparison } from '../lib/findings/compare';
import type { ComparisonReport } from '../lib/findings/report';

/** What two files are told as: everything that was compared, and nothing recorded about it. */
export function reportOfFiles(
  { vulnerabilities, base, target }: Comparison,
  labels: { readonly base: string; readonly target: string },
  at: number,
): ComparisonReport {
  return {
    at,
    base: { label: labels.base, totals: base },
    target: { label: labels.target, totals: target },
    vulnerabilities: vulnerabilities.map((each) => ({
      ...each,
      pairs: each.pairs.map((pair) => ({ ...pair, suppressed: false })),
      suppressed: false,
    })),
    total: vulnerabilities.length,
    filters: [],
    gate: [],
  };
}
